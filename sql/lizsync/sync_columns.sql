CREATE OR REPLACE FUNCTION lizsync.sync_columns(p_relid oid)
RETURNS text[]
-- Not in SQL: that would be planned anew in each statement that asks.
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
BEGIN
  RETURN (SELECT array_agg(c.name ORDER BY c.attnum) FROM lizsync.table_columns(p_relid) AS c WHERE c.generated = '' AND NOT c.ignored);
END
$function$;
COMMENT ON FUNCTION lizsync.sync_columns(oid) IS 'Columns of a table that travel: all but generated and ignored ones';
REVOKE ALL ON FUNCTION lizsync.sync_columns(oid) FROM PUBLIC;
