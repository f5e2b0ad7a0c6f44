CREATE OR REPLACE FUNCTION lizsync.give_up_child(p_sync uuid, p_clone uuid, p_relation text, p_uid uuid, p_emptied hstore, p_central_at timestamptz, p_central_by text)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_change lizsync.inbox;
  v_whole hstore;
BEGIN
  SELECT * INTO STRICT v_change FROM lizsync.inbox WHERE sync_id = p_sync AND relation = p_relation AND uid = p_uid;
  v_whole := coalesce(lizsync.current_row(p_relation, p_uid), '') || v_change.row_values;
  IF p_emptied IS NULL THEN
    -- A row that central has goes there too; one that it never had just goes back.
    UPDATE lizsync.inbox SET sent_action = coalesce(sent_action, action), action = 'D', resend = true,
      state = CASE WHEN v_change.action = 'I' THEN 'settled' ELSE state END
    WHERE sync_id = p_sync AND relation = p_relation AND uid = p_uid;
  ELSE
    UPDATE lizsync.inbox SET resend = true, row_values = row_values || p_emptied
    WHERE sync_id = p_sync AND relation = p_relation AND uid = p_uid;
  END IF;
  INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, column_name, clone_value, central_edited_at, clone_edited_at,
    central_edited_by, clone_edited_by, rejected, rejected_row, rule_applied)
  VALUES (p_sync, p_relation, p_uid, p_clone, 'parent_deleted', array_to_string(akeys(p_emptied), ', '),
    CASE WHEN p_emptied IS NULL THEN v_whole::text ELSE array_to_string(v_whole -> akeys(p_emptied), ', ') END,
    p_central_at, v_change.edited_at, p_central_by, v_change.edited_by, 'clone', v_whole,
    CASE WHEN p_emptied IS NULL THEN 'the row that this one references was deleted later in central: this row goes with it'
         ELSE 'the row that this one references was deleted later in central: the reference is emptied' END);
END
$function$;
COMMENT ON FUNCTION lizsync.give_up_child(uuid, uuid, text, uuid, hstore, timestamptz, text) IS
'On central: a row of the clone whose parent was deleted later goes (p_emptied null), or gets p_emptied for its reference; kept whole in the conflict';
REVOKE ALL ON FUNCTION lizsync.give_up_child(uuid, uuid, text, uuid, hstore, timestamptz, text) FROM PUBLIC;
