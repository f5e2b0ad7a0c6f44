-- What the events of one table amount to. Independent of the order of events where it can be: an AFTER trigger of the user that
-- edits the same row again is logged before the statement that fired it.
CREATE OR REPLACE FUNCTION lizsync.net_changes(
  p_relation text, p_since txid_snapshot, p_event_floor bigint, p_after_event bigint, p_skip_sync uuid, p_own_origin uuid, p_clock_offset interval, p_held uuid[])
RETURNS SETOF lizsync.change
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET extra_float_digits TO 1
SET bytea_output TO 'hex'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
AS $function$
DECLARE
  v_relid CONSTANT regclass := p_relation::regclass;
  v_columns CONSTANT text[] := lizsync.sync_columns(v_relid);
  -- Only what is asked for, so that an index on the log serves each part.
  v_window CONSTANT text := '(a.transaction_id >= txid_snapshot_xmin($1) AND NOT txid_visible_in_snapshot(a.transaction_id, $1))'
    || CASE WHEN p_after_event IS NOT NULL THEN ' OR a.event_id > $3' ELSE '' END
    || CASE WHEN p_held <> '{}' THEN ' OR (a.row_data -> ''uid'')::uuid = ANY ($8)' ELSE '' END;
BEGIN
  RETURN QUERY EXECUTE format($sql$
    WITH e AS MATERIALIZED (
      SELECT a.event_id, (a.row_data -> 'uid')::uuid AS uid, a.action, a.row_data, a.changed_fields,
        CASE WHEN $6 IS NULL OR (a.sync_data ->> 'origin') IS DISTINCT FROM $6::text
          THEN coalesce((a.sync_data ->> 'edited_at')::timestamptz, a.action_tstamp_clk) - $7 END AS edited_at,
        CASE WHEN $6 IS NULL OR (a.sync_data ->> 'origin') IS DISTINCT FROM $6::text THEN a.sync_data -> 'edited' END AS edited,
        coalesce(a.sync_data ->> 'edited_by', a.session_user_name) AS edited_by
      FROM audit.logged_actions AS a
      WHERE (%3$s) AND a.event_id > $2 AND NOT a.statement_only
        AND a.schema_name = $4[1] AND a.table_name = $4[2]
        AND ($5 IS NULL OR (a.sync_data ->> 'sync_id') IS DISTINCT FROM $5::text)
    ), g AS (
      SELECT e.uid, min(e.event_id) AS first_event, count(*) AS events,
        count(*) FILTER (WHERE e.action = 'I') AS inserts, count(*) FILTER (WHERE e.action = 'D') AS deletes
      FROM e GROUP BY e.uid
    ), several AS (
      SELECT g.*, t.uid IS NOT NULL AS present, CASE WHEN t.uid IS NOT NULL THEN slice(hstore(t.*), $9) END AS now
      FROM g LEFT JOIN %1$s AS t ON t.uid = g.uid
      WHERE g.events > 1 OR g.uid = ANY ($8)
    ), s AS (
      SELECT v.uid, v.first_event, v.present, v.now, (v.present::integer - v.inserts + v.deletes) > 0 AS existed
      FROM several AS v
    ), value AS (
      SELECT e.uid, e.event_id, e.edited_by, k.key, k.value, k.sign, coalesce((e.edited ->> k.key)::timestamptz, e.edited_at) AS edited_at
      FROM e JOIN s ON s.uid = e.uid
      CROSS JOIN LATERAL (
        SELECT n.key, n.value, 1 AS sign FROM each(CASE e.action WHEN 'U' THEN e.changed_fields WHEN 'I' THEN e.row_data END) AS n
        UNION ALL
        SELECT o.key, o.value, -1 FROM each(CASE e.action WHEN 'U' THEN slice(e.row_data, akeys(e.changed_fields)) WHEN 'D' THEN e.row_data END) AS o
      ) AS k
      WHERE k.key = ANY ($9)
    ), col AS (
      SELECT v.uid, v.key, max(v.edited_at) FILTER (WHERE v.sign = 1) AS edited_at,
        (array_agg(v.value ORDER BY v.event_id) FILTER (WHERE v.sign = 1))[1] AS first_value,
        sum(v.sign) FILTER (WHERE s.now ? v.key AND v.value IS NOT DISTINCT FROM s.now -> v.key) AS balance
      FROM value AS v JOIN s ON s.uid = v.uid
      GROUP BY v.uid, v.key
    ), net AS (
      -- Old values and new ones of a column form a path that ends in its present value: it is back where it began if that value was left as often as reached.
      SELECT c.uid, array_agg(c.key) AS keys, max(c.edited_at) AS edited_at,
        hstore(array_agg(c.key), array_agg(c.edited_at::text)) AS column_times,
        hstore(array_agg(c.key) FILTER (WHERE c.first_value IS DISTINCT FROM s.now -> c.key),
               array_agg(c.first_value) FILTER (WHERE c.first_value IS DISTINCT FROM s.now -> c.key)) AS first_values
      FROM col AS c JOIN s ON s.uid = c.uid
      WHERE NOT s.existed OR coalesce(c.balance, 0) <> 0
      GROUP BY c.uid
    ), author AS (
      SELECT e.uid, (array_agg(e.edited_by ORDER BY e.event_id DESC))[1] AS edited_by,
        max(e.edited_at) FILTER (WHERE e.action = 'D') AS deleted_at,
        (array_agg(e.row_data ORDER BY e.event_id DESC) FILTER (WHERE e.action = 'D'))[1] AS deleted_row
      FROM e JOIN s ON s.uid = e.uid
      GROUP BY e.uid
    )
    SELECT %2$L::text, e.uid, e.action,
      CASE e.action WHEN 'U' THEN slice(e.changed_fields, $9) ELSE slice(e.row_data, $9) END, e.edited_at,
      CASE WHEN e.edited IS NOT NULL THEN (SELECT hstore(array_agg(x.key), array_agg(x.value)) FROM jsonb_each_text(e.edited) AS x) END,
      NULL::hstore, e.edited_by, e.event_id
    FROM e JOIN g ON g.uid = e.uid
    WHERE g.events = 1 AND (g.uid = ANY ($8)) IS NOT TRUE AND (e.action <> 'U' OR e.changed_fields ?| $9)
    UNION ALL
    SELECT %2$L::text, s.uid, CASE WHEN s.existed AND s.present THEN 'U' WHEN s.present THEN 'I' ELSE 'D' END,
      CASE WHEN s.existed AND s.present THEN slice(s.now, n.keys) WHEN s.present THEN s.now ELSE slice(a.deleted_row, $9) END,
      CASE WHEN s.present THEN n.edited_at ELSE a.deleted_at END,
      CASE WHEN s.present THEN n.column_times END,
      CASE WHEN s.present THEN n.first_values END, a.edited_by, s.first_event
    FROM s JOIN author AS a ON a.uid = s.uid LEFT JOIN net AS n ON n.uid = s.uid
    WHERE (s.present AND n.uid IS NOT NULL) OR (s.existed AND NOT s.present)
    $sql$, lizsync.from_clause(v_relid), p_relation, v_window)
  USING p_since, p_event_floor, p_after_event, parse_ident(p_relation), p_skip_sync, p_own_origin,
    coalesce(p_clock_offset, interval '0'), p_held, v_columns;
END
$function$;
COMMENT ON FUNCTION lizsync.net_changes(text, txid_snapshot, bigint, bigint, uuid, uuid, interval, uuid[]) IS
'Net effect, row by row, of the events of a table ("schema"."table") that are not visible in a snapshot: with ids above the floor; p_after_event, all events above it too (a restored central), null: none; p_skip_sync, not those of that sync; p_own_origin, a clone whose own edits count as not concurrent (edited_at null); p_clock_offset is taken off every edit time; p_held, rows whose events all count. A value changed and changed back is no change';
REVOKE ALL ON FUNCTION lizsync.net_changes(text, txid_snapshot, bigint, bigint, uuid, uuid, interval, uuid[]) FROM PUBLIC;
