CREATE OR REPLACE FUNCTION lizsync.connect_central(p_server_options jsonb, p_mapping_options jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET client_min_messages TO 'warning'
AS $function$
DECLARE
  -- A network that falls silent is given up after a minute, and not when the system thinks so; what the server's options say counts more.
  v_extra CONSTANT jsonb := '{"updatable": "true", "fetch_size": "5000", "connect_timeout": "30", "keepalives_idle": "30", "keepalives_interval": "10", "keepalives_count": "3",
    "tcp_user_timeout": "60000"}';
BEGIN
  CREATE EXTENSION IF NOT EXISTS postgres_fdw;
  DROP SERVER IF EXISTS lizsync_central CASCADE;
  EXECUTE format('CREATE SERVER lizsync_central FOREIGN DATA WRAPPER postgres_fdw OPTIONS (%s)', lizsync.option_list(v_extra || coalesce(p_server_options, '{}')));
  PERFORM lizsync.keep_no_connection();
  EXECUTE format('CREATE USER MAPPING FOR CURRENT_USER SERVER lizsync_central %s',
    coalesce('OPTIONS (' || nullif(lizsync.option_list(p_mapping_options), '') || ')', ''));
  CREATE FOREIGN TABLE lizsync.central_call (verb text, request jsonb, reply jsonb)
    SERVER lizsync_central OPTIONS (schema_name 'lizsync', table_name 'remote_call');
  CREATE FOREIGN TABLE lizsync.central_push (sync_id uuid, relations text[], uids uuid[], actions text[], row_values text, edited_at timestamptz[],
    column_times hstore[], first_values hstore[], edited_by text[], first_events bigint[], request jsonb, reply jsonb)
    SERVER lizsync_central OPTIONS (schema_name 'lizsync', table_name 'remote_push');
  CREATE FOREIGN TABLE lizsync.central_outbox (relation text, uid uuid, action text, row_values hstore, first_values hstore, first_event bigint, sync_id uuid)
    SERVER lizsync_central OPTIONS (schema_name 'lizsync', table_name 'outbox');
  CREATE FOREIGN TABLE lizsync.central_outbox_large (relation text, uid uuid, action text, row_values hstore, first_values hstore, first_event bigint, sync_id uuid)
    SERVER lizsync_central OPTIONS (schema_name 'lizsync', table_name 'outbox', fetch_size '10');
  COMMENT ON FOREIGN TABLE lizsync.central_outbox_large IS 'Central''s outbox, where it holds rows of many kilobytes: few at a time, so that they fit in memory';
  COMMENT ON FOREIGN TABLE lizsync.central_call IS 'Central''s functions: insert a verb and a request, get the reply';
  COMMENT ON FOREIGN TABLE lizsync.central_push IS 'Central''s inbox, many changes a row';
  COMMENT ON FOREIGN TABLE lizsync.central_outbox IS 'Central''s outbox';
END
$function$;
COMMENT ON FUNCTION lizsync.connect_central(jsonb, jsonb) IS
'On a clone: makes the postgres_fdw server lizsync_central anew, with these options (of the server; of the current user''s mapping)';
REVOKE ALL ON FUNCTION lizsync.connect_central(jsonb, jsonb) FROM PUBLIC;
