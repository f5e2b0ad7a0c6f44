-- For tables audited without their rows.
CREATE OR REPLACE FUNCTION audit.log_statement_only()
RETURNS trigger
LANGUAGE plpgsql SECURITY DEFINER
SET search_path FROM CURRENT
AS $function$
BEGIN
  INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
    transaction_id, application_name, client_addr, client_port, client_query, action, statement_only)
  VALUES (TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_RELID, session_user, now(), statement_timestamp(), clock_timestamp(),
    txid_current(), current_setting('application_name'), inet_client_addr(), inet_client_port(),
    CASE WHEN TG_ARGV[0]::boolean THEN left(current_query(), 500) END, left(TG_OP, 1), true);
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION audit.log_statement_only() IS
'Trigger of a table audited with audit_rows false: one event a statement. Argument: log the client''s query';
REVOKE ALL ON FUNCTION audit.log_statement_only() FROM PUBLIC;
