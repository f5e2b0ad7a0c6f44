-- A TRUNCATE logs a D for every row that goes.
CREATE OR REPLACE FUNCTION audit.log_truncate()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET extra_float_digits TO 1
SET bytea_output TO 'hex'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
AS $function$
DECLARE
  v_relid CONSTANT oid := coalesce(pg_partition_root(TG_RELID), TG_RELID);
  v_schema text;
  v_table text;
  v_relation regclass;
  v_sync CONSTANT uuid := CASE WHEN current_setting('lizsync.sync_id', true) <> '' THEN audit.running_sync() END;
BEGIN
  SELECT n.nspname, c.relname INTO STRICT v_schema, v_table
  FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = v_relid;
  IF current_setting('transaction_isolation') NOT LIKE 'read %' THEN
    RAISE EXCEPTION 'Rows of % that this transaction (%) does not see would go without being logged, and stay in the other databases: use TRUNCATE in a transaction that is READ COMMITTED, or DELETE.',
      lizsync.plain_name(v_relid), upper(current_setting('transaction_isolation')) USING ERRCODE = 'feature_not_supported';
  END IF;
  -- A partition that came after prepare has no trigger of its own yet.
  FOR v_relation IN
    SELECT TG_RELID::regclass
    UNION ALL
    SELECT p.relid FROM pg_partition_tree(TG_RELID) AS p
    WHERE p.relid <> TG_RELID AND NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = p.relid AND t.tgfoid = 'audit.log_truncate'::regproc)
  LOOP
    EXECUTE format(
      'INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
         transaction_id, application_name, client_addr, client_port, client_query, action, row_data, statement_only, sync_data)
       SELECT $1, $2, $3, session_user, now(), statement_timestamp(), clock_timestamp(),
         txid_current(), current_setting(''application_name''), inet_client_addr(), inet_client_port(), $4, ''D'', hstore(t.*) - $5, false, $6
       FROM ONLY %s AS t', v_relation)
    USING v_schema, v_table, v_relid, CASE WHEN TG_ARGV[0]::boolean THEN left(current_query(), 500) END, TG_ARGV[1]::text[],
      CASE WHEN v_sync IS NOT NULL THEN jsonb_build_object('origin', current_setting('lizsync.origin'), 'sync_id', v_sync) END;
  END LOOP;
  UPDATE lizsync.partitions SET had_rows = false
  WHERE had_rows AND partition IN (SELECT TG_RELID UNION SELECT relid FROM pg_partition_tree(TG_RELID));
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION audit.log_truncate() IS
'Trigger BEFORE TRUNCATE: one D event for every row. Arguments as audit.log_statement(). Raises feature_not_supported in a transaction that is REPEATABLE READ or SERIALIZABLE: the rows that it does not see could not be logged';
REVOKE ALL ON FUNCTION audit.log_truncate() FROM PUBLIC;
