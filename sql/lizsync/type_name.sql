CREATE OR REPLACE FUNCTION lizsync.type_name(p_type oid, p_modifier integer)
RETURNS text
LANGUAGE sql STABLE
-- Types of other schemas are named with theirs, wherever hstore is.
SET search_path TO pg_catalog, pg_temp
AS $function$ SELECT format_type(p_type, p_modifier) $function$;
COMMENT ON FUNCTION lizsync.type_name(oid, integer) IS 'Type with its modifiers, as people write it. The modifiers of an extension''s type are written by its library, which is loaded for that: PostGIS in 10 ms, once a connection';
REVOKE ALL ON FUNCTION lizsync.type_name(oid, integer) FROM PUBLIC;
