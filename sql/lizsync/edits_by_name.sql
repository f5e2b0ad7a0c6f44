-- The edits of a column end at the value that it has now: so an edit tells whose it is.
CREATE OR REPLACE FUNCTION lizsync.edits_by_name(p_relid oid, p_name text, p_giver text, p_known boolean, p_from bigint)
RETURNS TABLE (transaction_id bigint, verdict text)
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Values as the log has them.
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET extra_float_digits TO 1
SET bytea_output TO 'hex'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
AS $function$
DECLARE
  -- Older events nobody needs: who has none to send has a clone's log, or all clones have them.
  v_from CONSTANT bigint := greatest(p_from, (SELECT min(txid_snapshot_xmin(s.acknowledged_snapshot)) FROM lizsync.clone_states AS s WHERE txid_snapshot_xmax(s.acknowledged_snapshot) <= txid_snapshot_xmax(txid_current_snapshot())));
BEGIN
  IF NOT lizsync.has_uid(p_relid) THEN
    RETURN;
  END IF;
  RETURN QUERY EXECUTE format($sql$
    WITH event AS MATERIALIZED (
      SELECT a.event_id, a.transaction_id, (a.row_data -> 'uid')::uuid AS uid, CASE a.action WHEN 'U' THEN a.row_data ELSE '' END AS old, n.new
      FROM audit.logged_actions AS a CROSS JOIN LATERAL (SELECT CASE a.action WHEN 'U' THEN a.changed_fields ELSE a.row_data END AS new) AS n
      WHERE a.transaction_id >= $3 AND a.transaction_id <= greatest(txid_snapshot_xmax(txid_current_snapshot()), txid_current_if_assigned())
        AND NOT a.statement_only AND a.action IN ('I', 'U') AND a.schema_name = $4[1] AND a.table_name = $4[2] AND n.new ?| ARRAY[$1, $2]
    ), present AS MATERIALIZED (
      SELECT t.uid, hstore(t.*) -> $1 AS value, hstore(t.*) -> $2 AS giver_value FROM %1$s AS t WHERE t.uid IN (SELECT e.uid FROM event AS e)
    ), given AS (
      SELECT e.uid, ARRAY[e.old -> $2] AS value, max(e.event_id) AS event_id FROM event AS e WHERE e.old ? $2 AND e.new ? $2 GROUP BY 1, 2
    ), edit AS (
      SELECT e.event_id, e.transaction_id, e.uid, e.new -> $1 AS value, p.value AS now, p.giver_value, lead(e.event_id) OVER w AS next_event, lead(e.old -> $1) OVER w AS next_value
      FROM event AS e JOIN present AS p ON p.uid = e.uid WHERE e.new ? $1 WINDOW w AS (PARTITION BY e.uid ORDER BY e.event_id)
    ), sign AS (
      SELECT e.*, e.value IS NOT DISTINCT FROM CASE WHEN e.next_event IS NULL THEN e.now ELSE e.next_value END AS leads_on,
        $2 IS NOT NULL AND (e.value IS NOT DISTINCT FROM e.giver_value OR g.event_id > e.event_id IS TRUE) AS givers
      FROM edit AS e LEFT JOIN given AS g ON g.uid = e.uid AND g.value = ARRAY[e.value]
    ), run AS (
      -- Where one edit begins with what the one before it typed, both are of one column.
      SELECT s.*, min(s.event_id) FILTER (WHERE s.next_event IS NULL OR NOT s.leads_on) OVER (PARTITION BY s.uid ORDER BY s.event_id ROWS BETWEEN CURRENT ROW AND UNBOUNDED FOLLOWING) AS last_event
      FROM sign AS s
    )
    SELECT r.transaction_id, CASE
      WHEN l.next_event IS NULL AND l.leads_on AND NOT l.givers THEN CASE WHEN r.givers THEN 'unknown' ELSE 'after' END
      -- Of a column that was dropped no value is left; an old one that has its name now would have the edit's.
      WHEN NOT l.leads_on AND (l.givers OR ($2 IS NULL AND $5)) THEN 'before'
      ELSE 'unknown' END
    FROM run AS r JOIN run AS l ON l.event_id = r.last_event
    $sql$, lizsync.from_clause(p_relid))
  USING p_name, p_giver, v_from, parse_ident(lizsync.quoted_name(p_relid)), p_known;
END
$function$;
COMMENT ON FUNCTION lizsync.edits_by_name(oid, text, text, boolean, bigint) IS
'Edits of a column name, since a transaction, that went from one column to another, with the transaction of each: before it went (the value is that of the column that had it, which is called p_giver now, null: was dropped), after, or unknown. p_known: the column that has the name now was there before';
REVOKE ALL ON FUNCTION lizsync.edits_by_name(oid, text, text, boolean, bigint) FROM PUBLIC;
