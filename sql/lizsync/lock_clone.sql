CREATE OR REPLACE FUNCTION lizsync.lock_clone()
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  IF NOT pg_try_advisory_xact_lock(hashtextextended('lizsync clone', 0)) THEN
    RAISE EXCEPTION 'Clone "%" is being synchronised already: wait until that sync has ended.', (SELECT server_name FROM lizsync.server_metadata) USING ERRCODE = 'LZ002';
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.lock_clone() IS 'On a clone: until the end of the transaction no other sync of it begins. Raises LZ002 where one is running';
REVOKE ALL ON FUNCTION lizsync.lock_clone() FROM PUBLIC;
