CREATE OR REPLACE FUNCTION lizsync.bring_parent_back(p_sync uuid, p_clone uuid, p_relation text, p_uid uuid, p_row hstore,
  p_central_at timestamptz, p_clone_at timestamptz, p_central_by text, p_clone_by text)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  -- Children of the same parent find it back already.
  IF EXISTS (SELECT FROM lizsync.inbox WHERE sync_id = p_sync AND relation = p_relation AND uid = p_uid AND state = 'apply' AND action <> 'D') THEN
    RETURN;
  END IF;
  -- A row of the clone that was to go with its parent: it stays, and the parent with it.
  UPDATE lizsync.inbox AS i SET action = 'I', row_values = p_row, state = 'apply', needed = true
  WHERE i.sync_id = p_sync AND i.relation = p_relation AND i.uid = p_uid AND i.action = 'D' AND i.sent_action IN ('I', 'U')
    AND NOT EXISTS (SELECT FROM lizsync.outbox AS o WHERE o.uid = p_uid AND o.sync_id = p_sync AND o.relation = p_relation AND o.action = 'D');
  IF FOUND THEN
    DELETE FROM lizsync.conflicts WHERE sync_id = p_sync AND object_table = p_relation AND object_uid = p_uid AND conflict_kind = 'parent_deleted';
    RETURN;
  END IF;
  UPDATE lizsync.inbox AS i SET sent_action = coalesce(i.sent_action, i.action), action = 'I', row_values = p_row, state = 'apply', resend = true, needed = true, edited_at = p_central_at, column_times = NULL
  WHERE i.sync_id = p_sync AND i.relation = p_relation AND i.uid = p_uid;
  IF NOT FOUND THEN
    INSERT INTO lizsync.inbox (relation, uid, action, row_values, edited_at, edited_by, first_event, sync_id, sent_action, resend, needed)
    VALUES (p_relation, p_uid, 'I', p_row, p_central_at, p_central_by, 0, p_sync, 'U', true, true);
  END IF;
  INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, clone_value, central_edited_at, clone_edited_at,
    central_edited_by, clone_edited_by, rejected, rule_applied)
  VALUES (p_sync, p_relation, p_uid, p_clone, 'parent_deleted', p_row::text, p_central_at, p_clone_at, p_central_by, p_clone_by, 'central',
    'the clone edited a row that references this one: it comes back, alone; rows deleted with it stay deleted');
END
$function$;
COMMENT ON FUNCTION lizsync.bring_parent_back(uuid, uuid, text, uuid, hstore, timestamptz, timestamptz, text, text) IS
'On central: has a row that central deleted inserted again, because the clone''s rows reference it, and records the conflict (once a parent)';
REVOKE ALL ON FUNCTION lizsync.bring_parent_back(uuid, uuid, text, uuid, hstore, timestamptz, timestamptz, text, text) FROM PUBLIC;
