CREATE OR REPLACE FUNCTION lizsync.register_clone(clone_id uuid, clone_name text, sync_id uuid, archive_digest text)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
DECLARE
  v_self lizsync.server_metadata;
  v_package lizsync.history;
BEGIN
  SELECT * INTO STRICT v_self FROM lizsync.server_metadata;
  v_package := lizsync.check_archive(register_clone.sync_id, register_clone.archive_digest);
  IF register_clone.clone_id = v_self.server_id THEN
    PERFORM lizsync.raise_error('Central and clone are the same database: name two different ones.');
  END IF;
  PERFORM lizsync.check_log_complete(v_package, register_clone.clone_name);

  INSERT INTO lizsync.clone_states AS s (clone_id, clone_name, acknowledged_sync, acknowledged_snapshot, acknowledged_event, event_floor, system_identifier, newest_sync)
  VALUES (register_clone.clone_id, register_clone.clone_name, v_package.sync_id, v_package.snapshot, coalesce(v_package.max_event_id, 0), v_package.event_floor,
    v_package.system_identifier, v_package.sync_id)
  ON CONFLICT (clone_id) DO UPDATE SET clone_name = excluded.clone_name, acknowledged_sync = excluded.acknowledged_sync,
    acknowledged_snapshot = excluded.acknowledged_snapshot, acknowledged_event = excluded.acknowledged_event, event_floor = excluded.event_floor,
    system_identifier = excluded.system_identifier, newest_sync = excluded.newest_sync, own_transaction = NULL, own_event = NULL, running_sync = NULL, running_mode = NULL, structure = NULL, log_bytes = NULL, id_ranges = NULL;
  DELETE FROM lizsync.outbox AS o WHERE o.clone_id = register_clone.clone_id;
  -- What the clone held back is gone with its old content, by the choice of who deployed.
  UPDATE lizsync.conflicts AS c SET resolved = true, resolved_at = clock_timestamp() WHERE c.clone_id = register_clone.clone_id AND NOT c.resolved;
  INSERT INTO lizsync.synchronized_tables AS t (server_id, sync_tables) VALUES (register_clone.clone_id, v_package.tables)
  ON CONFLICT (server_id) DO UPDATE SET sync_tables = excluded.sync_tables;
  UPDATE lizsync.history AS h SET sync_status = 'done', server_to = array_append(array_remove(h.server_to, register_clone.clone_id::text), register_clone.clone_id::text)
  WHERE h.sync_id = v_package.sync_id;

  RETURN jsonb_build_object(
    'central_id', v_self.server_id, 'central_name', v_self.server_name, 'sync_id', v_package.sync_id, 'tables', v_package.tables,
    'id_ranges', (SELECT coalesce(jsonb_agg(lizsync.lease_id_range(register_clone.clone_id, q.sequence_name)), '[]')
                  FROM (SELECT DISTINCT c.sequence_name FROM lizsync.sequence_columns(ARRAY(SELECT jsonb_array_elements_text(v_package.tables))) AS c) AS q));
END
$function$;
COMMENT ON FUNCTION lizsync.register_clone(uuid, text, uuid, text) IS
'On central: registers a clone, or registers it again, at the state of a package, and leases its id ranges. Raises LZ001 where this central did not make that archive, or its log no longer reaches back to it';
REVOKE ALL ON FUNCTION lizsync.register_clone(uuid, text, uuid, text) FROM PUBLIC;
