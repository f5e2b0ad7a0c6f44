CREATE OR REPLACE FUNCTION lizsync.keep_deleted_parent(p_sync uuid, p_clone uuid, p_relation text, p_uid uuid,
  p_central_at timestamptz, p_clone_at timestamptz, p_central_by text, p_clone_by text)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_action text;
BEGIN
  -- A row of central that was to go with its own parent goes on as before; what the clone changed in it too.
  UPDATE lizsync.inbox AS i SET action = coalesce(i.sent_action, i.action), needed = true,
    state = CASE WHEN i.sent_action = 'U' AND i.row_values <> '' THEN 'apply' ELSE 'settled' END
  WHERE i.sync_id = p_sync AND i.relation = p_relation AND i.uid = p_uid
  RETURNING i.sent_action INTO v_action;
  DELETE FROM lizsync.conflicts
  WHERE v_action IS NOT NULL AND sync_id = p_sync AND object_table = p_relation AND object_uid = p_uid AND conflict_kind = 'parent_deleted';
  IF v_action IS NULL THEN
    INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, central_value, central_edited_at, clone_edited_at,
      central_edited_by, clone_edited_by, rejected, rule_applied)
    VALUES (p_sync, p_relation, p_uid, p_clone, 'parent_deleted', lizsync.current_row(p_relation, p_uid)::text,
      p_central_at, p_clone_at, p_central_by, p_clone_by, 'clone',
      CASE WHEN p_central_at IS NULL THEN 'a row that the clone did not delete references this one in central: it comes back, alone; rows deleted with it stay deleted'
           ELSE 'central edited a row that references this one: it comes back, alone; rows deleted with it stay deleted' END);
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.keep_deleted_parent(uuid, uuid, text, uuid, timestamptz, timestamptz, text, text) IS
'On central: a row that the clone deleted, or that was to go with one, stays, because central''s rows reference it; records the conflict where the delete was the clone''s own';
REVOKE ALL ON FUNCTION lizsync.keep_deleted_parent(uuid, uuid, text, uuid, timestamptz, timestamptz, text, text) FROM PUBLIC;
