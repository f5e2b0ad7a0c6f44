CREATE OR REPLACE FUNCTION lizsync.has_uid(p_relid oid)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT EXISTS (SELECT FROM pg_attribute WHERE attrelid = p_relid AND attname = 'uid' AND atttypid = 'uuid'::regtype AND attnotnull AND NOT attisdropped)
$function$;
COMMENT ON FUNCTION lizsync.has_uid(oid) IS 'Whether a table has the uid uuid NOT NULL column that identifies its rows everywhere';
REVOKE ALL ON FUNCTION lizsync.has_uid(oid) FROM PUBLIC;
