-- A plan that the session keeps, of what log_statement() cannot plan once and for all by itself.
CREATE OR REPLACE FUNCTION audit.log_few_rows(p_relid oid, p_schema text, p_table text, p_operation text, p_old hstore[], p_new hstore[], p_ignored text[], p_keys text[], p_query text, p_sync uuid)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
    transaction_id, application_name, client_addr, client_port, client_query, action, row_data, changed_fields, statement_only, sync_data)
  SELECT p_schema, p_table, p_relid, session_user, now(), statement_timestamp(), clock_timestamp(),
    txid_current(), current_setting('application_name'), inet_client_addr(), inet_client_port(), p_query, left(p_operation, 1),
    CASE WHEN p_operation = 'UPDATE' THEN slice(e.old_row, p_keys || akeys(e.changed)) ELSE coalesce(e.new_row, e.old_row) - p_ignored END, e.changed, false,
    CASE WHEN p_sync IS NOT NULL THEN audit.sync_data(p_sync, lizsync.quoted_name(p_relid), (coalesce(e.new_row, e.old_row) -> 'uid')::uuid) END
  FROM (SELECT r.old_row, r.new_row, CASE WHEN p_operation = 'UPDATE' THEN r.new_row - r.old_row - p_ignored END AS changed
        FROM unnest(p_old, p_new) AS r(old_row, new_row) OFFSET 0) AS e
  WHERE e.changed <> '' OR p_operation <> 'UPDATE';
END
$function$;
COMMENT ON FUNCTION audit.log_few_rows(oid, text, text, text, hstore[], hstore[], text[], text[], text, uuid) IS
'Logs what a statement did to a few rows of a table (p_old, p_new: in the same order, null where there is none): for statements of triggers in a sync and those that a sync makes row by row, and for sessions whose settings write values in another way. p_ignored, p_keys: columns; p_query, the client''s statement; p_sync, the running sync or null';
REVOKE ALL ON FUNCTION audit.log_few_rows(oid, text, text, text, hstore[], hstore[], text[], text[], text, uuid) FROM PUBLIC;
