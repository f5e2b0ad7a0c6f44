CREATE OR REPLACE FUNCTION lizsync.ignored_names(p_relid oid)
RETURNS text[]
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(array_agg(a.attname::text ORDER BY a.attnum), '{}')
  FROM pg_attribute AS a
  LEFT JOIN LATERAL (SELECT n.name FROM lizsync.column_names AS n WHERE n.relid = p_relid AND n.attnum = a.attnum AND n.relation = lizsync.quoted_name(p_relid) ORDER BY n.id DESC LIMIT 1) AS n ON true
  WHERE a.attrelid = p_relid AND a.attnum > 0 AND NOT a.attisdropped
    -- A new column that has the name is ignored too: rather that than one that was to stay at home.
    AND EXISTS (SELECT FROM audit.ignored_columns AS i WHERE i.relation_name = lizsync.plain_name(p_relid) AND i.column_name = coalesce(n.name, a.attname::text))
$function$;
COMMENT ON FUNCTION lizsync.ignored_names(oid) IS 'Columns of a table that are neither logged nor synchronised, by their present names where they were renamed since the last sync or prepare';
REVOKE ALL ON FUNCTION lizsync.ignored_names(oid) FROM PUBLIC;
