-- Both sides have the row: by column, the later edit wins; at a tie central.
CREATE OR REPLACE FUNCTION lizsync.decide_columns(p_sync uuid, p_clone uuid)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_row record;
BEGIN
  FOR v_row IN
    WITH pair AS (
      SELECT i.relation, i.uid, i.action, i.row_values AS clone_values, o.row_values AS central_values, i.edited_by AS clone_by, o.edited_by AS central_by, o.action AS central_action,
        i.edited_at AS clone_at, i.column_times AS clone_times, o.edited_at AS central_at, o.column_times AS central_times
      FROM lizsync.inbox AS i JOIN lizsync.outbox AS o ON o.uid = i.uid AND o.relation = i.relation AND o.sync_id = i.sync_id
      WHERE i.sync_id = p_sync AND i.action <> 'D' AND o.action <> 'D'
    ), cell AS (
      SELECT p.*, k.name, p.clone_values -> k.name AS clone_value, p.central_values -> k.name AS central_value,
        lizsync.column_time(k.name, p.clone_times, p.clone_at) AS cell_clone_at, lizsync.column_time(k.name, p.central_times, p.central_at) AS cell_central_at
      FROM pair AS p CROSS JOIN LATERAL unnest(akeys(p.clone_values)) AS k(name)
      WHERE p.central_values ? k.name
    ), verdict AS (
      SELECT c.*, CASE
          WHEN c.clone_value IS NOT DISTINCT FROM c.central_value THEN 'same'
          WHEN c.cell_central_at IS NULL THEN 'not concurrent'
          WHEN c.cell_clone_at > c.cell_central_at THEN 'clone'
          ELSE 'central' END AS winner
      FROM cell AS c
    ), recorded AS (
      INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, column_name, central_value, clone_value,
        central_edited_at, clone_edited_at, central_edited_by, clone_edited_by, rejected, rule_applied)
      SELECT p_sync, v.relation, v.uid, p_clone, CASE WHEN v.action = 'I' AND v.central_action = 'I' THEN 'insert_insert' ELSE 'update_update' END,
        v.name, v.central_value, v.clone_value, v.cell_central_at, v.cell_clone_at, v.central_by, v.clone_by,
        CASE v.winner WHEN 'clone' THEN 'central' ELSE 'clone' END,
        CASE v.winner WHEN 'clone' THEN 'the clone''s edit of this column was the later one' WHEN 'central' THEN
          CASE WHEN v.cell_clone_at = v.cell_central_at THEN 'both edited this column at the same moment: central''s stays' ELSE 'central''s edit of this column was the later one' END END
      FROM verdict AS v WHERE v.winner IN ('clone', 'central')
    )
    SELECT v.relation, v.uid,
      array_agg(v.name) FILTER (WHERE v.winner = 'same') AS same,
      array_agg(v.name) FILTER (WHERE v.winner = 'central') AS lost,
      hstore(array_agg(v.name) FILTER (WHERE v.winner = 'same' AND v.cell_clone_at > v.cell_central_at),
             array_agg(v.cell_clone_at::text) FILTER (WHERE v.winner = 'same' AND v.cell_clone_at > v.cell_central_at)) AS later
    FROM verdict AS v
    GROUP BY v.relation, v.uid
  LOOP
    UPDATE lizsync.inbox AS i
    SET row_values = i.row_values - coalesce(v_row.same, '{}') - coalesce(v_row.lost, '{}'), sent_action = i.action, action = 'U',
      state = CASE WHEN i.row_values - coalesce(v_row.same, '{}') - coalesce(v_row.lost, '{}') = '' THEN 'settled' ELSE i.state END
    WHERE i.sync_id = p_sync AND i.relation = v_row.relation AND i.uid = v_row.uid;
    UPDATE lizsync.outbox AS o SET row_values = o.row_values - v_row.same
    WHERE v_row.same IS NOT NULL AND o.sync_id = p_sync AND o.relation = v_row.relation AND o.uid = v_row.uid;
    IF v_row.later <> '' THEN
      PERFORM lizsync.note_later_edit(p_clone, v_row.relation, v_row.uid, v_row.later, NULL);
    END IF;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.decide_columns(uuid, uuid) IS
'On central: merges by column the rows that both sides changed; what lost is recorded as a conflict and taken from the inbox, what both did alike is taken from inbox and outbox';
REVOKE ALL ON FUNCTION lizsync.decide_columns(uuid, uuid) FROM PUBLIC;
