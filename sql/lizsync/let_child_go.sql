CREATE OR REPLACE FUNCTION lizsync.let_child_go(p_sync uuid, p_clone uuid, p_relation text, p_uid uuid, p_row hstore, p_emptied hstore,
  p_central_at timestamptz, p_clone_at timestamptz, p_central_by text, p_clone_by text)
RETURNS boolean
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  IF EXISTS (SELECT FROM lizsync.conflicts WHERE sync_id = p_sync AND object_table = p_relation AND object_uid = p_uid AND conflict_kind = 'parent_deleted') THEN
    RETURN false;
  END IF;
  INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, column_name, central_value, central_edited_at, clone_edited_at,
    central_edited_by, clone_edited_by, rejected, rejected_row, rule_applied)
  VALUES (p_sync, p_relation, p_uid, p_clone, 'parent_deleted', array_to_string(akeys(p_emptied), ', '),
    CASE WHEN p_emptied IS NULL THEN p_row::text ELSE array_to_string(p_row -> akeys(p_emptied), ', ') END,
    p_central_at, p_clone_at, p_central_by, p_clone_by, 'central', p_row,
    CASE WHEN p_emptied IS NULL THEN 'the row that this one references was deleted later in the clone: this row goes with it'
         ELSE 'the row that this one references was deleted later in the clone: the reference is emptied' END);
  IF p_emptied IS NOT NULL THEN
    RETURN false;
  END IF;
  -- It is deleted as if the clone had done it: rows may reference it in turn.
  UPDATE lizsync.inbox AS i SET sent_action = coalesce(i.sent_action, i.action), action = 'D', resend = true, state = 'apply', edited_at = p_clone_at, edited_by = p_clone_by
  WHERE i.sync_id = p_sync AND i.relation = p_relation AND i.uid = p_uid;
  IF NOT FOUND THEN
    INSERT INTO lizsync.inbox (relation, uid, action, row_values, edited_at, edited_by, first_event, sync_id, sent_action, resend)
    SELECT p_relation, p_uid, 'D', '', p_clone_at, p_clone_by, 0, p_sync, CASE o.action WHEN 'I' THEN 'D' ELSE 'U' END, true
    FROM lizsync.outbox AS o WHERE o.uid = p_uid AND o.sync_id = p_sync AND o.relation = p_relation;
  END IF;
  RETURN true;
END
$function$;
COMMENT ON FUNCTION lizsync.let_child_go(uuid, uuid, text, uuid, hstore, hstore, timestamptz, timestamptz, text, text) IS
'On central: a row of central whose parent the clone deleted later goes (p_emptied null), or loses its reference when the delete is applied; kept whole in the conflict, once. Answers whether another row goes';
REVOKE ALL ON FUNCTION lizsync.let_child_go(uuid, uuid, text, uuid, hstore, hstore, timestamptz, timestamptz, text, text) FROM PUBLIC;
