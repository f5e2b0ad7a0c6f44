-- Statement-level capture with transition tables, for ordinary tables with a uid column.
CREATE OR REPLACE FUNCTION audit.log_statement()
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
-- A plan is kept for the session: one that was made for a single row must not meet fifty thousand. So rows are paired by hashing, in memory
-- for as long as that is reasonable, and nothing is compiled, which takes longer than it saves.
SET enable_nestloop TO off
SET enable_mergejoin TO off
SET work_mem TO '32MB'
SET jit TO off
AS $function$
DECLARE
  v_sync CONSTANT uuid := nullif(current_setting('lizsync.sync_id', true), '')::uuid;
  v_query CONSTANT text := CASE WHEN v_sync IS NULL AND TG_ARGV[0]::boolean THEN left(current_query(), 500) END;
  v_ignored CONSTANT text[] := nullif(TG_ARGV[1]::text[], '{}');
  v_keys CONSTANT text[] := TG_ARGV[2]::text[];
  v_application CONSTANT text := current_setting('application_name');
  v_now CONSTANT timestamptz := clock_timestamp();
  v_relation CONSTANT text := CASE WHEN v_sync IS NOT NULL THEN lizsync.quoted_name(TG_RELID) END;
  v_origin CONSTANT jsonb := CASE WHEN v_sync IS NOT NULL THEN jsonb_build_object('origin', current_setting('lizsync.origin'), 'sync_id', v_sync) END;
BEGIN
  -- Where a sync is running, its inbox says when and by whom a row was really edited.
  IF TG_OP = 'INSERT' THEN
    INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
      transaction_id, application_name, client_addr, client_port, client_query, action, row_data, statement_only, sync_data)
    SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_RELID, session_user, now(), statement_timestamp(), v_now,
      txid_current(), v_application, inet_client_addr(), inet_client_port(), v_query, 'I',
      CASE WHEN v_ignored IS NULL THEN hstore(n.*) ELSE hstore(n.*) - v_ignored END, false,
      CASE WHEN v_sync IS NOT NULL THEN v_origin || coalesce((
        SELECT audit.edit_data(i.edited_at, i.edited_by, i.column_times) FROM lizsync.inbox AS i WHERE i.uid = n.uid AND i.sync_id = v_sync AND i.relation = v_relation), '{}') END
    FROM new_rows AS n;
  ELSIF TG_OP = 'UPDATE' THEN
    INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
      transaction_id, application_name, client_addr, client_port, client_query, action, row_data, changed_fields, statement_only, sync_data)
    SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_RELID, session_user, now(), statement_timestamp(), v_now,
      txid_current(), v_application, inet_client_addr(), inet_client_port(), v_query, 'U',
      slice(c.old_row, v_keys || akeys(c.changed)), c.changed, false,
      CASE WHEN v_sync IS NOT NULL THEN v_origin || coalesce((
        SELECT audit.edit_data(i.edited_at, i.edited_by, i.column_times) FROM lizsync.inbox AS i WHERE i.uid = c.uid AND i.sync_id = v_sync AND i.relation = v_relation), '{}') END
    FROM (
      SELECT p.uid, p.old_row,
        CASE WHEN v_ignored IS NULL THEN p.new_row - p.old_row ELSE p.new_row - p.old_row - v_ignored END AS changed
      FROM (
        SELECT o.uid, hstore(o.*) AS old_row, hstore(n.*) AS new_row
        FROM old_rows AS o JOIN new_rows AS n ON n.uid = o.uid
        OFFSET 0
      ) AS p
      OFFSET 0
    ) AS c
    WHERE c.changed <> '';
  ELSE
    INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
      transaction_id, application_name, client_addr, client_port, client_query, action, row_data, statement_only, sync_data)
    SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_RELID, session_user, now(), statement_timestamp(), v_now,
      txid_current(), v_application, inet_client_addr(), inet_client_port(), v_query, 'D',
      CASE WHEN v_ignored IS NULL THEN hstore(o.*) ELSE hstore(o.*) - v_ignored END, false,
      CASE WHEN v_sync IS NOT NULL THEN v_origin || coalesce((
        SELECT audit.edit_data(i.edited_at, i.edited_by, i.column_times) FROM lizsync.inbox AS i WHERE i.uid = o.uid AND i.sync_id = v_sync AND i.relation = v_relation), '{}') END
    FROM old_rows AS o;
  END IF;
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION audit.log_statement() IS
'Trigger of an ordinary table: one event a changed row of the statement. Arguments: log the client''s query, ignored columns, key columns';
REVOKE ALL ON FUNCTION audit.log_statement() FROM PUBLIC;
