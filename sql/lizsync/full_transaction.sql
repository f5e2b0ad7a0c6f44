CREATE OR REPLACE FUNCTION lizsync.full_transaction(p_id xid)
RETURNS bigint
LANGUAGE sql STABLE
-- No settings of its own, so that it becomes a part of its caller's query.
AS $function$
  SELECT CASE WHEN x.id > x.newest THEN x.id - 4294967296 ELSE x.id END
  FROM (SELECT n.newest, n.newest - n.newest % 4294967296 + p_id::text::bigint AS id
        FROM (SELECT greatest(txid_snapshot_xmax(txid_current_snapshot()), txid_current_if_assigned()) AS newest) AS n) AS x
$function$;
COMMENT ON FUNCTION lizsync.full_transaction(xid) IS 'The number with its epoch, as txid_current() tells it, of a transaction of which the catalog holds 32 bits: the newest one that it can be';
REVOKE ALL ON FUNCTION lizsync.full_transaction(xid) FROM PUBLIC;
