CREATE OR REPLACE FUNCTION lizsync.central_merge(p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_sync CONSTANT uuid := p_request ->> 'sync_id';
  v_relations CONSTANT text[] := ARRAY(SELECT jsonb_array_elements_text(p_request -> 'tables'));
  v_patience CONSTANT text := current_setting('lock_timeout');
  v_state lizsync.clone_states;
  v_applied bigint;
BEGIN
  -- Where the clone is not the database that sent what central has already, all that it sends is new.
  UPDATE lizsync.clone_states SET
    running_mode = CASE WHEN running_mode = 'lost reply' AND NOT (p_request ->> 'resumes')::boolean THEN 'restored' ELSE running_mode END,
    clock_offset = (p_request ->> 'clock_offset')::interval
  WHERE running_sync = v_sync RETURNING * INTO STRICT v_state;
  PERFORM set_config('lizsync.origin', v_state.clone_id::text, true), set_config('lizsync.sync_id', v_sync::text, true);

  PERFORM lizsync.gather_central_changes(v_state, v_relations);
  PERFORM lizsync.decide_columns(v_sync, v_state.clone_id);
  PERFORM lizsync.decide_deletes(v_sync, v_state.clone_id);
  PERFORM lizsync.decide_deleted_parents(v_sync, v_state.clone_id, v_relations);
  PERFORM lizsync.decide_missing_parents(v_sync, v_state.clone_id, v_relations);
  PERFORM lizsync.revive_held_rows(v_sync, v_state.clone_id);
  PERFORM lizsync.retry_parents(v_sync, v_state.clone_id, v_relations);
  PERFORM lizsync.settle_inbox_rows(v_sync);
  PERFORM lizsync.await_turn();
  -- Whoever edits the same row comes first: waiting for him with rows of others locked would hold these up, and end in a serialization failure all the same.
  PERFORM set_config('lock_timeout', coalesce(nullif(current_setting('lizsync.central_lock_timeout', true), ''), '100ms'), true);
  v_applied := lizsync.apply_inbox(v_sync, v_relations);
  PERFORM set_config('lock_timeout', v_patience, true);
  PERFORM lizsync.record_refused(v_sync, v_state);
  PERFORM lizsync.complete_outbox(v_sync, v_state, v_relations);
  PERFORM lizsync.record_refused(v_sync, v_state);

  PERFORM set_config('lizsync.origin', '', true), set_config('lizsync.sync_id', '', true);
  RETURN jsonb_build_object(
    'sync_id', v_sync,
    'tables', p_request -> 'tables',
    'to_central', v_applied,
    'to_clone', (SELECT count(*) FROM lizsync.outbox WHERE sync_id = v_sync),
    'largest', (SELECT coalesce(max(pg_column_size(row_values)), 0) FROM lizsync.outbox WHERE sync_id = v_sync));
END
$function$;
COMMENT ON FUNCTION lizsync.central_merge(jsonb) IS
'On central: merges the inbox of a sync with what central changed since the clone''s acknowledged sync, applies what won, and fills the outbox with what the clone lacks (docs/protocol.md)';
REVOKE ALL ON FUNCTION lizsync.central_merge(jsonb) FROM PUBLIC;
