CREATE OR REPLACE FUNCTION lizsync.purge_logs()
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_keep CONSTANT interval := coalesce(nullif(current_setting('lizsync.package_retention', true), ''), '1 month')::interval;
  v_last bigint;
  v_events bigint;
BEGIN
  IF EXISTS (SELECT FROM lizsync.central) THEN
    PERFORM lizsync.raise_error(format('Database "%s" is a clone: its log holds only what central does not have yet.', current_database()));
  END IF;
  -- A package that is being made keeps what it will need.
  PERFORM pg_advisory_xact_lock(hashtextextended('lizsync log', 0));
  -- Partitions are told by the events of their rows.
  PERFORM lizsync.watch_partitions(ARRAY(SELECT DISTINCT t FROM lizsync.synchronized_tables, jsonb_array_elements_text(sync_tables) AS t), NULL);
  -- The first event that somebody still lacks ends what may go.
  WITH needed AS (
    SELECT s.acknowledged_snapshot AS snapshot, s.acknowledged_event AS event_id, s.event_floor, s.system_identifier FROM lizsync.clone_states AS s
    UNION ALL
    SELECT h.snapshot, h.max_event_id, h.event_floor, h.system_identifier FROM lizsync.history AS h WHERE h.sync_type = 'full' AND h.sync_time > now() - v_keep
  )
  SELECT coalesce(min(f.event_id) - 1, (SELECT max(event_id) FROM audit.logged_actions)) INTO v_last
  FROM needed AS n
  CROSS JOIN LATERAL (
    SELECT min(a.event_id) AS event_id FROM audit.logged_actions AS a
    WHERE a.event_id > n.event_floor AND ((a.transaction_id >= txid_snapshot_xmin(n.snapshot) AND NOT txid_visible_in_snapshot(a.transaction_id, n.snapshot))
      OR (n.system_identifier <> lizsync.system_identifier() AND a.event_id > n.event_id))
  ) AS f;
  -- What a clone that went back to an older sync would lack from now on.
  UPDATE lizsync.history AS h SET log_complete = false
  WHERE h.log_complete AND h.snapshot IS NOT NULL AND EXISTS (
    SELECT FROM audit.logged_actions AS a
    WHERE a.event_id <= v_last AND a.event_id > h.event_floor
      AND ((a.transaction_id >= txid_snapshot_xmin(h.snapshot) AND NOT txid_visible_in_snapshot(a.transaction_id, h.snapshot))
        OR (h.system_identifier <> lizsync.system_identifier() AND a.event_id > h.max_event_id)));
  DELETE FROM audit.logged_actions AS a WHERE a.event_id <= v_last
    -- A row that one side could not take is merged from its events, however old they are.
    AND coalesce(a.row_data -> 'uid', '') NOT IN (SELECT k.uid::text FROM lizsync.conflicts AS c CROSS JOIN LATERAL (VALUES (c.object_uid), (c.other_uid)) AS k(uid) WHERE NOT c.resolved AND k.uid IS NOT NULL);
  GET DIAGNOSTICS v_events = ROW_COUNT;
  IF v_events > 0 THEN
    INSERT INTO lizsync.purges (last_event, events) VALUES (v_last, v_events);
  END IF;
  RETURN v_events;
END
$function$;
COMMENT ON FUNCTION lizsync.purge_logs() IS
'On central: drops the events that every registered clone has and that neither a package younger than setting lizsync.package_retention (a month) nor an unresolved conflict needs. Answers their number. Raises LZ001 in a clone';
REVOKE ALL ON FUNCTION lizsync.purge_logs() FROM PUBLIC;
