-- Row-level capture, for what transition tables cannot do: partitioned tables (new partitions get the trigger by themselves),
-- inheritance, tables without uid, views.
CREATE OR REPLACE FUNCTION audit.log_row()
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
  v_ignored CONSTANT text[] := TG_ARGV[1]::text[];
  v_relid CONSTANT oid := coalesce(pg_partition_root(TG_RELID), TG_RELID);
  v_schema text := TG_TABLE_SCHEMA;
  v_table text := TG_TABLE_NAME;
  v_sync CONSTANT uuid := CASE WHEN current_setting('lizsync.sync_id', true) <> '' THEN audit.running_sync() END;
  v_row hstore;
  v_changed hstore;
BEGIN
  IF v_relid <> TG_RELID THEN
    SELECT n.nspname, c.relname INTO v_schema, v_table
    FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = v_relid;
  END IF;
  IF TG_OP = 'INSERT' THEN
    v_row := hstore(NEW.*) - v_ignored;
  ELSIF TG_OP = 'DELETE' THEN
    v_row := hstore(OLD.*) - v_ignored;
  ELSE
    v_changed := hstore(NEW.*) - hstore(OLD.*) - v_ignored;
    IF v_changed = '' THEN
      RETURN NEW;
    END IF;
    v_row := slice(hstore(OLD.*), TG_ARGV[2]::text[] || akeys(v_changed));
  END IF;
  INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
    transaction_id, application_name, client_addr, client_port, client_query, action, row_data, changed_fields, statement_only, sync_data)
  VALUES (v_schema, v_table, v_relid, session_user, now(), statement_timestamp(), clock_timestamp(),
    txid_current(), current_setting('application_name'), inet_client_addr(), inet_client_port(),
    CASE WHEN TG_ARGV[0]::boolean THEN left(current_query(), 500) END, left(TG_OP, 1), v_row, v_changed, false,
    CASE WHEN v_sync IS NOT NULL THEN audit.sync_data(v_sync, lizsync.quoted_name(v_relid), CASE WHEN lizsync.has_uid(v_relid) THEN (v_row -> 'uid')::uuid END) END);
  RETURN CASE WHEN TG_OP = 'DELETE' THEN OLD ELSE NEW END;
END
$function$;
COMMENT ON FUNCTION audit.log_row() IS
'Trigger of a partitioned or inheriting table, a table without uid, or a view: one event a row. Arguments as audit.log_statement()';
REVOKE ALL ON FUNCTION audit.log_row() FROM PUBLIC;
