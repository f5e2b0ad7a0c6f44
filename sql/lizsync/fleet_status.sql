CREATE OR REPLACE FUNCTION lizsync.fleet_status()
RETURNS TABLE (clone_id uuid, name text, registered_at timestamptz, last_contact timestamptz, last_sync timestamptz, events_waiting bigint, oldest_event bigint,
  oldest_event_time timestamptz, unresolved_conflicts bigint, clock_offset interval, version text, log_bytes bigint, tables integer, structure_known boolean,
  structure_difference text, id_ranges jsonb)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH structures AS MATERIALIZED (
    -- Clones of one campaign have the same tables: their structure in central is looked up once.
    SELECT d.sync_tables, lizsync.structure(ARRAY(SELECT jsonb_array_elements_text(d.sync_tables))) AS structure
    FROM (SELECT DISTINCT t.sync_tables FROM lizsync.synchronized_tables AS t) AS d
  ), conflicts AS (
    SELECT c.clone_id, count(*) AS unresolved FROM lizsync.conflicts AS c WHERE NOT c.resolved GROUP BY c.clone_id
  ), syncs AS (
    SELECT p.server_id, max(h.sync_time) AS last_sync
    FROM lizsync.history AS h CROSS JOIN LATERAL unnest(h.server_to || h.server_from) AS p(server_id)
    GROUP BY p.server_id
  ), ranges AS (
    SELECT r.clone_id, jsonb_agg(jsonb_build_object('sequence', r.sequence_name, 'size', r.size, 'left', coalesce(r.ids_left, r.size)) ORDER BY r.sequence_name) AS id_ranges
    FROM (
      SELECT DISTINCT ON (i.clone_id, i.sequence_name) i.clone_id, i.sequence_name, i.last_id - i.first_id + 1 AS size, (k.value ->> 'left')::bigint AS ids_left
      FROM lizsync.id_ranges AS i
      -- What the clone said counts for the range that it drew from then.
      LEFT JOIN lizsync.clone_states AS s ON s.clone_id = i.clone_id
      LEFT JOIN LATERAL jsonb_array_elements(s.id_ranges) AS k(value) ON k.value ->> 'sequence' = i.sequence_name AND (k.value ->> 'first_id')::bigint = i.first_id
      ORDER BY i.clone_id, i.sequence_name, i.leased_at DESC, i.first_id DESC
    ) AS r
    GROUP BY r.clone_id
  )
  SELECT s.clone_id, s.clone_name, s.registered_at, s.last_contact, y.last_sync, w.events, w.first_event,
    (SELECT a.action_tstamp_clk FROM audit.logged_actions AS a WHERE a.event_id = w.first_event), coalesce(c.unresolved, 0),
    s.clock_offset, s.version, s.log_bytes, jsonb_array_length(t.sync_tables), s.structure IS NOT NULL,
    CASE WHEN s.structure IS NOT NULL THEN lizsync.structure_difference(z.structure, s.structure) END, coalesce(r.id_ranges, '[]')
  FROM lizsync.clone_states AS s
  JOIN lizsync.waiting_events() AS w ON w.clone_id = s.clone_id
  JOIN lizsync.synchronized_tables AS t ON t.server_id = s.clone_id
  JOIN structures AS z ON z.sync_tables = t.sync_tables
  LEFT JOIN conflicts AS c ON c.clone_id = s.clone_id
  LEFT JOIN syncs AS y ON y.server_id = s.clone_id::text
  LEFT JOIN ranges AS r ON r.clone_id = s.clone_id
  ORDER BY s.clone_name, s.clone_id
$function$;
COMMENT ON FUNCTION lizsync.fleet_status() IS
'On central: how every clone is. version, log_bytes, structure and id_ranges (sequence, size of the newest range, ids left) are what the clone said at its last sync; structure_difference compares that with central as it is now, in words, and is null where they are equal';
REVOKE ALL ON FUNCTION lizsync.fleet_status() FROM PUBLIC;
