CREATE OR REPLACE FUNCTION lizsync.base_type(p_type oid)
RETURNS oid
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH RECURSIVE type AS (
    SELECT t.oid, t.typbasetype FROM pg_type AS t WHERE t.oid = p_type
    UNION ALL
    SELECT b.oid, b.typbasetype FROM type AS t JOIN pg_type AS b ON b.oid = t.typbasetype
  )
  SELECT t.oid FROM type AS t WHERE t.typbasetype = 0
$function$;
COMMENT ON FUNCTION lizsync.base_type(oid) IS 'The type that a domain, also one over others, restricts; any other type is its own';
REVOKE ALL ON FUNCTION lizsync.base_type(oid) FROM PUBLIC;
