CREATE OR REPLACE FUNCTION lizsync.structure(p_relations text[])
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(jsonb_object_agg(r.relation, jsonb_build_object(
    'columns', (SELECT jsonb_object_agg(c.name, lizsync.type_signature(to_regclass(r.relation), c.attnum) || CASE WHEN c.generated <> '' THEN ' generated' ELSE '' END)
                FROM lizsync.table_columns(to_regclass(r.relation)) AS c WHERE NOT c.ignored),
    'key', to_jsonb(lizsync.key_columns(to_regclass(r.relation))))), '{}')
  FROM unnest(p_relations) AS r(relation)
  WHERE to_regclass(r.relation) IS NOT NULL
$function$;
COMMENT ON FUNCTION lizsync.structure(text[]) IS
'Structure signature of tables ("schema"."table"): columns with their types (lizsync.type_signature()) and generated-ness, and the key; a table that does not exist is left out';
REVOKE ALL ON FUNCTION lizsync.structure(text[]) FROM PUBLIC;
