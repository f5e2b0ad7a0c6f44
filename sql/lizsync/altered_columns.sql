CREATE OR REPLACE FUNCTION lizsync.altered_columns(p_relid oid, p_since txid_snapshot)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(jsonb_object_agg(y.name, CASE WHEN txid_visible_in_snapshot(y.id, p_since) IS NOT FALSE THEN y.id ELSE 9223372036854775807 END), '{}')
  FROM (
    SELECT x.name, max(x.id) AS id
    FROM (
      SELECT a.attname AS name, lizsync.full_transaction(w.id) AS id
      FROM pg_attribute AS a
      LEFT JOIN pg_type AS d ON d.oid = a.atttypid
      LEFT JOIN LATERAL (SELECT b.oid, b.typelem, b.typrelid FROM pg_type AS b WHERE b.oid = CASE d.typtype WHEN 'd' THEN lizsync.base_type(d.oid) ELSE d.oid END) AS t ON true
      CROSS JOIN LATERAL (
        SELECT a.xmin AS id
        -- Labels and attributes have names, which a value's text holds.
        UNION ALL SELECT e.xmin FROM pg_enum AS e WHERE e.enumtypid IN (t.oid, t.typelem)
        UNION ALL SELECT c.xmin FROM pg_attribute AS c WHERE c.attrelid = t.typrelid AND c.attnum > 0
      ) AS w
      -- A sync itself opens and closes identity columns; integers of any size are the same text.
      WHERE a.attrelid = p_relid AND a.attnum > 0 AND a.attidentity = ''
    ) AS x
    GROUP BY x.name
  ) AS y
$function$;
COMMENT ON FUNCTION lizsync.altered_columns(oid, txid_snapshot) IS
'For each column of a table, also each dropped one (by the name that the catalog gives it), the transaction that last wrote it in the catalog: it was added, renamed, given another type or something else by ALTER TABLE then, or a label of its enumeration or an attribute of its composite type was, and not since. Where a snapshot does not see that transaction (null: it sees all), the largest number: what is edited since that snapshot may be older, whatever its number, as a transaction may have had its own long before it altered anything';
REVOKE ALL ON FUNCTION lizsync.altered_columns(oid, txid_snapshot) FROM PUBLIC;
