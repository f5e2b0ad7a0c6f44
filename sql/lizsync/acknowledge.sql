-- What a clone has: its own word, compared with what central remembers. The table of cases is in docs/protocol.md.
CREATE OR REPLACE FUNCTION lizsync.acknowledge(p_clone uuid, p_acknowledged uuid, p_sync uuid)
RETURNS lizsync.clone_states
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_state lizsync.clone_states;
  v_history lizsync.history;
  v_mode text := 'normal';
BEGIN
  SELECT * INTO STRICT v_state FROM lizsync.clone_states WHERE clone_id = p_clone FOR UPDATE;
  IF p_acknowledged = v_state.acknowledged_sync THEN
    v_mode := CASE WHEN p_acknowledged = v_state.newest_sync THEN 'normal' ELSE 'lost reply' END;
  ELSE
    v_history := lizsync.known_sync(p_acknowledged, v_state.clone_name);
    IF p_acknowledged = v_state.newest_sync THEN
      DELETE FROM lizsync.outbox WHERE clone_id = p_clone;
    ELSIF v_history.sync_type = 'partial' AND p_acknowledged NOT IN (SELECT lizsync.sync_lineage(v_state.newest_sync)) THEN
      PERFORM lizsync.raise_error(format('Clone "%s" is in use in two databases, one a copy of the other: run SELECT lizsync.new_clone_identity(''another name'') in this one '
        'and synchronise again, which loses nothing, or deploy an archive to it with NEW_CLONE_ID. Nothing was changed.', v_state.clone_name));
    ELSE
      v_mode := 'restored';
      PERFORM lizsync.check_log_complete(v_history, v_state.clone_name);
    END IF;
    UPDATE lizsync.history SET sync_status = 'done' WHERE sync_id = p_acknowledged AND sync_status = 'pending';
    v_state.acknowledged_sync := p_acknowledged;
    v_state.acknowledged_snapshot := v_history.snapshot;
    v_state.acknowledged_event := coalesce(v_history.max_event_id, 0);
    v_state.event_floor := v_history.event_floor;
    v_state.system_identifier := v_history.system_identifier;
    v_state.own_transaction := v_history.own_transaction;
    v_state.own_event := v_history.own_event;
  END IF;
  UPDATE lizsync.clone_states SET
    acknowledged_sync = v_state.acknowledged_sync,
    acknowledged_snapshot = v_state.acknowledged_snapshot,
    acknowledged_event = v_state.acknowledged_event,
    event_floor = v_state.event_floor,
    system_identifier = v_state.system_identifier,
    own_transaction = v_state.own_transaction,
    own_event = v_state.own_event,
    running_sync = p_sync,
    running_transaction = txid_current(),
    running_mode = v_mode,
    running_event = NULL,
    running_kept = NULL
  WHERE clone_id = p_clone
  RETURNING * INTO v_state;
  RETURN v_state;
END
$function$;
COMMENT ON FUNCTION lizsync.acknowledge(uuid, uuid, uuid) IS
'On central: notes which sync a clone has committed and begins the next one. Modes: normal; lost reply (central committed a sync that the clone did not); restored (the clone went back to an older sync). Raises LZ001 where that sync is unknown, the log no longer reaches back to it, or another database with the same id went another way since';
REVOKE ALL ON FUNCTION lizsync.acknowledge(uuid, uuid, uuid) FROM PUBLIC;
