CREATE OR REPLACE FUNCTION lizsync.central_merge(p_request jsonb)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_sync CONSTANT uuid := p_request ->> 'sync_id';
  v_relations CONSTANT text[] := ARRAY(SELECT jsonb_array_elements_text(p_request -> 'tables'));
  v_patience CONSTANT text := current_setting('lock_timeout');
  v_applied bigint;
BEGIN
  PERFORM lizsync.merge_decide(p_request);
  PERFORM lizsync.await_turn();
  -- Whoever edits the same row comes first: waiting for him with rows of others locked would hold these up, and end in a serialization failure all the same.
  PERFORM set_config('lock_timeout', coalesce(nullif(current_setting('lizsync.central_lock_timeout', true), ''), '100ms'), true);
  -- With the rights of the role that synchronises, and no others: what it may not write by SQL it does not write by a sync.
  v_applied := lizsync.apply_inbox(v_sync, v_relations);
  PERFORM set_config('lock_timeout', v_patience, true);
  PERFORM lizsync.merge_settle(v_sync, v_relations);
  -- As many rows as this role is going to see.
  RETURN (
    SELECT jsonb_build_object('sync_id', v_sync, 'tables', p_request -> 'tables', 'to_central', v_applied,
      'to_clone', count(*), 'largest', coalesce(max(pg_column_size(o.row_values)), 0))
    FROM lizsync.outbox AS o WHERE o.sync_id = v_sync);
END
$function$;
COMMENT ON FUNCTION lizsync.central_merge(jsonb) IS
'On central: merges the inbox of a sync with what central changed since the clone''s acknowledged sync, applies what won, and fills the outbox with what the clone lacks (docs/protocol.md)';
REVOKE ALL ON FUNCTION lizsync.central_merge(jsonb) FROM PUBLIC;
