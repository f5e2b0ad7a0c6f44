CREATE OR REPLACE FUNCTION lizsync.type_signature(p_relid oid, p_column smallint)
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT CASE WHEN a.atttypmod >= 0 AND t.typnamespace <> 'pg_catalog'::regnamespace THEN lizsync.type_name(a.atttypid, NULL) || '#' || a.atttypmod
    ELSE lizsync.type_name(a.atttypid, a.atttypmod) END
  FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
  WHERE a.attrelid = p_relid AND a.attnum = p_column
$function$;
COMMENT ON FUNCTION lizsync.type_signature(oid, smallint) IS
'Type of a column for lizsync.structure(): modifiers of types that are not PostgreSQL''s own as a number, public.geometry#541588, so that a sync in which no geometry was edited need not load PostGIS. lizsync.type_in_words() tells what it means';
REVOKE ALL ON FUNCTION lizsync.type_signature(oid, smallint) FROM PUBLIC;
