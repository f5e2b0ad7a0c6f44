CREATE OR REPLACE FUNCTION lizsync.column_renames(p_relid oid, p_since txid_snapshot)
RETURNS jsonb
-- Not in SQL: that would be planned anew at each call.
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
BEGIN
  RETURN (
    WITH note AS (
      SELECT n.*, lead(n.since) OVER (PARTITION BY n.attnum ORDER BY n.id) AS lost
      FROM lizsync.column_names AS n WHERE n.relid = p_relid AND n.relation = lizsync.quoted_name(p_relid)
    ), spell AS (
      -- One ends where another column's begins.
      SELECT n.name, a.attname::text AS present, CASE WHEN lag(n.id) OVER w IS NOT NULL THEN n.since END AS begun, CASE WHEN lag(n.id) OVER w IS NOT NULL THEN n.perhaps_since END AS perhaps,
        lead(n.since) OVER w AS until, n.lost
      FROM note AS n LEFT JOIN pg_attribute AS a ON a.attrelid = p_relid AND a.attnum = n.attnum AND NOT a.attisdropped
      WHERE n.name IS NOT NULL
      WINDOW w AS (PARTITION BY n.name ORDER BY n.id)
    ), named AS (
      SELECT s.*, bool_or(s.present IS DISTINCT FROM s.name) OVER (PARTITION BY s.name) AS renamed
      FROM spell AS s WHERE p_since IS NULL OR coalesce(s.until, s.lost) >= txid_snapshot_xmin(p_since) IS NOT FALSE
    )
    SELECT jsonb_agg(jsonb_build_object('old', n.name, 'new', n.present, 'since', n.begun, 'perhaps', n.perhaps, 'until', n.until))
    FROM named AS n WHERE n.renamed
  );
END
$function$;
COMMENT ON FUNCTION lizsync.column_renames(oid, txid_snapshot) IS
'Names in a table''s events that are another column''s now, or none''s, or were another one''s, of alterations since a snapshot (null: ever): [{"old", "new", "since", "perhaps", "until"}], one for each time that a column had the name. new is its present name, null where it was dropped; since and until are the transactions between which the name means it, null where no other column had it before or after; events from perhaps to since may be its too. Null where nothing was renamed or dropped. For lizsync.rename_keys()';
REVOKE ALL ON FUNCTION lizsync.column_renames(oid, txid_snapshot) FROM PUBLIC;
