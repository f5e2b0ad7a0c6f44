-- Rows that went in this sync with others that were deleted, and that nobody had deleted himself: central's own edits, and what lay under a row that goes with its parent.
CREATE OR REPLACE FUNCTION lizsync.record_vanished(p_sync uuid, p_clone uuid, p_relation text)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET enable_nestloop TO off
AS $function$
DECLARE
  v_below CONSTANT boolean := EXISTS (SELECT FROM lizsync.conflicts WHERE sync_id = p_sync AND conflict_kind = 'parent_deleted');
BEGIN
  INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, central_value, central_edited_at, central_edited_by, rejected, rejected_row, rule_applied)
  SELECT p_sync, p_relation, v.uid, p_clone, 'parent_deleted', v.deleted_row::text, v.edited_at, v.edited_by, 'central', v.deleted_row, 'the row went in central with another one that was deleted, or by a trigger'
  FROM (
    SELECT e.uid, o.edited_at, o.edited_by, e.deleted_row
    FROM (SELECT (a.row_data -> 'uid')::uuid AS uid, (array_agg(a.row_data ORDER BY a.event_id DESC))[1] AS deleted_row FROM audit.logged_actions AS a
          WHERE a.transaction_id = txid_current() AND a.sync_data ->> 'sync_id' = p_sync::text AND ARRAY[a.schema_name, a.table_name] = parse_ident(p_relation) AND a.action = 'D'
          GROUP BY 1) AS e
    LEFT JOIN lizsync.outbox AS o ON o.uid = e.uid AND o.sync_id = p_sync AND o.relation = p_relation
    WHERE CASE WHEN o.uid IS NULL THEN v_below ELSE o.action <> 'D' AND o.edited_at IS NOT NULL END
      AND NOT EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.uid = e.uid AND i.sync_id = p_sync AND i.relation = p_relation AND (i.action = 'D' OR o.uid IS NULL))
      AND NOT EXISTS (SELECT FROM lizsync.conflicts AS c WHERE c.object_uid = e.uid AND c.sync_id = p_sync AND c.object_table = p_relation AND c.column_name IS NULL)
    -- Only these are looked at in the table.
    OFFSET 0
  ) AS v
  WHERE lizsync.current_row(p_relation, v.uid) IS NULL;
END
$function$;
COMMENT ON FUNCTION lizsync.record_vanished(uuid, uuid, text) IS
'On central: keeps whole, in a conflict, what central edited and the merge deleted by a cascade or a trigger without having decided it, and rows, whoever edited them last, under one that goes with its parent';
REVOKE ALL ON FUNCTION lizsync.record_vanished(uuid, uuid, text) FROM PUBLIC;
