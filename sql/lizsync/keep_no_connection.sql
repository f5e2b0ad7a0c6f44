-- A sync leaves no connection to central behind.
CREATE OR REPLACE FUNCTION lizsync.keep_no_connection()
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  IF EXISTS (SELECT FROM pg_foreign_server AS s, unnest(s.srvoptions) AS o WHERE s.srvname = 'lizsync_central' AND starts_with(o, 'keep_connections=')) THEN
    RETURN;
  END IF;
  BEGIN
    ALTER SERVER lizsync_central OPTIONS (ADD keep_connections 'off');
  EXCEPTION WHEN fdw_invalid_option_name THEN
    -- An older postgres_fdw does not know that; but at the end of a transaction in which the server was altered it closes what it has open.
    ALTER SERVER lizsync_central OPTIONS (SET fetch_size '5000');
  END;
EXCEPTION WHEN insufficient_privilege THEN
  -- Who does not own the server ends his session, and the connection with it.
  NULL;
END
$function$;
COMMENT ON FUNCTION lizsync.keep_no_connection() IS
'On a clone: has postgres_fdw close its connection to central at the end of this transaction: by its option keep_connections, or where it does not know that one yet by altering the foreign server';
REVOKE ALL ON FUNCTION lizsync.keep_no_connection() FROM PUBLIC;
