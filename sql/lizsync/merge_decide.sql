CREATE OR REPLACE FUNCTION lizsync.merge_decide(p_request jsonb)
RETURNS void
LANGUAGE plpgsql SECURITY DEFINER
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_sync CONSTANT uuid := p_request ->> 'sync_id';
  v_relations CONSTANT text[] := ARRAY(SELECT jsonb_array_elements_text(p_request -> 'tables'));
  v_state lizsync.clone_states := lizsync.running_state(v_sync, v_relations);
  v_renamed jsonb;
BEGIN
  PERFORM lizsync.check_inbox(v_sync, v_relations);
  -- Where the clone is not the database that sent what central has already, all that it sends is new.
  UPDATE lizsync.clone_states SET
    running_mode = CASE WHEN running_mode = 'lost reply' AND NOT (p_request ->> 'resumes')::boolean THEN 'restored' ELSE running_mode END,
    clock_offset = (p_request ->> 'clock_offset')::interval,
    running_kept = (
      SELECT jsonb_object_agg(k.relation, to_jsonb(lizsync.kept_aside(v_state.clone_id, k.relation)))
      FROM (SELECT DISTINCT c.object_table AS relation FROM lizsync.conflicts AS c WHERE c.clone_id = v_state.clone_id AND NOT c.resolved AND c.error_message IS NOT NULL) AS k)
  WHERE clone_id = v_state.clone_id RETURNING * INTO STRICT v_state;
  PERFORM set_config('lizsync.origin', v_state.clone_id::text, true), set_config('lizsync.sync_id', v_sync::text, true), set_config('lizsync.trigger_depth', pg_trigger_depth()::text, true);

  PERFORM lizsync.gather_central_changes(v_state, v_relations);
  v_renamed := lizsync.renamed_by_both(v_sync, lizsync.renamed_parents(v_sync, v_state.clone_id, v_relations));
  PERFORM lizsync.follow_renamed_parents(v_sync, v_relations, v_renamed, false);
  PERFORM lizsync.decide_references(v_sync, v_state.clone_id, v_relations);
  PERFORM lizsync.decide_columns(v_sync, v_state.clone_id);
  PERFORM lizsync.decide_deletes(v_sync, v_state.clone_id);
  PERFORM lizsync.follow_renamed_parents(v_sync, v_relations, v_renamed, true);
  PERFORM lizsync.decide_deleted_parents(v_sync, v_state.clone_id, v_relations);
  PERFORM lizsync.revive_held_rows(v_sync, v_state.clone_id);
  PERFORM lizsync.decide_missing_parents(v_sync, v_state.clone_id, v_relations);
  PERFORM lizsync.retry_parents(v_sync, v_state.clone_id, v_relations);
  PERFORM lizsync.settle_inbox_rows(v_sync);
END
$function$;
COMMENT ON FUNCTION lizsync.merge_decide(jsonb) IS
'On central, first part of the merge, with the rights of LizSync''s owner: what central changed, and who wins. Raises LZ001 where no such sync runs in this transaction, or the inbox holds what no clone sends';
REVOKE ALL ON FUNCTION lizsync.merge_decide(jsonb) FROM PUBLIC;
