CREATE OR REPLACE FUNCTION lizsync.central_report(p_report jsonb)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_sync CONSTANT uuid := p_report ->> 'sync_id';
  v_state CONSTANT lizsync.clone_states := lizsync.running_state(v_sync, '{}');
  v_self uuid;
  v_conflicts integer;
  v_idle boolean;
  v_held jsonb;
  v_floor bigint;
BEGIN
  SELECT server_id INTO STRICT v_self FROM lizsync.server_metadata;
  PERFORM lizsync.record_not_taken(v_sync, v_state, p_report -> 'refused');
  SELECT count(*) INTO v_conflicts FROM lizsync.conflicts WHERE sync_id = v_sync;
  v_held := lizsync.held_by_clone(v_state.clone_id);
  v_idle := v_state.running_mode = 'normal' AND v_conflicts = 0 AND (p_report ->> 'to_central')::bigint = 0 AND (p_report ->> 'to_clone')::bigint = 0
    AND NOT EXISTS (SELECT FROM lizsync.inbox WHERE sync_id = v_sync AND state <> 'refused')
    -- What this sync logged itself the clone has with it only: partitions that were attached on both sides, say.
    AND NOT EXISTS (SELECT FROM audit.logged_actions WHERE transaction_id = txid_current())
    AND NOT EXISTS (SELECT FROM lizsync.id_ranges WHERE clone_id = v_state.clone_id AND leased_at = now());
  v_floor := greatest(v_state.event_floor, CASE WHEN v_state.system_identifier <> lizsync.system_identifier() THEN lizsync.restored_events(v_sync) END);

  IF v_idle THEN
    DELETE FROM lizsync.outbox WHERE sync_id = v_sync;
    -- Nothing that the clone lacks: what it has acknowledged is as good as what is here now.
    UPDATE lizsync.clone_states SET
      acknowledged_snapshot = txid_current_snapshot(),
      acknowledged_event = coalesce((SELECT max(event_id) FROM audit.logged_actions), 0),
      event_floor = v_floor,
      system_identifier = lizsync.system_identifier()
    WHERE clone_id = v_state.clone_id;
  ELSE
    INSERT INTO lizsync.history (sync_id, server_from, server_to, min_event_id, max_event_id, max_action_tstamp_tx, sync_type, sync_status, snapshot,
      clone_snapshot, clone_digest, event_floor, system_identifier, clock_offset, to_central, to_clone, conflicts, after_sync, own_transaction, own_event)
    SELECT v_sync, v_state.clone_id::text, ARRAY[v_self::text], v_state.acknowledged_event + 1, m.event_id,
      (SELECT a.action_tstamp_tx FROM audit.logged_actions AS a WHERE a.event_id = m.event_id), 'partial', 'pending', txid_current_snapshot(),
      (p_report ->> 'clone_snapshot')::txid_snapshot, p_report ->> 'clone_digest', v_floor, lizsync.system_identifier(), v_state.clock_offset,
      (p_report ->> 'to_central')::integer, (p_report ->> 'to_clone')::integer, v_conflicts, v_state.acknowledged_sync,
      CASE WHEN v_state.running_event IS NOT NULL THEN v_state.running_transaction END, v_state.running_event
    FROM (SELECT coalesce(max(event_id), 0) AS event_id FROM audit.logged_actions) AS m;
    DELETE FROM lizsync.outbox WHERE clone_id = v_state.clone_id AND sync_id <> v_sync;
    UPDATE lizsync.clone_states SET newest_sync = v_sync WHERE clone_id = v_state.clone_id;
  END IF;
  UPDATE lizsync.clone_states SET last_contact = clock_timestamp(), running_sync = NULL, running_mode = NULL, version = lizsync.version()
  WHERE clone_id = v_state.clone_id;
  DELETE FROM lizsync.inbox WHERE sync_id = v_sync;
  RETURN jsonb_build_object(
    'sync_id', CASE WHEN NOT v_idle THEN v_sync END,
    'to_central', p_report -> 'to_central', 'to_clone', p_report -> 'to_clone', 'conflicts', v_conflicts,
    'unresolved', (SELECT count(*) FROM lizsync.conflicts WHERE clone_id = v_state.clone_id AND NOT resolved),
    'held', v_held);
END
$function$;
COMMENT ON FUNCTION lizsync.central_report(jsonb) IS
'On central: closes a sync with what the clone reports: history and acknowledged state; a sync that changed nothing leaves no row. Answers with the counts and the rows whose change the clone is to keep (docs/protocol.md). Raises LZ001 where no such sync runs in this transaction';
REVOKE ALL ON FUNCTION lizsync.central_report(jsonb) FROM PUBLIC;
