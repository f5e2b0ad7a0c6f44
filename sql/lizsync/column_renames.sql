CREATE OR REPLACE FUNCTION lizsync.column_renames(p_relid oid, p_since txid_snapshot)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH note AS (
    SELECT n.id, n.attnum, n.name, lead(n.since) OVER (PARTITION BY n.attnum ORDER BY n.id) AS until
    FROM lizsync.column_names AS n WHERE n.relid = p_relid AND n.relation = lizsync.quoted_name(p_relid)
  ), present AS (
    SELECT a.attnum, a.attname::text AS name FROM pg_attribute AS a WHERE a.attrelid = p_relid AND a.attnum > 0 AND NOT a.attisdropped
  )
  SELECT jsonb_agg(jsonb_build_object('old', n.name, 'new', p.name, 'until', CASE WHEN n.taken THEN n.until END) ORDER BY n.until)
  FROM (
    SELECT note.*, note.name IN (SELECT x.name FROM present AS x) AS taken, note.id = max(note.id) OVER (PARTITION BY note.name) AS last FROM note WHERE note.name IS NOT NULL
  ) AS n
  LEFT JOIN present AS p ON p.attnum = n.attnum
  WHERE p.name IS DISTINCT FROM n.name AND (n.taken OR n.last) AND (p_since IS NULL OR n.until IS NULL OR n.until >= txid_snapshot_xmin(p_since))
$function$;
COMMENT ON FUNCTION lizsync.column_renames(oid, txid_snapshot) IS
'Names in a table''s events that are another column''s now, or none''s, of alterations since a snapshot (null: ever): [{"old", "new", "until"}]. new is null where the column was dropped; until, where another column has the old name now, the transaction from which on it means that one, null where none has it. Null where nothing was renamed or dropped. For lizsync.rename_keys()';
REVOKE ALL ON FUNCTION lizsync.column_renames(oid, txid_snapshot) FROM PUBLIC;
