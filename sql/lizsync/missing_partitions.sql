CREATE OR REPLACE FUNCTION lizsync.missing_partitions(p_relations text[])
RETURNS TABLE (relation text, partition oid, name text, detached oid, had_rows boolean)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH own AS MATERIALIZED (
    SELECT lizsync.system_identifier() AS id
  ), known AS MATERIALIZED (
    SELECT k.*, k.system_identifier = own.id AS by_oid FROM lizsync.partitions AS k CROSS JOIN own
    WHERE k.relation = ANY (p_relations) AND to_regclass(k.relation) IS NOT NULL
  ), leaf AS MATERIALIZED (
    SELECT r.relation, l.* FROM (SELECT DISTINCT k.relation FROM known AS k) AS r CROSS JOIN LATERAL lizsync.leaf_partitions(to_regclass(r.relation)) AS l
  )
  SELECT k.relation, k.partition, k.partition_name,
    CASE WHEN k.by_oid THEN (SELECT c.oid FROM pg_class AS c WHERE c.oid = k.partition AND c.relkind = 'r') END, k.had_rows
  FROM known AS k
  WHERE CASE WHEN k.by_oid THEN (k.relation, k.partition) NOT IN (SELECT l.relation, l.partition FROM leaf AS l)
    ELSE (k.relation, k.partition_name) NOT IN (SELECT l.relation, l.name FROM leaf AS l) END
$function$;
COMMENT ON FUNCTION lizsync.missing_partitions(text[]) IS
'Partitions that tables ("schema"."table") had and have no longer; detached: the table that it is now, null where it was dropped';
REVOKE ALL ON FUNCTION lizsync.missing_partitions(text[]) FROM PUBLIC;
