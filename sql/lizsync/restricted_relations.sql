CREATE OR REPLACE FUNCTION lizsync.restricted_relations()
RETURNS SETOF text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT lizsync.quoted_name(c.oid) FROM pg_class AS c WHERE c.relrowsecurity AND row_security_active(c.oid)
$function$;
COMMENT ON FUNCTION lizsync.restricted_relations() IS 'Tables ("schema"."table") of which row-level security shows the current role only some rows';
REVOKE ALL ON FUNCTION lizsync.restricted_relations() FROM PUBLIC;
