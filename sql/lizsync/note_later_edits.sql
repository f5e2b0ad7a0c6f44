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
BEGIN
  SELECT * INTO STRICT v_state FROM lizsync.clone_states WHERE clone_id = p_clone;
  -- Columns may have been edited by one event each: a time counts in an event that has its column only.
  SELECT jsonb_object_agg(e.event_id, e.note) INTO v_notes
  FROM (
    SELECT l.event_id, CASE WHEN max(l.deleted_at) IS NOT NULL THEN jsonb_build_object('edited_at', max(l.deleted_at))
      ELSE jsonb_build_object('edited', jsonb_object_agg(l.key, l.value) FILTER (WHERE l.key IS NOT NULL)) END AS note
    FROM (
      SELECT n.uid, n.deleted_at, k.key, k.value, max(a.event_id) AS event_id
      FROM unnest(p_uids, p_column_times, p_deleted_at) AS n(uid, times, deleted_at)
      JOIN audit.logged_actions AS a ON a.row_data -> 'uid' = n.uid::text
      LEFT JOIN LATERAL each(n.times) AS k ON n.deleted_at IS NULL
      WHERE a.transaction_id >= txid_snapshot_xmin(v_state.acknowledged_snapshot)
        AND ARRAY[a.schema_name, a.table_name] = parse_ident(p_relation)
        AND CASE WHEN n.deleted_at IS NOT NULL THEN a.action = 'D'
            ELSE (a.action = 'U' AND a.changed_fields ? k.key) OR a.action = 'I' END
      GROUP BY 1, 2, 3, 4
    ) AS l
    GROUP BY l.event_id
  ) AS e;
  UPDATE audit.logged_actions AS a
  SET sync_data = coalesce(a.sync_data, '{}') || CASE
    WHEN v_notes -> a.event_id::text ? 'edited' THEN jsonb_build_object('edited', coalesce(a.sync_data -> 'edited', '{}') || (v_notes #> ARRAY[a.event_id::text, 'edited']))
    ELSE v_notes -> a.event_id::text END
  WHERE a.event_id = ANY (ARRAY(SELECT k::bigint FROM jsonb_object_keys(v_notes) AS k));
END
$function$;
COMMENT ON FUNCTION lizsync.note_later_edits(uuid, text, uuid[], hstore[], timestamptz[]) IS
'On central: both sides did the same to rows of a table, the clone later: its times (by column, or of the delete) count from then on, so that the outcome does not depend on the order of the syncs';
REVOKE ALL ON FUNCTION lizsync.note_later_edits(uuid, text, uuid[], hstore[], timestamptz[]) FROM PUBLIC;
