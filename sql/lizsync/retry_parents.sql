-- A parent that was to come back, and was refused: as long as the clone's rows reference it, it is tried again with them.
CREATE OR REPLACE FUNCTION lizsync.retry_parents(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_rows bigint := 1;
BEGIN
  -- A parent may have been refused because of its own parent: until none is missing.
  WHILE v_rows > 0 LOOP
    INSERT INTO lizsync.inbox (relation, uid, action, row_values, edited_at, edited_by, first_event, sync_id, sent_action, resend, needed)
    SELECT DISTINCT ON (c.object_table, c.object_uid) c.object_table, c.object_uid, 'I', c.rejected_row, c.clone_edited_at, c.clone_edited_by, 0, p_sync, 'U', true, true
    FROM lizsync.conflicts AS c
    JOIN lizsync.foreign_keys(p_relations) AS f ON f.parent = c.object_table
    JOIN lizsync.inbox AS i ON i.sync_id = p_sync AND i.relation = f.child AND i.state = 'apply' AND i.action <> 'D'
      AND i.row_values ?| f.child_columns AND i.row_values @> slice(hstore(f.child_columns, c.rejected_row -> f.parent_columns), akeys(i.row_values))
    -- The clone may have edited a part of the reference only.
    CROSS JOIN LATERAL (SELECT CASE WHEN i.row_values ?& f.child_columns THEN i.row_values ELSE coalesce(lizsync.current_row(f.child, i.uid), '') || i.row_values END -> f.child_columns AS reference) AS r
    WHERE c.clone_id = p_clone AND NOT c.resolved AND c.rejected = 'clone' AND c.error_message IS NOT NULL
      AND array_position(r.reference, NULL) IS NULL AND r.reference = (c.rejected_row -> f.parent_columns)
      AND NOT EXISTS (SELECT FROM lizsync.inbox AS p WHERE p.uid = c.object_uid AND p.sync_id = p_sync AND p.relation = c.object_table)
      AND lizsync.current_row(c.object_table, c.object_uid) IS NULL;
    GET DIAGNOSTICS v_rows = ROW_COUNT;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.retry_parents(uuid, uuid, text[]) IS
'On central: rows that have to come back because rows of the clone reference them, and that were refused at an earlier sync, are inserted again';
REVOKE ALL ON FUNCTION lizsync.retry_parents(uuid, uuid, text[]) FROM PUBLIC;
