CREATE OR REPLACE FUNCTION lizsync.moved_references(p_relid oid, p_since txid_snapshot)
RETURNS text[]
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH key AS MATERIALIZED (
    SELECT n.nspname, t.relname, a.attname::text AS child, ARRAY(SELECT p.attname::text FROM pg_attribute AS p WHERE p.attrelid = c.confrelid AND p.attnum = ANY (c.confkey)) AS parent_columns,
      lizsync.column_renames(c.confrelid, lizsync.settled_snapshot(p_since)) AS renames
    FROM pg_constraint AS c JOIN pg_class AS t ON t.oid = c.confrelid JOIN pg_namespace AS n ON n.oid = t.relnamespace
    JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)
    WHERE c.contype = 'f' AND c.conparentid = 0 AND c.conrelid = p_relid AND c.confupdtype IN ('c', 'n', 'd')
  )
  SELECT coalesce(array_agg(DISTINCT k.child), '{}')
  FROM key AS k
  -- Most tables have none, and need not have the log read.
  WHERE EXISTS (SELECT FROM key)
    AND EXISTS (SELECT FROM audit.logged_actions AS a WHERE a.transaction_id >= txid_snapshot_xmin(p_since) AND a.action = 'U'
                  AND a.schema_name = k.nspname AND a.table_name = k.relname AND CASE WHEN k.renames IS NULL THEN a.changed_fields ELSE lizsync.rename_keys(a.changed_fields, a.transaction_id, k.renames, true) END ?| k.parent_columns)
$function$;
COMMENT ON FUNCTION lizsync.moved_references(oid, txid_snapshot) IS
'Columns of a table''s foreign keys with an ON UPDATE action whose parents'' keys were changed since a snapshot';
REVOKE ALL ON FUNCTION lizsync.moved_references(oid, txid_snapshot) FROM PUBLIC;
