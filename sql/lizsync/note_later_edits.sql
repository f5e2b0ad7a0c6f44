CREATE OR REPLACE FUNCTION lizsync.note_later_edits(p_clone uuid, p_relation text, p_uids uuid[], p_column_times hstore[], p_deleted_at timestamptz[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- The new events are found by index and hashed, however many there are and whatever statistics say.
SET enable_seqscan TO off
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
DECLARE
  v_state lizsync.clone_states;
  v_notes jsonb;
  v_renames CONSTANT jsonb := lizsync.column_renames(p_relation::regclass, NULL);
BEGIN
  SELECT * INTO STRICT v_state FROM lizsync.clone_states WHERE clone_id = p_clone;
  -- Columns may have been edited by one event each: a time counts in an event that has its column only.
  SELECT jsonb_object_agg(e.event_id, e.note) INTO v_notes
  FROM (
    SELECT l.event_id, CASE WHEN max(l.deleted_at) IS NOT NULL THEN jsonb_build_object('edited_at', max(l.deleted_at))
      ELSE jsonb_build_object('edited', jsonb_object_agg(l.name, l.value) FILTER (WHERE l.name IS NOT NULL)) END AS note
    FROM (
      SELECT n.uid, n.deleted_at, k.key, k.value, max(a.event_id) AS event_id, (array_agg(o.name ORDER BY a.event_id DESC))[1] AS name
      FROM unnest(p_uids, p_column_times, p_deleted_at) AS n(uid, times, deleted_at)
      JOIN audit.logged_actions AS a ON a.row_data -> 'uid' = n.uid::text
      LEFT JOIN LATERAL each(n.times) AS k ON n.deleted_at IS NULL
      -- An event has its column, and the time, by the name of then.
      CROSS JOIN LATERAL (
        SELECT CASE WHEN v_renames IS NULL THEN k.key ELSE coalesce((SELECT s FROM skeys(coalesce(a.changed_fields, a.row_data)) AS s WHERE lizsync.rename_keys(hstore(s, ''), a.transaction_id, v_renames, true) ? k.key LIMIT 1), k.key) END AS name
      ) AS o
      WHERE a.transaction_id >= txid_snapshot_xmin(v_state.acknowledged_snapshot)
        AND ARRAY[a.schema_name, a.table_name] = parse_ident(p_relation)
        AND CASE WHEN n.deleted_at IS NOT NULL THEN a.action = 'D'
            ELSE (a.action = 'U' AND a.changed_fields ? o.name) OR a.action = 'I' END
      GROUP BY 1, 2, 3, 4
    ) AS l
    GROUP BY l.event_id
  ) AS e;
  UPDATE audit.logged_actions AS a
  SET sync_data = coalesce(a.sync_data, '{}') || CASE
    WHEN v_notes -> a.event_id::text ? 'edited' THEN jsonb_build_object('edited', coalesce(a.sync_data -> 'edited', '{}') || (v_notes #> ARRAY[a.event_id::text, 'edited']))
    ELSE v_notes -> a.event_id::text END
  WHERE a.event_id = ANY (ARRAY(SELECT k::bigint FROM jsonb_object_keys(v_notes) AS k));
  -- Clones that have such an event already will not look at it again: the same value once more, as an event of its own.
  WITH state AS MATERIALIZED (
    -- A clone says only at its next hello that it has its newest sync.
    SELECT s.clone_id, coalesce(h.snapshot, s.acknowledged_snapshot) AS snapshot
    FROM lizsync.clone_states AS s LEFT JOIN lizsync.history AS h ON h.sync_id = s.newest_sync WHERE s.clone_id <> p_clone
  ), event AS MATERIALIZED (
    SELECT n.uid, a.transaction_id, a.sync_data ->> 'origin' AS origin
    FROM unnest(p_uids) AS n(uid) JOIN audit.logged_actions AS a ON a.row_data -> 'uid' = n.uid::text
    WHERE p_column_times IS NOT NULL AND a.transaction_id >= txid_snapshot_xmin(v_state.acknowledged_snapshot) AND ARRAY[a.schema_name, a.table_name] = parse_ident(p_relation)
      AND a.action <> 'D' AND NOT a.statement_only
  )
  INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
    transaction_id, application_name, client_addr, client_port, action, row_data, changed_fields, statement_only, sync_data)
  SELECT (parse_ident(p_relation))[1], (parse_ident(p_relation))[2], p_relation::regclass, session_user, now(), statement_timestamp(), clock_timestamp(),
    txid_current(), current_setting('application_name'), inet_client_addr(), inet_client_port(), 'U',
    slice(r.now, akeys(n.times) || lizsync.key_columns(p_relation::regclass) || ARRAY['uid']), slice(r.now, akeys(n.times)), false,
    jsonb_build_object('origin', p_clone, 'sync_id', v_state.running_sync, 'edited_by', i.edited_by, 'edited', hstore_to_jsonb(n.times), 'same', true,
      'edited_at', (SELECT max(t::timestamptz) FROM svals(n.times) AS t))
  FROM unnest(p_uids, p_column_times) AS n(uid, times)
  JOIN lizsync.inbox AS i ON i.uid = n.uid AND i.sync_id = v_state.running_sync AND i.relation = p_relation
  CROSS JOIN LATERAL (SELECT lizsync.current_row(p_relation, n.uid) AS now OFFSET 0) AS r
  WHERE n.times <> '' AND r.now IS NOT NULL
    AND n.uid IN (SELECT e.uid FROM event AS e WHERE EXISTS (SELECT FROM state AS s WHERE txid_visible_in_snapshot(e.transaction_id, s.snapshot) OR e.origin = s.clone_id::text));
END
$function$;
COMMENT ON FUNCTION lizsync.note_later_edits(uuid, text, uuid[], hstore[], timestamptz[]) IS
'On central: both sides did the same to rows of a table, the clone later: its times (by column, or of the delete) count from then on, so that the outcome does not depend on the order of the syncs. For clones that have central''s edit already, an event whose old and new values are the same ("same" in its sync_data)';
REVOKE ALL ON FUNCTION lizsync.note_later_edits(uuid, text, uuid[], hstore[], timestamptz[]) FROM PUBLIC;
