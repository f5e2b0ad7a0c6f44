-- What the events of one table amount to. Independent of the order of events where it can be: an AFTER trigger of the user that
-- edits the same row again is logged before the statement that fired it.
CREATE OR REPLACE FUNCTION lizsync.net_changes(
  p_relation text, p_since txid_snapshot, p_event_floor bigint, p_after_event bigint, p_skip_sync uuid, p_own_transaction bigint, p_own_event bigint, p_own_origin uuid, p_clock_offset interval, p_held uuid[], p_vanished boolean)
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
-- Whatever statistics say or do not say: what is joined is hashed; the table itself is reached by uid, row by row.
SET enable_nestloop TO off
SET enable_mergejoin TO off
-- Nor is what is grouped sorted first, with all that is wide in it.
SET enable_sort TO off
AS $function$
DECLARE
  v_relid CONSTANT regclass := p_relation::regclass;
  v_columns CONSTANT text[] := lizsync.sync_columns(v_relid);
  v_names CONSTANT text[] := ARRAY(SELECT c.name FROM lizsync.table_columns(v_relid) AS c);
  -- Of rows that were held back, and in a restored central, events of any time count.
  v_renames CONSTANT jsonb := lizsync.column_renames(v_relid, CASE WHEN p_held = '{}' AND p_after_event IS NULL THEN lizsync.settled_snapshot(p_since) END);
  v_events CONSTANT text := lizsync.net_events_query(p_after_event IS NOT NULL, p_held <> '{}', v_renames IS NOT NULL);
  -- Events that are older than that name columns, and hold values, as they were before.
  v_altered CONSTANT jsonb := lizsync.altered_columns(v_relid, lizsync.settled_snapshot(p_since));
  -- References whose parents got other keys meanwhile: the value that they began with is another parent's by now.
  v_moved CONSTANT text[] := lizsync.moved_references(v_relid, p_since);
  v_altered_at CONSTANT bigint := (SELECT max(x.value::bigint) FROM jsonb_each_text(v_altered) AS x);
BEGIN
  RETURN QUERY EXECUTE format($sql$
    WITH intricate AS MATERIALIZED (
      SELECT e.uid, bool_or(coalesce(e.changed_fields, e.row_data) - $11 <> '') AS renamed
      FROM (%3$s) AS e
      GROUP BY e.uid
      HAVING count(*) > 1 OR e.uid = ANY ($8) OR min(e.transaction_id) <= $12 OR bool_or(e.same) OR bool_or(coalesce(e.changed_fields, e.row_data) - $11 <> '')
    ), row AS (
      SELECT e.uid, count(*) FILTER (WHERE e.action = 'I') AS inserts, count(*) FILTER (WHERE e.action = 'D') AS deletes,
        array_agg(e.event_id) AS ids, array_agg(e.action) AS actions, array_agg(e.row_data) AS rows, array_agg(e.changed_fields) AS changes,
        array_agg(e.edited_at) AS times, array_agg(e.edited) AS columns_edited, array_agg(e.edited_by) AS authors, array_agg(e.transaction_id) AS transactions, array_agg(e.same) AS sames, bool_or(i.renamed) AS renamed
      FROM (%3$s) AS e JOIN intricate AS i ON i.uid = e.uid
      GROUP BY e.uid
    ), several AS (
      SELECT r.*, t.uid IS NOT NULL AS present, (t.uid IS NOT NULL)::integer - r.inserts + r.deletes > 0 AS existed, t.now
      FROM row AS r
      LEFT JOIN LATERAL (SELECT x.uid, slice(hstore(x.*), $9) AS now FROM %1$s AS x WHERE x.uid = r.uid OFFSET 0) AS t ON true
    )
    SELECT %2$L::text, e.uid, e.action,
      %5$s, e.edited_at,
      CASE WHEN e.edited IS NOT NULL THEN (SELECT hstore(array_agg(x.key), array_agg(x.value)) FROM jsonb_each_text(e.edited) AS x) END,
      NULL::hstore, e.edited_by, e.event_id
    FROM (%3$s OFFSET 0) AS e
    WHERE NOT EXISTS (SELECT FROM intricate AS i WHERE i.uid = e.uid) AND (e.action <> 'U' OR %6$s)
    UNION ALL
    SELECT %2$L::text, s.uid, CASE WHEN s.existed AND s.present THEN 'U' WHEN s.present THEN 'I' ELSE 'D' END,
      CASE WHEN s.existed AND s.present THEN slice(s.now, n.keys) WHEN s.present THEN s.now ELSE slice(CASE WHEN s.renamed THEN lizsync.row_by_present_names($14, d.deleted_row, d.deleted_by, $13) ELSE d.deleted_row END, $9) END,
      CASE WHEN s.present THEN n.edited_at ELSE d.deleted_at END,
      CASE WHEN s.present THEN n.column_times END,
      CASE WHEN s.present THEN n.first_values ELSE slice(d.deleted_row, d.changed) END, d.edited_by, d.first_event
    FROM several AS s
    CROSS JOIN LATERAL (
      SELECT min(e.id) AS first_event, (array_agg(e.author ORDER BY e.id DESC))[1] AS edited_by, max(e.at) FILTER (WHERE e.action = 'D') AS deleted_at,
        (array_agg(e.old ORDER BY e.id DESC) FILTER (WHERE e.action = 'D'))[1] AS deleted_row, max(e.transaction) FILTER (WHERE e.action = 'D') AS deleted_by,
        ARRAY(SELECT DISTINCT k FROM unnest(s.changes) AS u(new) CROSS JOIN LATERAL skeys(u.new) AS k WHERE k = ANY ($9)) AS changed
      FROM unnest(s.ids, s.actions, s.rows, s.times, s.authors, s.transactions) AS e(id, action, old, at, author, transaction)
    ) AS d
    CROSS JOIN LATERAL (
      -- Old values and new ones of a column form a path that ends in its present value: it is back where it began if that value was left as often as reached,
      -- and so was each other one. Else a value that a sync brought into a refused row, which is not logged, was typed over since.
      SELECT array_agg(c.key) AS keys, max(c.edited_at) AS edited_at, hstore(array_agg(c.key), array_agg(c.edited_at::text)) AS column_times,
        -- What was only typed again, in a third database, is its own first value: only its time counts.
        hstore(array_agg(c.key) FILTER (WHERE c.only_same OR (c.first_value IS DISTINCT FROM s.now -> c.key AND NOT c.retyped)),
               array_agg(CASE WHEN c.only_same THEN s.now -> c.key ELSE c.first_value END) FILTER (WHERE c.only_same OR (c.first_value IS DISTINCT FROM s.now -> c.key AND NOT c.retyped))) AS first_values
      FROM (SELECT c.*, s.existed AND NOT (coalesce(c.balance, 0) <> 0 OR c.typed_over OR c.retyped OR c.moved) AS only_same FROM (
        %4$s
      ) AS c) AS c
      WHERE NOT c.only_same OR c.same
    ) AS n
    WHERE (s.present AND n.keys IS NOT NULL) OR ((s.existed OR $10 OR s.uid = ANY ($8)) AND NOT s.present)
    $sql$, lizsync.from_clause(v_relid), p_relation, v_events, lizsync.net_columns_query(),
    -- Where all columns travel, and an event knows no others (it would be intricate), it is what travels.
    CASE WHEN v_names <@ v_columns THEN 'CASE e.action WHEN ''U'' THEN e.changed_fields ELSE e.row_data END' ELSE 'slice(CASE e.action WHEN ''U'' THEN e.changed_fields ELSE e.row_data END, $9)' END,
    CASE WHEN v_names <@ v_columns THEN 'e.changed_fields <> ''''' ELSE 'e.changed_fields ?| $9' END)
  USING p_since, p_event_floor, p_after_event, parse_ident(p_relation), p_skip_sync, p_own_origin,
    coalesce(p_clock_offset, interval '0'), p_held, v_columns, p_vanished, v_names, v_altered_at, v_altered, v_relid, v_moved, v_renames, p_own_transaction, p_own_event;
END
$function$;
COMMENT ON FUNCTION lizsync.net_changes(text, txid_snapshot, bigint, bigint, uuid, bigint, bigint, uuid, interval, uuid[], boolean) IS
'Net effect, row by row, of the events of a table ("schema"."table") that are not visible in a snapshot: with ids above the floor; p_after_event, all events above it too (a restored central), null: none; p_skip_sync, not those of that sync, of which those of transaction p_own_transaction up to p_own_event are not even read; p_own_origin, a clone whose own edits count as not concurrent (edited_at null); p_clock_offset is taken off every edit time; p_held, rows whose events all count; where these came and went, and with p_vanished where any did, that is a delete, as the other side may have them. A value changed and changed back is no change, but for a reference whose parents got other keys meanwhile (ON UPDATE CASCADE); edits of a column that was renamed since belong to the column by its present name (lizsync.column_renames()), and where no sync has seen the name in between to the one, altered since, that holds the value now; those of a column whose type was changed since are its value now';
REVOKE ALL ON FUNCTION lizsync.net_changes(text, txid_snapshot, bigint, bigint, uuid, bigint, bigint, uuid, interval, uuid[], boolean) FROM PUBLIC;
