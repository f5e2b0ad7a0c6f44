CREATE OR REPLACE FUNCTION lizsync.new_package(schemas text[], tables text[])
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
DECLARE
  v_self lizsync.server_metadata;
  v_selected CONSTANT regclass[] := ARRAY(SELECT lizsync.selected_tables(new_package.schemas, new_package.tables));
  v_prepared CONSTANT regclass[] := ARRAY(SELECT t FROM unnest(v_selected) AS t WHERE lizsync.is_prepared(t));
  v_sync CONSTANT uuid := gen_random_uuid();
  v_names jsonb;
  v_tables jsonb;
  v_drifted regclass;
  v_parts jsonb;
  v_relations oid[];
  v_needs jsonb;
BEGIN
  IF current_setting('transaction_isolation') <> 'repeatable read' THEN
    RAISE EXCEPTION 'A package is made by lizsync:package, which sees all tables as they are at one moment.' USING ERRCODE = 'invalid_transaction_state';
  ELSIF EXISTS (SELECT FROM lizsync.central) THEN
    PERFORM lizsync.raise_error(format('Database "%s" is a clone: packages are made from central.', current_database()));
  END IF;
  SELECT t INTO v_drifted FROM unnest(v_selected) AS t WHERE lizsync.preparation_fault(t) IS NOT NULL LIMIT 1;
  IF FOUND THEN
    PERFORM lizsync.raise_error(format('Table %s is not as prepare left it: %s. Run prepare again, or audit.unaudit_table() where it is not to be synchronised any more.', lizsync.plain_name(v_drifted), lizsync.preparation_fault(v_drifted)));
  ELSIF cardinality(v_prepared) = 0 THEN
    PERFORM lizsync.raise_error(format('None of the %s selected tables is prepared: run prepare first.', cardinality(v_selected)));
  END IF;
  PERFORM pg_advisory_xact_lock_shared(hashtextextended('lizsync log', 0));
  PERFORM lizsync.check_references(v_selected);
  SELECT * INTO STRICT v_self FROM lizsync.server_metadata;
  SELECT jsonb_agg(lizsync.quoted_name(t)), jsonb_agg(lizsync.table_manifest(t)) INTO v_names, v_tables FROM unnest(v_prepared) AS t;

  SELECT coalesce(jsonb_agg(to_jsonb(p) ORDER BY p.part, p.name, p.label), '[]') INTO v_parts FROM lizsync.archive_parts(new_package.schemas, new_package.tables) AS p;
  v_relations := ARRAY(
    SELECT c.oid FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = ANY (new_package.schemas)
    UNION SELECT p.relid FROM jsonb_to_recordset(v_parts) AS p(part text, relid oid) WHERE p.part <> 'left out'
    EXCEPT SELECT p.relid FROM jsonb_to_recordset(v_parts) AS p(part text, relid oid) WHERE p.part = 'left out');
  SELECT coalesce(jsonb_agg(n.need), '[]') INTO v_needs
  FROM (SELECT to_jsonb(o) FROM lizsync.needed_objects(new_package.schemas, v_relations) AS o UNION ALL SELECT to_jsonb(r) FROM lizsync.policy_roles(v_relations) AS r) AS n(need);
  PERFORM lizsync.watch_partitions(ARRAY(SELECT jsonb_array_elements_text(v_names)), v_sync), lizsync.note_columns(ARRAY(SELECT jsonb_array_elements_text(v_names)));
  INSERT INTO lizsync.history (sync_id, server_from, server_to, min_event_id, max_event_id, max_action_tstamp_tx, sync_type, sync_status, snapshot, event_floor, system_identifier, tables)
  SELECT v_sync, v_self.server_id::text, '{}', NULL, coalesce(max(a.event_id), 0), max(a.action_tstamp_tx), 'full', 'pending', txid_current_snapshot(), lizsync.restored_events(NULL), lizsync.system_identifier(), v_names
  FROM (SELECT event_id, action_tstamp_tx FROM audit.logged_actions ORDER BY event_id DESC LIMIT 1) AS a;
  RETURN jsonb_build_object(
    'format', 1, 'lizsync_version', lizsync.version(), 'server_id', v_self.server_id, 'server_name', v_self.server_name, 'sync_id', v_sync, 'created_at', now(),
    'postgresql', current_setting('server_version_num')::integer,
    'schemas', to_jsonb(coalesce(new_package.schemas, '{}')), 'selected_tables', to_jsonb(coalesce(new_package.tables, '{}')),
    'extensions', lizsync.needed_extensions(v_selected || ARRAY(SELECT c.oid::regclass FROM pg_class AS c WHERE c.relkind IN ('v', 'm') AND c.oid = ANY (v_relations)),
      ARRAY(SELECT (n ->> 'objid')::oid FROM jsonb_array_elements(v_needs) AS n)),
    'tables', v_tables, 'parts', v_parts, 'needs', v_needs,
    'copied_tables', (SELECT coalesce(jsonb_agg(lizsync.quoted_name(t)), '[]') FROM unnest(v_selected) AS t WHERE NOT lizsync.is_prepared(t)),
    'rows', (SELECT coalesce(sum((t ->> 'rows')::bigint), 0) FROM jsonb_array_elements(v_tables) AS t));
END
$function$;
COMMENT ON FUNCTION lizsync.new_package(text[], text[]) IS
'On central, in a REPEATABLE READ transaction: records a package with the snapshot that pg_dump is to use, and answers its manifest, the parts of the archive (lizsync.archive_parts()) and what it needs from elsewhere (lizsync.needed_objects(), lizsync.policy_roles()). Raises LZ001 where nothing selected is prepared, a table is not as prepare left it, or a selected table references one that is not selected';
REVOKE ALL ON FUNCTION lizsync.new_package(text[], text[]) FROM PUBLIC;
