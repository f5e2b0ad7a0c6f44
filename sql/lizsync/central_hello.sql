CREATE OR REPLACE FUNCTION lizsync.central_hello(p_hello jsonb)
RETURNS jsonb
LANGUAGE plpgsql SECURITY DEFINER
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_clone CONSTANT uuid := p_hello ->> 'clone_id';
  v_self lizsync.server_metadata;
  v_state lizsync.clone_states;
  v_newest lizsync.history;
  v_tables text[];
  v_difference text;
  v_copied boolean := false;
  v_sync CONSTANT uuid := gen_random_uuid();
BEGIN
  -- What the clone is told must outlive a crash of central's server, however this database is set.
  IF current_setting('synchronous_commit') = 'off' THEN
    PERFORM set_config('synchronous_commit', 'local', true);
  END IF;
  SELECT * INTO STRICT v_self FROM lizsync.server_metadata;
  PERFORM lizsync.check_hello(p_hello, v_self);
  IF NOT pg_try_advisory_xact_lock(hashtextextended('lizsync clone ' || v_clone, 0)) THEN
    RAISE EXCEPTION 'Clone "%" is being synchronised already: wait until that sync has ended.', p_hello ->> 'clone_name' USING ERRCODE = 'LZ002';
  END IF;
  PERFORM lizsync.check_sync_role(p_hello);
  IF p_hello ->> 'former_id' IS NOT NULL THEN
    v_copied := lizsync.register_copy(p_hello);
  END IF;

  SELECT array_agg(t.name ORDER BY t.name) INTO v_tables
  FROM lizsync.synchronized_tables AS s, jsonb_array_elements_text(s.sync_tables) AS t(name)
  WHERE s.server_id = v_clone;
  PERFORM lizsync.check_readable(p_hello ->> 'clone_name', v_tables);
  PERFORM lizsync.note_columns(v_tables);
  v_difference := lizsync.structure_difference(lizsync.structure(v_tables), p_hello -> 'structure');
  IF v_difference IS NOT NULL THEN
    PERFORM lizsync.raise_error(format('Clone "%s" cannot be synchronised: %s. Make the same change on both sides, or deploy a new archive.', p_hello ->> 'clone_name', v_difference));
  END IF;
  PERFORM lizsync.check_capture(v_tables), lizsync.watch_partitions(v_tables, v_sync);

  v_state := lizsync.acknowledge(v_clone, (p_hello ->> 'acknowledged')::uuid, v_sync);
  PERFORM lizsync.note_clone_status(p_hello);
  IF v_copied THEN
    -- What the clone that it was has sent since is not known to be its own.
    UPDATE lizsync.clone_states SET running_mode = 'restored' WHERE clone_id = v_clone RETURNING * INTO v_state;
  END IF;
  IF v_state.running_mode = 'lost reply' THEN
    SELECT * INTO STRICT v_newest FROM lizsync.history WHERE sync_id = v_state.newest_sync;
  END IF;
  RETURN jsonb_build_object(
    'sync_id', v_sync,
    'central_name', v_self.server_name,
    'mode', v_state.running_mode,
    'central_restored', v_state.system_identifier <> lizsync.system_identifier(),
    'unwritable', to_jsonb(lizsync.unwritable_tables(ARRAY(SELECT t FROM unnest(v_tables) AS t WHERE to_regclass(t) IS NOT NULL))),
    'clone_snapshot', v_newest.clone_snapshot::text,
    'clone_digest', v_newest.clone_digest,
    'held', CASE WHEN v_state.running_mode = 'lost reply' THEN lizsync.held_by_clone(v_clone) END,
    'tables', (SELECT coalesce(jsonb_agg(d.relation ORDER BY d.depth, d.relation), '[]')
               FROM lizsync.table_depths(ARRAY(SELECT t FROM unnest(v_tables) AS t WHERE to_regclass(t) IS NOT NULL)) AS d),
    'id_ranges', (SELECT coalesce(jsonb_agg(lizsync.lease_id_range(v_clone, q.name)), '[]') FROM jsonb_array_elements_text(p_hello -> 'low_sequences') AS q(name)));
END
$function$;
COMMENT ON FUNCTION lizsync.central_hello(jsonb) IS
'On central: answers a clone''s hello (docs/protocol.md) with a new sync id. It works with the rights of LizSync''s owner, and says which tables the calling role may not write. Raises LZ001 (unknown clone, other version, structure differs, same database twice, a role that may not synchronise this clone or not read its tables) or LZ002 (a sync of this clone is running)';
REVOKE ALL ON FUNCTION lizsync.central_hello(jsonb) FROM PUBLIC;
