CREATE OR REPLACE FUNCTION lizsync.altered_columns(p_relid oid)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(jsonb_object_agg(x.name, CASE WHEN x.id > x.newest THEN x.id - 4294967296 ELSE x.id END), '{}')
  FROM (
    SELECT a.attname AS name, n.newest, n.newest - n.newest % 4294967296 + a.xmin::text::bigint AS id
    FROM pg_attribute AS a
    CROSS JOIN (SELECT greatest(txid_snapshot_xmax(txid_current_snapshot()), txid_current_if_assigned()) AS newest) AS n
    -- A sync itself opens and closes identity columns; integers of any size are the same text.
    WHERE a.attrelid = p_relid AND a.attnum > 0 AND a.attidentity = ''
  ) AS x
$function$;
COMMENT ON FUNCTION lizsync.altered_columns(oid) IS
'For each column of a table, also each dropped one (by the name that the catalog gives it), the transaction that last wrote it in the catalog: it was added, renamed, given another type or something else by ALTER TABLE then, and not since';
REVOKE ALL ON FUNCTION lizsync.altered_columns(oid) FROM PUBLIC;
