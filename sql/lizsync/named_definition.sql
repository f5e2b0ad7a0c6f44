CREATE OR REPLACE FUNCTION lizsync.named_definition(p_kind text, p_name text)
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT CASE p_kind
    WHEN 'function' THEN (SELECT coalesce(lizsync.object_definition('pg_proc'::regclass, f.oid), '') FROM to_regprocedure(p_name) AS f(oid) WHERE f.oid IS NOT NULL)
    ELSE (SELECT coalesce(lizsync.object_definition('pg_type'::regclass, t.oid), '') FROM to_regtype(p_name) AS t(oid) WHERE t.oid IS NOT NULL) END
$function$;
COMMENT ON FUNCTION lizsync.named_definition(text, text) IS
'What lizsync.object_definition() says of a function or type, by its qualified name; empty where it has no such definition, null where there is none of that name';
REVOKE ALL ON FUNCTION lizsync.named_definition(text, text) FROM PUBLIC;
