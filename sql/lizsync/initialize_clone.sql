CREATE OR REPLACE FUNCTION lizsync.initialize_clone(manifest jsonb, registration jsonb, clone_id uuid, clone_name text, server_options jsonb, mapping_options jsonb)
RETURNS integer
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
DECLARE
  v_table jsonb;
  v_tables integer := 0;
  v_range record;
BEGIN
  DELETE FROM lizsync.server_metadata;
  INSERT INTO lizsync.server_metadata (server_id, server_name) VALUES (initialize_clone.clone_id, initialize_clone.clone_name);
  DELETE FROM lizsync.central;
  -- Nothing is older here than this transaction, which made the tables.
  INSERT INTO lizsync.central (central_id, central_name, acknowledged_sync, schemas, copied_tables, finished_snapshot)
  VALUES ((registration ->> 'central_id')::uuid, registration ->> 'central_name', (registration ->> 'sync_id')::uuid, manifest -> 'schemas', coalesce(manifest -> 'copied_tables', '[]'),
    format('%1$s:%1$s:', txid_current() + 1)::txid_snapshot);
  DELETE FROM lizsync.synchronized_tables;
  INSERT INTO lizsync.synchronized_tables (server_id, sync_tables) VALUES (initialize_clone.clone_id, registration -> 'tables');
  DELETE FROM lizsync.id_ranges;
  DELETE FROM lizsync.partitions;
  DELETE FROM lizsync.column_names;

  FOR v_table IN SELECT jsonb_array_elements(manifest -> 'tables') LOOP
    CONTINUE WHEN NOT (registration -> 'tables') ? (v_table ->> 'name');
    PERFORM lizsync.know_partitions((v_table ->> 'name')::regclass);
    PERFORM audit.audit_table((v_table ->> 'name')::regclass, true, true,
      ARRAY(SELECT c ->> 'name' FROM jsonb_array_elements(v_table -> 'columns') AS c WHERE (c ->> 'ignored')::boolean));
    v_tables := v_tables + 1;
  END LOOP;
  FOR v_range IN SELECT r.* FROM jsonb_to_recordset(registration -> 'id_ranges') AS r(sequence text, first_id bigint, last_id bigint) LOOP
    PERFORM lizsync.use_id_range(initialize_clone.clone_id, v_range.sequence, v_range.first_id, v_range.last_id);
  END LOOP;
  PERFORM lizsync.connect_central(server_options, mapping_options);
  INSERT INTO lizsync.history (sync_id, server_from, server_to, sync_type, sync_status, tables)
  VALUES ((registration ->> 'sync_id')::uuid, registration ->> 'central_id', ARRAY[initialize_clone.clone_id::text], 'full', 'done', registration -> 'tables')
  ON CONFLICT (sync_id) DO NOTHING;
  RETURN v_tables;
END
$function$;
COMMENT ON FUNCTION lizsync.initialize_clone(jsonb, jsonb, uuid, text, jsonb, jsonb) IS
'On a clone, after the restore: identity, white list, audit triggers, id ranges, and the foreign server that lizsync.synchronize() uses. Answers the number of synchronised tables';
REVOKE ALL ON FUNCTION lizsync.initialize_clone(jsonb, jsonb, uuid, text, jsonb, jsonb) FROM PUBLIC;
