CREATE OR REPLACE FUNCTION lizsync.geometry_expression(p_relid oid, p_row text, p_values text)
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(
    (SELECT format('lizsync.lonlat(coalesce(%2$I.%3$I::text, %4$s -> %3$L), %1$L)', n.nspname, p_row, lizsync.geometry_column(p_relid), p_values)
     FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid JOIN pg_namespace AS n ON n.oid = t.typnamespace
     WHERE a.attrelid = p_relid AND a.attname = lizsync.geometry_column(p_relid)),
    'NULL::text')
$function$;
COMMENT ON FUNCTION lizsync.geometry_expression(oid, text, text) IS
'Expression for the geometry of a row in longitude and latitude (EPSG:4326), as hexadecimal EWKB: of table alias p_row, or else from the hstore p_values';
REVOKE ALL ON FUNCTION lizsync.geometry_expression(oid, text, text) FROM PUBLIC;
