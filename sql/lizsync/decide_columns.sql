-- Both sides have the row: by column, the later edit wins; at a tie central.
CREATE OR REPLACE FUNCTION lizsync.decide_columns(p_sync uuid, p_clone uuid)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Inbox and outbox have just been filled and have no statistics: hash them.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
DECLARE
  v_later record;
BEGIN
  FOR v_later IN
    WITH pair AS (
      SELECT i.relation, i.uid, coalesce(i.sent_action, i.action) AS action, i.row_values AS clone_values, o.row_values AS central_values, i.edited_by AS clone_by, o.edited_by AS central_by, o.action AS central_action,
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
    ), settled AS (
      SELECT v.relation, v.uid,
        coalesce(array_agg(v.name) FILTER (WHERE v.winner = 'same'), '{}') AS same,
        coalesce(array_agg(v.name) FILTER (WHERE v.winner IN ('same', 'central')), '{}') AS gone,
        hstore(array_agg(v.name) FILTER (WHERE v.winner = 'same' AND v.cell_clone_at > v.cell_central_at),
               array_agg(v.cell_clone_at::text) FILTER (WHERE v.winner = 'same' AND v.cell_clone_at > v.cell_central_at)) AS later
      FROM verdict AS v
      GROUP BY v.relation, v.uid
    ), kept AS (
      UPDATE lizsync.inbox AS i
      SET row_values = i.row_values - s.gone, sent_action = coalesce(i.sent_action, i.action), action = 'U', state = CASE WHEN i.row_values - s.gone = '' THEN 'settled' ELSE i.state END
      FROM settled AS s WHERE i.sync_id = p_sync AND i.relation = s.relation AND i.uid = s.uid
    ), alike AS (
      UPDATE lizsync.outbox AS o SET row_values = o.row_values - s.same
      FROM settled AS s WHERE s.same <> '{}' AND o.sync_id = p_sync AND o.relation = s.relation AND o.uid = s.uid
    )
    SELECT s.relation, array_agg(s.uid ORDER BY s.uid) AS uids, array_agg(s.later ORDER BY s.uid) AS times FROM settled AS s WHERE s.later <> '' GROUP BY s.relation
  LOOP
    PERFORM lizsync.note_later_edits(p_clone, v_later.relation, v_later.uids, v_later.times, NULL);
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.decide_columns(uuid, uuid) IS
'On central: merges by column the rows that both sides changed; what lost is recorded as a conflict and taken from the inbox, what both did alike is taken from inbox and outbox';
REVOKE ALL ON FUNCTION lizsync.decide_columns(uuid, uuid) FROM PUBLIC;
