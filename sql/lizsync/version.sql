CREATE OR REPLACE FUNCTION lizsync.version()
RETURNS text
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$ SELECT '@LIZSYNC_VERSION@'::text $function$;
COMMENT ON FUNCTION lizsync.version() IS 'Version of LizSync''s objects in this database';
