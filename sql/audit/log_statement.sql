-- Statement-level capture with transition tables, for ordinary tables with a uid column. Every edit pays for what stands here: settings that
-- hardly any session has otherwise are looked at rather than set, a few rows take a statement whose plan the session keeps, and what many rows
-- or a sync need is left to audit.log_rows_query().
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
  v_first uuid;
  v_expected text[];
  v_old hstore[];
  v_new hstore[];
  v_few boolean;
  v_many boolean;
BEGIN
  IF left(current_setting('datestyle'), 3) <> 'ISO' OR current_setting('extra_float_digits')::integer < 1 OR current_setting('intervalstyle') <> 'postgres'
    OR current_setting('bytea_output') <> 'hex' OR current_setting('xmloption') <> 'content' OR current_setting('lizsync.sync_id', true) <> '' THEN
    v_before := audit.pin_settings('datestyle => "ISO, YMD", extra_float_digits => 1, intervalstyle => postgres, bytea_output => hex, xmloption => content');
    v_sync := audit.running_sync();
    -- A sync's own statement for all rows is worth one of its own. What a trigger, or the sync itself, does for one of its rows it does for the next one too.
    IF v_sync IS NULL OR pg_trigger_depth() > nullif(current_setting('lizsync.trigger_depth', true), '')::integer + 1 THEN
      IF TG_OP = 'DELETE' THEN
        v_few := NOT EXISTS (SELECT FROM old_rows OFFSET 50);
        SELECT array_agg(hstore(o.*)) INTO v_old FROM old_rows AS o WHERE v_few;
      ELSIF TG_OP = 'INSERT' THEN
        v_few := NOT EXISTS (SELECT FROM new_rows OFFSET 50);
        SELECT array_agg(hstore(n.*)) INTO v_new FROM new_rows AS n WHERE v_few;
      ELSE
        v_few := NOT EXISTS (SELECT FROM new_rows OFFSET 50);
        SELECT array_agg(hstore(o.*)), array_agg(CASE WHEN n.uid IS NULL THEN audit.refuse_moved_row(TG_RELID, o.uid) ELSE hstore(n.*) END) INTO v_old, v_new
        FROM old_rows AS o LEFT JOIN new_rows AS n ON n.uid = o.uid WHERE v_few;
      END IF;
    END IF;
    IF v_few THEN
      PERFORM audit.log_few_rows(TG_RELID, TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_OP, v_old, v_new, TG_ARGV[1]::text[], TG_ARGV[2]::text[],
        CASE WHEN v_sync IS NULL AND TG_ARGV[0] = 't' THEN left(current_query(), 500) END, v_sync), audit.pin_settings(v_before);
      RETURN NULL;
    END IF;
  ELSIF TG_OP = 'DELETE' THEN
    IF NOT EXISTS (SELECT FROM old_rows OFFSET 50) THEN
      INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
        transaction_id, application_name, client_addr, client_port, client_query, action, row_data, statement_only)
      SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_RELID, session_user, now(), statement_timestamp(), clock_timestamp(), txid_current(), current_setting('application_name'),
        inet_client_addr(), inet_client_port(), CASE WHEN TG_ARGV[0] = 't' THEN left(current_query(), 500) END, 'D',
        CASE TG_ARGV[1] WHEN '{}' THEN hstore(o.*) ELSE hstore(o.*) - TG_ARGV[1]::text[] END, false FROM old_rows AS o;
      RETURN NULL;
    END IF;
  ELSIF NOT EXISTS (SELECT FROM new_rows OFFSET 50) THEN
    IF TG_OP = 'INSERT' THEN
      INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
        transaction_id, application_name, client_addr, client_port, client_query, action, row_data, statement_only)
      SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_RELID, session_user, now(), statement_timestamp(), clock_timestamp(), txid_current(), current_setting('application_name'),
        inet_client_addr(), inet_client_port(), CASE WHEN TG_ARGV[0] = 't' THEN left(current_query(), 500) END, 'I',
        CASE TG_ARGV[1] WHEN '{}' THEN hstore(n.*) ELSE hstore(n.*) - TG_ARGV[1]::text[] END, false FROM new_rows AS n;
    ELSE
      INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
        transaction_id, application_name, client_addr, client_port, client_query, action, row_data, changed_fields, statement_only)
      SELECT TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_RELID, session_user, now(), statement_timestamp(), clock_timestamp(), txid_current(), current_setting('application_name'),
        inet_client_addr(), inet_client_port(), CASE WHEN TG_ARGV[0] = 't' THEN left(current_query(), 500) END, 'U', slice(c.old_row, TG_ARGV[2]::text[]) || (c.old_row - c.new_row), c.new_row - c.old_row, false
      FROM (
        SELECT CASE TG_ARGV[1] WHEN '{}' THEN hstore(o.*) ELSE hstore(o.*) - TG_ARGV[1]::text[] END AS old_row,
          CASE WHEN n.uid IS NULL THEN audit.refuse_moved_row(TG_RELID, o.uid) WHEN TG_ARGV[1] = '{}' THEN hstore(n.*) ELSE hstore(n.*) - TG_ARGV[1]::text[] END AS new_row
        FROM old_rows AS o LEFT JOIN new_rows AS n ON n.uid = o.uid OFFSET 0
      ) AS c WHERE c.new_row <> c.old_row;
    END IF;
    RETURN NULL;
  END IF;
  -- Rows are paired by hashing, in memory for as long as that is reasonable: the planner knows nothing of these. Compiling takes longer than it saves.
  v_before := coalesce(v_before, '') || audit.pin_settings('work_mem => 32MB, jit => off, enable_mergejoin => off, enable_nestloop => off');
  IF TG_OP = 'INSERT' THEN
    SELECT n.uid, v_sync IS NOT NULL AND EXISTS (SELECT FROM new_rows OFFSET 5000) INTO v_first, v_many FROM new_rows AS n LIMIT 1;
  ELSIF TG_OP = 'DELETE' THEN
    SELECT o.uid, v_sync IS NOT NULL AND EXISTS (SELECT FROM old_rows OFFSET 5000) INTO v_first, v_many FROM old_rows AS o LIMIT 1;
  ELSE
    -- Most rows of a statement change in the same columns: those of the first one. Of a sync's own statement they are known, and no other column need be written as text.
    SELECT n.uid, coalesce((SELECT akeys(i.row_values) FROM lizsync.inbox AS i WHERE i.uid = n.uid AND i.sync_id = v_sync AND i.relation = lizsync.quoted_name(TG_RELID) AND i.action = 'U'),
        akeys(hstore(n.*) - (SELECT hstore(o.*) FROM old_rows AS o WHERE o.uid = n.uid LIMIT 1))), v_sync IS NOT NULL AND EXISTS (SELECT FROM new_rows OFFSET 5000)
    INTO v_first, v_expected, v_many FROM new_rows AS n LIMIT 1;
  END IF;
  EXECUTE audit.log_rows_query(TG_RELID, TG_OP, TG_ARGV[1]::text[], TG_ARGV[2]::text[], v_expected, CASE WHEN v_sync IS NULL THEN 'none' WHEN v_many THEN 'many' ELSE 'few' END)
  USING TG_TABLE_SCHEMA::text, TG_TABLE_NAME::text, TG_RELID, session_user::text, now(), statement_timestamp(), clock_timestamp(), txid_current(), current_setting('application_name'),
    inet_client_addr(), inet_client_port(), v_first, CASE WHEN v_sync IS NULL AND TG_ARGV[0] = 't' THEN left(current_query(), 500) END, v_sync, CASE WHEN v_sync IS NOT NULL THEN current_setting('lizsync.origin') END;
  v_before := audit.pin_settings(v_before);
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION audit.log_statement() IS
'Trigger of an ordinary table: one event a changed row of the statement. Arguments: log the client''s query, ignored columns, key columns';
REVOKE ALL ON FUNCTION audit.log_statement() FROM PUBLIC;
