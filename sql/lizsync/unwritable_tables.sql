CREATE OR REPLACE FUNCTION lizsync.unwritable_tables(p_relations text[])
RETURNS text[]
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(array_agg(lizsync.plain_name(r.relation::regclass) ORDER BY r.relation), '{}')
  FROM unnest(p_relations) AS r(relation)
  WHERE NOT (has_any_column_privilege(lizsync.calling_role(), r.relation::regclass, 'INSERT, UPDATE') OR has_table_privilege(lizsync.calling_role(), r.relation::regclass, 'DELETE'))
$function$;
COMMENT ON FUNCTION lizsync.unwritable_tables(text[]) IS 'Those of some tables ("schema"."table") in which the calling role may change nothing at all, as people read their names';
REVOKE ALL ON FUNCTION lizsync.unwritable_tables(text[]) FROM PUBLIC;
