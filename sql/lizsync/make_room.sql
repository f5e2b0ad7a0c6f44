CREATE OR REPLACE FUNCTION lizsync.make_room(p_kind text, p_name text, p_matters boolean, p_may_go boolean)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET client_min_messages TO 'warning'
AS $function$
BEGIN
  IF p_matters AND NOT p_may_go THEN
    PERFORM lizsync.raise_error(format('Database "%s" has a %s %s that was not deployed by LizSync: rename or drop it, or deploy with DISCARD_PENDING to replace it.',
      current_database(), p_kind, p_name));
  END IF;
  CASE p_kind
    WHEN 'schema' THEN EXECUTE format('DROP SCHEMA IF EXISTS %I CASCADE', p_name);
    WHEN 'table' THEN EXECUTE format('DROP %s %s CASCADE',
      (SELECT CASE c.relkind WHEN 'v' THEN 'VIEW' WHEN 'm' THEN 'MATERIALIZED VIEW' WHEN 'f' THEN 'FOREIGN TABLE' ELSE 'TABLE' END FROM pg_class AS c WHERE c.oid = p_name::regclass), p_name::regclass);
  END CASE;
END
$function$;
COMMENT ON FUNCTION lizsync.make_room(text, text, boolean, boolean) IS
'On a clone: drops a schema (plain name) or table or view ("schema"."table") that a deploy replaces. Raises LZ001 where it matters and may not go';
REVOKE ALL ON FUNCTION lizsync.make_room(text, text, boolean, boolean) FROM PUBLIC;
