-- Central's delete emptied references of rows that the clone edited meanwhile, in other columns: the clone's row still has its parent.
CREATE OR REPLACE FUNCTION lizsync.keep_used_references(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_key record;
  v_case record;
  v_emptied hstore;
  v_reference hstore;
BEGIN
  FOR v_key IN SELECT f.* FROM lizsync.foreign_keys(p_relations) AS f
    WHERE f.on_delete IN ('n', 'd')
      AND EXISTS (SELECT FROM lizsync.outbox AS o WHERE o.sync_id = p_sync AND o.relation = f.parent AND o.action = 'D')
      AND EXISTS (SELECT FROM lizsync.inbox AS i JOIN lizsync.outbox AS o ON o.uid = i.uid AND o.sync_id = i.sync_id AND o.relation = i.relation
                  WHERE i.sync_id = p_sync AND i.relation = f.child AND i.state = 'apply' AND i.action = 'U' AND o.action = 'U' AND o.row_values ?| f.child_columns)
  LOOP
    v_emptied := lizsync.emptied_reference(v_key.child, v_key.constraint_name);
    FOR v_case IN SELECT * FROM lizsync.emptied_rows(p_sync, v_key.child, v_key.parent, v_key.child_columns, v_key.parent_columns, v_emptied) LOOP
      v_reference := hstore(v_key.child_columns, v_case.parent_row -> v_key.parent_columns);
      IF v_case.central_at IS NULL OR v_case.clone_at > v_case.central_at THEN
        -- What the clone's row references from now on again: decide_missing_parents brings it back. It is as old as the delete.
        v_reference := slice(v_reference, akeys(v_emptied));
        UPDATE lizsync.inbox AS i SET row_values = i.row_values || v_reference, resend = true,
          column_times = coalesce(i.column_times, '') || hstore(akeys(v_reference), array_fill(v_case.central_at::text, ARRAY[cardinality(akeys(v_reference))]))
        WHERE i.sync_id = p_sync AND i.relation = v_key.child AND i.uid = v_case.child_uid;
      ELSE
        INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, column_name, clone_value, central_edited_at, clone_edited_at,
          central_edited_by, clone_edited_by, rejected, rejected_row, rule_applied)
        VALUES (p_sync, v_key.child, v_case.child_uid, p_clone, 'parent_deleted', array_to_string(akeys(v_emptied), ', '), array_to_string(v_reference -> akeys(v_emptied), ', '),
          v_case.central_at, v_case.clone_at, v_case.central_by, v_case.clone_by, 'clone', v_case.child_row || v_reference,
          'the row that this one references was deleted later in central: the reference is emptied');
      END IF;
    END LOOP;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.keep_used_references(uuid, uuid, text[]) IS
'On central: rows of the clone whose reference ON DELETE SET NULL or SET DEFAULT emptied in central get it again where their edit was later than the delete; else the reference that they had is kept in a conflict';
REVOKE ALL ON FUNCTION lizsync.keep_used_references(uuid, uuid, text[]) FROM PUBLIC;
