CREATE OR REPLACE FUNCTION lizsync.begin_deploy(manifest jsonb, discard_pending boolean, new_clone_id boolean)
RETURNS uuid
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_self lizsync.server_metadata;
  v_central lizsync.central;
  v_pending bigint;
  v_schema text;
  v_table text;
BEGIN
  SELECT * INTO STRICT v_self FROM lizsync.server_metadata;
  SELECT * INTO v_central FROM lizsync.central;
  IF v_self.server_id::text = manifest ->> 'server_id' THEN
    PERFORM lizsync.raise_error(format('Database "%s" is the central database that the archive was made from: name another one as the clone.', current_database()));
  ELSIF EXISTS (SELECT FROM lizsync.clone_states) THEN
    PERFORM lizsync.raise_error(format('Database "%s" is itself a central with clones: nothing can be deployed to it.', current_database()));
  END IF;
  IF v_central.central_id IS NOT NULL THEN
    PERFORM lizsync.lock_tables(ARRAY(SELECT t FROM lizsync.synchronized_tables, jsonb_array_elements_text(sync_tables) AS t WHERE to_regclass(t) IS NOT NULL));
  END IF;
  v_pending := lizsync.pending_events();
  IF v_pending > 0 AND NOT discard_pending AND new_clone_id THEN
    PERFORM lizsync.raise_error(format('Clone "%s" has edits that were not sent to central (%s): to keep them, run SELECT lizsync.new_clone_identity(''another name'') in it and synchronise; to lose them, deploy with DISCARD_PENDING too.', v_self.server_name, v_pending));
  ELSIF v_pending > 0 AND NOT discard_pending THEN
    PERFORM lizsync.raise_error(format('Clone "%s" has edits that were not sent to central (%s): synchronise first, or deploy with DISCARD_PENDING to lose them.', v_self.server_name, v_pending));
  END IF;

  FOR v_schema IN SELECT jsonb_array_elements_text(manifest -> 'schemas') LOOP
    PERFORM lizsync.make_room('schema', v_schema,
      EXISTS (SELECT FROM pg_depend AS d WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = to_regnamespace(quote_ident(v_schema))),
      coalesce(v_central.schemas, '[]') ? v_schema OR discard_pending);
  END LOOP;
  FOR v_table IN SELECT t ->> 'name' FROM jsonb_array_elements(manifest -> 'tables') AS t WHERE to_regclass(t ->> 'name') IS NOT NULL LOOP
    PERFORM lizsync.make_room('table', v_table, true, discard_pending
      OR EXISTS (SELECT FROM lizsync.synchronized_tables AS s WHERE s.server_id = v_self.server_id AND s.sync_tables ? v_table));
  END LOOP;
  FOR v_table IN SELECT t FROM jsonb_array_elements_text(manifest -> 'copied_tables') AS t WHERE to_regclass(t) IS NOT NULL LOOP
    PERFORM lizsync.make_room('table', v_table, true, discard_pending OR coalesce(v_central.copied_tables, '[]') ? v_table);
  END LOOP;
  -- What the earlier archive brought and this one does not any more stays as an ordinary table: its triggers would log for nobody.
  FOR v_table IN SELECT t FROM lizsync.synchronized_tables AS s, jsonb_array_elements_text(s.sync_tables) AS t
    WHERE s.server_id = v_self.server_id AND to_regclass(t) IS NOT NULL LOOP
    PERFORM audit.unaudit_table(v_table::regclass);
  END LOOP;
  -- The log of tables that are only audited is theirs.
  DELETE FROM audit.logged_actions AS a
  WHERE (a.schema_name, a.table_name) IN (
    SELECT (parse_ident(n.name))[1], (parse_ident(n.name))[2]
    FROM (SELECT t FROM lizsync.synchronized_tables AS s, jsonb_array_elements_text(s.sync_tables) AS t WHERE s.server_id = v_self.server_id
          UNION SELECT t ->> 'name' FROM jsonb_array_elements(manifest -> 'tables') AS t) AS n(name));
  DELETE FROM audit.logged_relations WHERE to_regclass(relation_name) IS NULL;
  DELETE FROM audit.ignored_columns WHERE to_regclass(relation_name) IS NULL;
  DELETE FROM lizsync.held_changes;
  RETURN lizsync.deployable_clone_id(new_clone_id);
END
$function$;
COMMENT ON FUNCTION lizsync.begin_deploy(jsonb, boolean, boolean) IS
'On the database that becomes a clone, before the restore: checks and locks it, and drops what the archive replaces. Answers the clone''s id, null where it has none yet. Raises LZ001 where edits are unsent, where it is a central, or where a schema or table is there that no deploy brought';
REVOKE ALL ON FUNCTION lizsync.begin_deploy(jsonb, boolean, boolean) FROM PUBLIC;
