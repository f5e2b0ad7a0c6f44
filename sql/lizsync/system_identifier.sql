CREATE OR REPLACE FUNCTION lizsync.system_identifier()
RETURNS bigint
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$ SELECT system_identifier FROM pg_control_system() $function$;
COMMENT ON FUNCTION lizsync.system_identifier() IS 'Identity of this cluster: another one after a restore from a dump';
REVOKE ALL ON FUNCTION lizsync.system_identifier() FROM PUBLIC;
