-- pg_attribute.xmin is of a column's last alteration: it may have its name for longer, and have been edited under it.
CREATE OR REPLACE FUNCTION lizsync.date_names(p_notes bigint[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  WITH taken AS (
    SELECT n.id, n.relid, n.relation, n.name, b.attnum AS giver, b.since AS from_transaction, g.name AS giver_name, least(n.since, g.since) AS bound, g.id = ANY (p_notes) AS at_once,
      EXISTS (SELECT FROM lizsync.column_names AS o WHERE o.relid = n.relid AND o.relation = n.relation AND o.attnum = n.attnum AND o.id < n.id) AS known
    FROM lizsync.column_names AS n
    -- The last column that had the name before, and what it was called after.
    CROSS JOIN LATERAL (SELECT o.* FROM lizsync.column_names AS o WHERE o.relid = n.relid AND o.relation = n.relation AND o.name = n.name AND o.id <> ALL (p_notes) ORDER BY o.id DESC LIMIT 1) AS b
    JOIN LATERAL (SELECT o.* FROM lizsync.column_names AS o WHERE o.relid = n.relid AND o.relation = n.relation AND o.attnum = b.attnum AND o.id > b.id ORDER BY o.id LIMIT 1) AS g ON true
    WHERE n.id = ANY (p_notes) AND b.attnum <> n.attnum
  ), proof AS MATERIALIZED (
    -- Columns that changed their names together tell for each other.
    SELECT t.relid, t.bound, max(v.transaction_id) FILTER (WHERE v.verdict = 'before' AND (t.giver_name IS NOT NULL OR v.transaction_id < t.bound)) AS last_before,
      min(v.transaction_id) FILTER (WHERE v.verdict = 'after') AS first_after,
      array_agg(v.transaction_id) FILTER (WHERE v.verdict = 'unknown' AND v.transaction_id < t.bound) AS unknown
    FROM taken AS t
    CROSS JOIN LATERAL lizsync.edits_by_name(t.relid, t.name, t.giver_name, t.known, t.from_transaction) AS v
    WHERE t.at_once
    GROUP BY t.relid, t.bound
  ), date AS (
    SELECT t.id, greatest(least(t.bound, p.first_after), p.last_before + 1) AS since,
      least(p.first_after, (SELECT min(u) FROM unnest(p.unknown) AS u WHERE u > p.last_before IS NOT FALSE)) AS perhaps_since
    FROM taken AS t LEFT JOIN proof AS p ON t.at_once AND p.relid = t.relid AND p.bound = t.bound
  )
  UPDATE lizsync.column_names AS n SET since = d.since, perhaps_since = CASE WHEN d.perhaps_since < d.since THEN d.perhaps_since END
  FROM date AS d WHERE n.id = d.id;
END
$function$;
COMMENT ON FUNCTION lizsync.date_names(bigint[]) IS
'Sets since when columns have names that others had before (ids of new notes in lizsync.column_names): not later than those lost them, and not after edits that are theirs by their values (lizsync.edits_by_name()). Where edits may be either''s, they will count as both''s: what was not typed is sent as it is, and that is in a conflict where somebody else typed something';
REVOKE ALL ON FUNCTION lizsync.date_names(bigint[]) FROM PUBLIC;
