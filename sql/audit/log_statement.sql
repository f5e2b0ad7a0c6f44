-- Statement-level capture with transition tables, for ordinary tables with a uid column. Every edit pays for what stands here: settings that
-- hardly any session has otherwise are looked at rather than set, and what a sync or many rows need is left to audit.log_rows_query().
CREATE OR REPLACE FUNCTION audit.log_statement()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path FROM CURRENT
SET timezone TO 'UTC'
SET lc_monetary TO 'C'
AS $function$
DECLARE
  v_sync uuid;
  v_before hstore;
  v_keys text[];
  v_many boolean;
BEGIN
  IF left(current_setting('datestyle'), 3) <> 'ISO' OR current_setting('extra_float_digits')::integer < 1 OR current_setting('intervalstyle') <> 'postgres'
    OR current_setting('bytea_output') <> 'hex' OR current_setting('xmloption') <> 'content' THEN
    v_before := audit.pin_settings('datestyle => "ISO, YMD", extra_float_digits => 1, intervalstyle => postgres, bytea_output => hex, xmloption => content');
  END IF;
  IF current_setting('lizsync.sync_id', true) <> '' THEN
    v_sync := audit.running_sync();
  END IF;
  IF TG_OP = 'UPDATE' THEN
    v_many := EXISTS (SELECT FROM new_rows OFFSET 50);
  END IF;

  IF v_many OR v_sync IS NOT NULL THEN
    -- Rows are paired by hashing, in memory for as long as that is reasonable: the planner knows nothing of these. Compiling takes longer than it saves.
    v_before := coalesce(v_before, '') || audit.pin_settings('work_mem => 32MB, jit => off, enable_mergejoin => off, enable_nestloop => off');
    EXECUTE audit.log_rows_query(TG_RELID, TG_OP, TG_ARGV[1]::text[], TG_ARGV[2]::text[])
    USING TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, TG_RELID, clock_timestamp(), current_setting('application_name'), CASE WHEN v_sync IS NULL AND TG_ARGV[0]::boolean THEN left(current_query(), 500) END,
      v_sync, CASE WHEN v_sync IS NOT NULL THEN jsonb_build_object('origin', current_setting('lizsync.origin'), 'sync_id', v_sync) END;
  ELSIF TG_OP = 'INSERT' THEN
    INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
      transaction_id, application_name, client_addr, client_port, client_query, action, row_data, statement_only)
    SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_RELID, session_user, now(), statement_timestamp(), clock_timestamp(),
      txid_current(), current_setting('application_name'), inet_client_addr(), inet_client_port(), CASE WHEN TG_ARGV[0]::boolean THEN left(current_query(), 500) END, 'I',
      CASE TG_ARGV[1] WHEN '{}' THEN hstore(n.*) ELSE hstore(n.*) - TG_ARGV[1]::text[] END, false
    FROM new_rows AS n;
  ELSIF TG_OP = 'DELETE' THEN
    INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
      transaction_id, application_name, client_addr, client_port, client_query, action, row_data, statement_only)
    SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_RELID, session_user, now(), statement_timestamp(), clock_timestamp(),
      txid_current(), current_setting('application_name'), inet_client_addr(), inet_client_port(), CASE WHEN TG_ARGV[0]::boolean THEN left(current_query(), 500) END, 'D',
      CASE TG_ARGV[1] WHEN '{}' THEN hstore(o.*) ELSE hstore(o.*) - TG_ARGV[1]::text[] END, false
    FROM old_rows AS o;
  ELSE
    v_keys := TG_ARGV[2]::text[];
    INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
      transaction_id, application_name, client_addr, client_port, client_query, action, row_data, changed_fields, statement_only)
    SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_RELID, session_user, now(), statement_timestamp(), clock_timestamp(),
      txid_current(), current_setting('application_name'), inet_client_addr(), inet_client_port(), CASE WHEN TG_ARGV[0]::boolean THEN left(current_query(), 500) END, 'U',
      slice(c.old_row, v_keys || akeys(c.changed)), c.changed, false
    FROM (
      SELECT hstore(o.*) AS old_row, CASE TG_ARGV[1] WHEN '{}' THEN hstore(n.*) - hstore(o.*) ELSE hstore(n.*) - hstore(o.*) - TG_ARGV[1]::text[] END AS changed
      FROM old_rows AS o JOIN new_rows AS n ON n.uid = o.uid
      OFFSET 0
    ) AS c
    WHERE c.changed <> '';
  END IF;

  IF v_before IS NOT NULL THEN
    v_before := audit.pin_settings(v_before);
  END IF;
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION audit.log_statement() IS
'Trigger of an ordinary table: one event a changed row of the statement. Arguments: log the client''s query, ignored columns, key columns';
REVOKE ALL ON FUNCTION audit.log_statement() FROM PUBLIC;
