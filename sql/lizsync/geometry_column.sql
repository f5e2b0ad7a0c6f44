CREATE OR REPLACE FUNCTION lizsync.geometry_column(p_relid oid)
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT a.attname::text
  FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
  WHERE a.attrelid = p_relid AND a.attnum > 0 AND NOT a.attisdropped AND t.typname = 'geometry' AND t.typtype = 'b'
  ORDER BY a.attnum LIMIT 1
$function$;
COMMENT ON FUNCTION lizsync.geometry_column(oid) IS 'First geometry column of a table; null where it has none';
REVOKE ALL ON FUNCTION lizsync.geometry_column(oid) FROM PUBLIC;
