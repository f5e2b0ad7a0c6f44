CREATE OR REPLACE FUNCTION lizsync.has_unique_uid(p_relid oid)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT EXISTS (
    SELECT FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = i.indkey[0]
    WHERE i.indrelid = p_relid AND a.attname = 'uid' AND i.indnkeyatts = 1 AND i.indpred IS NULL AND i.indisvalid
      AND (i.indisunique OR EXISTS (SELECT FROM pg_class WHERE oid = p_relid AND relkind = 'p')))
$function$;
COMMENT ON FUNCTION lizsync.has_unique_uid(oid) IS 'Whether uid alone has a unique index (a partitioned table: an index)';
REVOKE ALL ON FUNCTION lizsync.has_unique_uid(oid) FROM PUBLIC;
