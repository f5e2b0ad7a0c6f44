CREATE OR REPLACE FUNCTION lizsync.clone_hello()
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_central lizsync.central;
  v_self lizsync.server_metadata;
  v_tables text[];
BEGIN
  -- What the caller's transaction has still to check stands in the way of switching triggers off.
  SET CONSTRAINTS ALL IMMEDIATE;
  PERFORM lizsync.lock_clone();
  SELECT * INTO v_central FROM lizsync.central;
  SELECT * INTO v_self FROM lizsync.server_metadata;
  IF v_central.central_id IS NULL OR v_self.server_id IS NULL THEN
    PERFORM lizsync.raise_error(format('Database "%s" is not a clone: deploy an archive of central to it first.', current_database()));
  END IF;
  SELECT array_agg(t ORDER BY t) INTO v_tables
  FROM lizsync.synchronized_tables AS s, jsonb_array_elements_text(s.sync_tables) AS t
  WHERE s.server_id = v_self.server_id;

  -- A transaction that sees each statement's own snapshot must not see edits that come while it runs: they wait, and go with the next sync.
  IF current_setting('transaction_isolation') IN ('read committed', 'read uncommitted') THEN
    PERFORM lizsync.lock_tables(ARRAY(SELECT t FROM unnest(v_tables) AS t WHERE to_regclass(t) IS NOT NULL));
  END IF;
  PERFORM lizsync.check_capture(v_tables), lizsync.watch_partitions(v_tables, NULL), lizsync.note_columns(v_tables);

  RETURN jsonb_build_object(
    'clone_id', v_self.server_id,
    'clone_name', v_self.server_name,
    'former_id', v_central.former_id,
    'central_id', v_central.central_id,
    'acknowledged', v_central.acknowledged_sync,
    'version', lizsync.version(),
    'system_identifier', lizsync.system_identifier(),
    'structure', lizsync.structure(v_tables),
    'low_sequences', lizsync.low_sequences(),
    'status', lizsync.clone_status());
END
$function$;
COMMENT ON FUNCTION lizsync.clone_hello() IS
'On a clone: the first message of a sync (docs/protocol.md). In a READ COMMITTED transaction it locks the synchronised tables against edits. Raises LZ001 where this database is no clone, LZ002 where a sync of it is running';
REVOKE ALL ON FUNCTION lizsync.clone_hello() FROM PUBLIC;
