CREATE OR REPLACE FUNCTION lizsync.central_changes(p_state lizsync.clone_states, p_relation text, p_vanished boolean)
RETURNS SETOF lizsync.change
LANGUAGE sql STABLE
-- No settings of its own, so that it becomes a part of its caller's query.
AS $function$
  SELECT c.* FROM lizsync.net_changes(p_relation, p_state.acknowledged_snapshot, p_state.event_floor,
    -- A restored central: snapshots of the cluster before say nothing of the events written since; their ids do.
    CASE WHEN p_state.system_identifier <> lizsync.system_identifier() THEN p_state.acknowledged_event END, p_state.acknowledged_sync,
    CASE WHEN p_state.system_identifier = lizsync.system_identifier() THEN p_state.own_transaction END, p_state.own_event,
    CASE WHEN p_state.running_mode <> 'restored' THEN p_state.clone_id END, NULL,
    -- What the clone could not take it has not seen, however long ago it was.
    lizsync.kept_aside(p_state.clone_id, p_relation), p_vanished) AS c
$function$;
COMMENT ON FUNCTION lizsync.central_changes(lizsync.clone_states, text, boolean) IS
'On central: net changes of a table ("schema"."table") since the sync that a clone acknowledged; p_vanished, rows that came and went since are deletes too';
REVOKE ALL ON FUNCTION lizsync.central_changes(lizsync.clone_states, text, boolean) FROM PUBLIC;
