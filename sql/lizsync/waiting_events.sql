-- Events of one transaction in one table count once: a bulk edit is one step, however many clones there are.
CREATE OR REPLACE FUNCTION lizsync.waiting_events()
RETURNS TABLE (clone_id uuid, events bigint, first_event bigint)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH state AS MATERIALIZED (
    -- What central has committed counts as arrived, though the clone says so only at its next hello.
    SELECT s.clone_id, coalesce(h.snapshot, s.acknowledged_snapshot) AS snapshot, txid_snapshot_xmin(coalesce(h.snapshot, s.acknowledged_snapshot)) AS xmin,
      s.acknowledged_sync::text, s.newest_sync::text, coalesce(h.max_event_id, s.acknowledged_event) AS last_event, coalesce(h.event_floor, s.event_floor) AS event_floor,
      coalesce(h.system_identifier, s.system_identifier) <> lizsync.system_identifier() AS restored, t.sync_tables
    FROM lizsync.clone_states AS s
    JOIN lizsync.synchronized_tables AS t ON t.server_id = s.clone_id
    LEFT JOIN lizsync.history AS h ON h.sync_id = s.newest_sync AND s.newest_sync <> s.acknowledged_sync
  ), bunch AS MATERIALIZED (
    SELECT a.transaction_id, '"' || replace(a.schema_name, '"', '""') || '"."' || replace(a.table_name, '"', '""') || '"' AS relation,
      a.sync_data ->> 'sync_id' AS sync_id, count(*) AS events, min(a.event_id) AS first_event
    FROM audit.logged_actions AS a
    WHERE a.transaction_id >= (SELECT min(xmin) FROM state) AND (a.sync_data ? 'same') IS NOT TRUE
    GROUP BY a.transaction_id, a.schema_name, a.table_name, a.sync_data ->> 'sync_id'
  )
  SELECT s.clone_id, coalesce(w.events, 0), w.first_event
  FROM state AS s
  CROSS JOIN LATERAL (
    SELECT sum(b.events)::bigint AS events, min(b.first_event) AS first_event
    FROM bunch AS b
    WHERE b.transaction_id >= s.xmin AND NOT txid_visible_in_snapshot(b.transaction_id, s.snapshot)
      AND s.sync_tables ? b.relation AND b.sync_id IS DISTINCT FROM s.newest_sync AND b.sync_id IS DISTINCT FROM s.acknowledged_sync
  ) AS w
  WHERE NOT s.restored AND s.event_floor = 0
  UNION ALL
  -- Central was restored from a dump: transaction ids say less, each event counts by itself.
  SELECT s.clone_id, w.events, w.first_event
  FROM state AS s
  CROSS JOIN LATERAL (
    SELECT count(*) AS events, min(a.event_id) AS first_event
    FROM audit.logged_actions AS a
    WHERE ((a.transaction_id >= s.xmin AND NOT txid_visible_in_snapshot(a.transaction_id, s.snapshot)) OR (s.restored AND a.event_id > s.last_event))
      AND a.event_id > s.event_floor AND (a.sync_data ? 'same') IS NOT TRUE
      AND s.sync_tables ? ('"' || replace(a.schema_name, '"', '""') || '"."' || replace(a.table_name, '"', '""') || '"')
      AND (a.sync_data ->> 'sync_id') IS DISTINCT FROM s.newest_sync AND (a.sync_data ->> 'sync_id') IS DISTINCT FROM s.acknowledged_sync
  ) AS w
  WHERE s.restored OR s.event_floor > 0
$function$;
COMMENT ON FUNCTION lizsync.waiting_events() IS 'On central: for each clone the number of central''s events that it still lacks, and the oldest of them; quick for a thousand clones';
REVOKE ALL ON FUNCTION lizsync.waiting_events() FROM PUBLIC;
