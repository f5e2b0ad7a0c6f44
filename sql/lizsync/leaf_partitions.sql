CREATE OR REPLACE FUNCTION lizsync.leaf_partitions(p_relid oid)
RETURNS TABLE (partition oid, name text)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT c.oid, lizsync.quoted_name(c.oid)
  FROM pg_partition_tree(p_relid) AS p JOIN pg_class AS c ON c.oid = p.relid
  WHERE c.relkind = 'r' AND c.oid <> p_relid
$function$;
COMMENT ON FUNCTION lizsync.leaf_partitions(oid) IS 'The tables that hold the rows of a partitioned table; none where it is not partitioned';
REVOKE ALL ON FUNCTION lizsync.leaf_partitions(oid) FROM PUBLIC;
