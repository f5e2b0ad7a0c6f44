CREATE OR REPLACE FUNCTION lizsync.register_copy(p_hello jsonb)
RETURNS boolean
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_clone CONSTANT uuid := p_hello ->> 'clone_id';
  v_former CONSTANT uuid := p_hello ->> 'former_id';
  v_history lizsync.history;
BEGIN
  IF EXISTS (SELECT FROM lizsync.clone_states WHERE clone_id = v_clone) THEN
    RETURN false;
  ELSIF NOT EXISTS (SELECT FROM lizsync.synchronized_tables WHERE server_id = v_former) THEN
    PERFORM lizsync.raise_error(format('Central does not know clone %s, of which "%s" is a copy: keep a copy of its unsent edits and deploy an archive to it.', v_former, p_hello ->> 'clone_name'));
  END IF;
  v_history := lizsync.known_sync((p_hello ->> 'acknowledged')::uuid, p_hello ->> 'clone_name');
  PERFORM lizsync.check_log_complete(v_history, p_hello ->> 'clone_name');
  INSERT INTO lizsync.synchronized_tables (server_id, sync_tables) SELECT v_clone, t.sync_tables FROM lizsync.synchronized_tables AS t WHERE t.server_id = v_former;
  INSERT INTO lizsync.clone_states (clone_id, clone_name, acknowledged_sync, acknowledged_snapshot, acknowledged_event, event_floor, system_identifier, newest_sync, own_transaction, own_event)
  VALUES (v_clone, p_hello ->> 'clone_name', v_history.sync_id, v_history.snapshot, coalesce(v_history.max_event_id, 0), v_history.event_floor, v_history.system_identifier, v_history.sync_id,
    v_history.own_transaction, v_history.own_event);
  INSERT INTO lizsync.sync_roles (role_name, clone_id) SELECT r.role_name, v_clone FROM lizsync.sync_roles AS r WHERE r.clone_id = v_former;
  -- Somebody has it, after all.
  UPDATE lizsync.history SET sync_status = 'done' WHERE sync_id = v_history.sync_id AND sync_status = 'pending';
  RETURN true;
END
$function$;
COMMENT ON FUNCTION lizsync.register_copy(jsonb) IS
'On central: registers a copy of a clone that got an identity of its own (lizsync.new_clone_identity), with the white list of the clone that it was and at the sync that it has. False where it is registered already. Raises LZ001 where that clone or that sync is unknown, or the log no longer reaches back to it';
REVOKE ALL ON FUNCTION lizsync.register_copy(jsonb) FROM PUBLIC;
