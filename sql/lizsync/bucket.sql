CREATE OR REPLACE FUNCTION lizsync.bucket(p_uid uuid)
RETURNS integer
LANGUAGE sql IMMUTABLE PARALLEL SAFE
AS $function$ SELECT uuid_hash(p_uid) & 1023 $function$;
COMMENT ON FUNCTION lizsync.bucket(uuid) IS 'One of 1,024 parts of a table, for comparing it';
