CREATE OR REPLACE VIEW lizsync.clones AS
  SELECT s.clone_id AS server_id, s.clone_name AS name,
    (SELECT max(h.sync_time) FROM lizsync.history AS h WHERE h.server_from = s.clone_id::text OR s.clone_id::text = ANY (h.server_to)) AS last_sync,
    s.last_contact,
    w.events AS events_waiting,
    (SELECT count(*) FROM lizsync.conflicts AS c WHERE c.clone_id = s.clone_id AND NOT c.resolved) AS unresolved_conflicts,
    s.clock_offset, s.version
  FROM lizsync.clone_states AS s LEFT JOIN lizsync.waiting_events() AS w ON w.clone_id = s.clone_id;
COMMENT ON VIEW lizsync.clones IS 'On central: every clone, when it last exchanged anything, events of central that wait for it, and its unresolved conflicts';
REVOKE ALL ON lizsync.clones FROM PUBLIC;
