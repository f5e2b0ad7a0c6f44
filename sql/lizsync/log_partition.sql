-- What the row triggers would have logged, had the rows come or gone one by one.
CREATE OR REPLACE FUNCTION lizsync.log_partition(p_relation text, p_partition oid, p_action text, p_sync_data jsonb)
RETURNS bigint
LANGUAGE plpgsql
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
  v_relid CONSTANT oid := p_relation::regclass;
  v_name CONSTANT text[] := parse_ident(p_relation);
  v_ignored CONSTANT text[] := ARRAY(SELECT c.name FROM lizsync.table_columns(v_relid) AS c WHERE c.ignored);
  v_events bigint;
BEGIN
  EXECUTE format($sql$
    WITH last AS (
      SELECT DISTINCT ON (a.row_data -> 'uid') a.row_data -> 'uid' AS uid, a.action
      FROM audit.logged_actions AS a
      WHERE $4 = 'I' AND a.schema_name = $1 AND a.table_name = $2 AND a.action IN ('I', 'D') AND NOT a.statement_only
      ORDER BY a.row_data -> 'uid', a.event_id DESC
    )
    INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
      transaction_id, application_name, client_addr, client_port, action, row_data, statement_only, sync_data)
    SELECT $1, $2, $3, session_user, now(), statement_timestamp(), clock_timestamp(),
      txid_current(), current_setting('application_name'), inet_client_addr(), inet_client_port(), $4, hstore(t.*) - $5, false, $6
    FROM ONLY %s AS t LEFT JOIN last AS e ON e.uid = t.uid::text
    -- What was inserted into it by statements is logged already.
    WHERE e.action IS DISTINCT FROM 'I' $sql$, p_partition::regclass)
  USING v_name[1], v_name[2], v_relid, p_action, v_ignored, p_sync_data;
  GET DIAGNOSTICS v_events = ROW_COUNT;
  RETURN v_events;
END
$function$;
COMMENT ON FUNCTION lizsync.log_partition(text, oid, text, jsonb) IS
'Logs an insert (I) or delete (D) in a partitioned table ("schema"."table") for every row of a table that was attached to it or detached from it; not for rows whose insert is logged already. Answers the number of events';
REVOKE ALL ON FUNCTION lizsync.log_partition(text, oid, text, jsonb) FROM PUBLIC;
