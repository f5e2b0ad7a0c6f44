CREATE OR REPLACE FUNCTION lizsync.readable_relations()
RETURNS SETOF text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT lizsync.quoted_name(a.attrelid) FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid
  WHERE a.attname = 'uid' AND a.attnum > 0 AND c.relkind IN ('r', 'p') AND has_column_privilege(c.oid, a.attnum, 'SELECT')
$function$;
COMMENT ON FUNCTION lizsync.readable_relations() IS 'Tables ("schema"."table") with a uid that the current role may read; that it may read all of those of its clones, each hello makes sure';
REVOKE ALL ON FUNCTION lizsync.readable_relations() FROM PUBLIC;
