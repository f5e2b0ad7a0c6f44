CREATE OR REPLACE VIEW lizsync.clones AS
  SELECT s.clone_id AS server_id, s.clone_name AS name,
    (SELECT max(h.sync_time) FROM lizsync.history AS h WHERE h.server_from = s.clone_id::text OR s.clone_id::text = ANY (h.server_to)) AS last_sync,
    s.last_contact,
    (SELECT count(*) FROM audit.logged_actions AS a
     JOIN lizsync.synchronized_tables AS t ON t.server_id = s.clone_id AND t.sync_tables ? ('"' || replace(a.schema_name, '"', '""') || '"."' || replace(a.table_name, '"', '""') || '"')
     WHERE ((a.transaction_id >= txid_snapshot_xmin(s.acknowledged_snapshot) AND NOT txid_visible_in_snapshot(a.transaction_id, s.acknowledged_snapshot))
         OR (s.system_identifier <> lizsync.system_identifier() AND a.event_id > s.acknowledged_event))
       AND a.event_id > s.event_floor
       AND (a.sync_data ->> 'sync_id') IS DISTINCT FROM s.newest_sync::text AND (a.sync_data ->> 'sync_id') IS DISTINCT FROM s.acknowledged_sync::text) AS events_waiting,
    (SELECT count(*) FROM lizsync.conflicts AS c WHERE c.clone_id = s.clone_id AND NOT c.resolved) AS unresolved_conflicts,
    s.clock_offset, s.version
  FROM lizsync.clone_states AS s;
COMMENT ON VIEW lizsync.clones IS 'On central: every clone, when it last exchanged anything, events of central that wait for it, and its unresolved conflicts';
REVOKE ALL ON lizsync.clones FROM PUBLIC;
