CREATE OR REPLACE FUNCTION lizsync.merge_settle(p_sync uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_state CONSTANT lizsync.clone_states := lizsync.running_state(p_sync, p_relations);
  v_tried CONSTANT timestamptz := clock_timestamp();
BEGIN
  PERFORM lizsync.record_refused(p_sync, v_state, v_tried);
  PERFORM lizsync.time_cascades(p_sync, p_relations);
  PERFORM lizsync.complete_outbox(p_sync, v_state, p_relations);
  PERFORM lizsync.record_refused(p_sync, v_state, v_tried);
  -- What this transaction logged before its merge has been gathered with what is new; what it logs from now on has not.
  UPDATE lizsync.clone_states SET running_event = (SELECT max(event_id) FROM audit.logged_actions) WHERE clone_id = v_state.clone_id;
  PERFORM set_config('lizsync.origin', '', true), set_config('lizsync.sync_id', '', true);
END
$function$;
COMMENT ON FUNCTION lizsync.merge_settle(uuid, text[]) IS
'On central, last part of the merge, with the rights of LizSync''s owner: records what was refused, and fills the outbox with what the clone lacks. Raises LZ001 where no such sync runs in this transaction';
REVOKE ALL ON FUNCTION lizsync.merge_settle(uuid, text[]) FROM PUBLIC;
