CREATE OR REPLACE FUNCTION lizsync.system_identifier()
RETURNS bigint
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT hashtextextended(c.system_identifier || '/' || d.oid, 0) FROM pg_control_system() AS c, pg_database AS d WHERE d.datname = current_database()
$function$;
COMMENT ON FUNCTION lizsync.system_identifier() IS 'Identity of this database in its cluster: another one after a restore from a dump';
REVOKE ALL ON FUNCTION lizsync.system_identifier() FROM PUBLIC;
