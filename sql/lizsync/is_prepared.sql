CREATE OR REPLACE FUNCTION lizsync.is_prepared(p_relid oid)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT lizsync.has_uid(p_relid) AND lizsync.has_unique_uid(p_relid) AND lizsync.is_logged(p_relid)
$function$;
COMMENT ON FUNCTION lizsync.is_prepared(oid) IS 'Whether a table can be synchronised: it has its uid and its audit triggers';
REVOKE ALL ON FUNCTION lizsync.is_prepared(oid) FROM PUBLIC;
