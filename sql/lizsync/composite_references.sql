CREATE OR REPLACE FUNCTION lizsync.composite_references(p_relid regclass)
RETURNS TABLE (columns text[], shared text[], entangled text[])
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH RECURSIVE reference AS (
    SELECT c.oid, ARRAY(SELECT a.attname::text FROM pg_attribute AS a
                        WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey) AND a.attname <> 'uid' AND a.attname = ANY (lizsync.sync_columns(p_relid)) ORDER BY a.attnum) AS columns
    -- One that references a partitioned table is there for each of its partitions once more.
    FROM pg_constraint AS c WHERE c.contype = 'f' AND c.conrelid = p_relid AND c.conparentid = 0 AND cardinality(c.conkey) > 1
  ), reached AS (
    SELECT r.oid, r.columns FROM reference AS r
    UNION
    SELECT h.oid, r.columns FROM reached AS h JOIN reference AS r ON r.columns && h.columns
  )
  SELECT r.columns,
    ARRAY(SELECT k FROM unnest(r.columns) AS k WHERE EXISTS (SELECT FROM reference AS o WHERE o.oid <> r.oid AND k = ANY (o.columns))),
    ARRAY(SELECT k FROM unnest(lizsync.sync_columns(p_relid)) WITH ORDINALITY AS a(k, i) WHERE EXISTS (SELECT FROM reached AS h WHERE h.oid = r.oid AND k = ANY (h.columns)) ORDER BY i)
  FROM reference AS r WHERE cardinality(r.columns) > 1
$function$;
COMMENT ON FUNCTION lizsync.composite_references(regclass) IS
'Foreign keys of a table that have several synchronised columns, without the uid, which never changes: these columns; those of them that are in another such key too; and (entangled) with them those of all such keys that share a column with it, or with one that does';
REVOKE ALL ON FUNCTION lizsync.composite_references(regclass) FROM PUBLIC;
