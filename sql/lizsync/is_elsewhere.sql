CREATE OR REPLACE FUNCTION lizsync.is_elsewhere(p_schema text, p_schemas text[])
RETURNS boolean
LANGUAGE sql IMMUTABLE
AS $function$
  SELECT left(p_schema, 3) <> 'pg_' AND p_schema NOT IN ('information_schema', 'audit', 'lizsync') AND p_schema <> ALL (coalesce(p_schemas, '{}'))
$function$;
COMMENT ON FUNCTION lizsync.is_elsewhere(text, text[]) IS 'The schema is none of those that are selected, of PostgreSQL''s own, and of LizSync''s, which every clone has';
REVOKE ALL ON FUNCTION lizsync.is_elsewhere(text, text[]) FROM PUBLIC;
