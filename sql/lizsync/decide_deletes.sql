-- One side deleted the row: the later edit wins; an update that wins brings the whole row back.
CREATE OR REPLACE FUNCTION lizsync.decide_deletes(p_sync uuid, p_clone uuid)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Inbox and outbox have just been filled and have no statistics: hash them.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
DECLARE
  v_later record;
  v_row record;
  v_whole hstore;
  v_clone_wins boolean;
BEGIN
  -- Both deleted it: the later time counts.
  FOR v_later IN
    WITH gone AS (
      UPDATE lizsync.inbox AS i SET state = 'settled'
      FROM lizsync.outbox AS o
      WHERE o.uid = i.uid AND o.relation = i.relation AND o.sync_id = i.sync_id AND i.sync_id = p_sync AND i.action = 'D' AND o.action = 'D'
      RETURNING i.relation, i.uid, i.edited_at, i.edited_at > o.edited_at AS later
    )
    SELECT g.relation, array_agg(g.uid) AS uids, array_agg(g.edited_at) AS times FROM gone AS g WHERE g.later GROUP BY g.relation
  LOOP
    PERFORM lizsync.note_later_edits(p_clone, v_later.relation, v_later.uids, NULL, v_later.times);
  END LOOP;
  FOR v_row IN
    SELECT i.relation, i.uid, i.action AS clone_action, o.action AS central_action, i.row_values AS clone_values, o.row_values AS central_values,
      i.column_times AS clone_times, i.edited_at AS clone_at, o.edited_at AS central_at, i.edited_by AS clone_by, o.edited_by AS central_by
    FROM lizsync.inbox AS i JOIN lizsync.outbox AS o ON o.uid = i.uid AND o.relation = i.relation AND o.sync_id = i.sync_id
    WHERE i.sync_id = p_sync AND (i.action = 'D') <> (o.action = 'D')
  LOOP
    v_clone_wins := v_row.central_at IS NULL OR v_row.clone_at > v_row.central_at;
    IF v_row.central_action = 'D' THEN
      v_whole := v_row.central_values || v_row.clone_values;
      UPDATE lizsync.inbox AS i SET
        sent_action = i.action,
        action = CASE WHEN v_clone_wins THEN 'I' ELSE i.action END,
        row_values = CASE WHEN v_clone_wins THEN v_whole ELSE i.row_values END,
        -- What only comes back is as old as the delete: whoever edited it later, in a third database, still wins.
        column_times = CASE WHEN v_clone_wins THEN
          (SELECT hstore(array_agg(k), array_agg(coalesce(CASE WHEN v_row.clone_values ? k THEN lizsync.column_time(k, v_row.clone_times, v_row.clone_at) END, v_row.central_at)::text))
           FROM skeys(v_whole) AS k) ELSE i.column_times END,
        resend = v_clone_wins,
        state = CASE WHEN v_clone_wins THEN i.state ELSE 'settled' END
      WHERE i.sync_id = p_sync AND i.relation = v_row.relation AND i.uid = v_row.uid;
    ELSE
      v_whole := lizsync.current_row(v_row.relation, v_row.uid);
      UPDATE lizsync.inbox AS i SET state = 'settled'
      WHERE NOT v_clone_wins AND i.sync_id = p_sync AND i.relation = v_row.relation AND i.uid = v_row.uid;
    END IF;
    IF v_row.central_at IS NOT NULL THEN
      INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, central_value, clone_value, central_edited_at, clone_edited_at,
        central_edited_by, clone_edited_by, rejected, rejected_row, rule_applied)
      VALUES (p_sync, v_row.relation, v_row.uid, p_clone,
        CASE WHEN v_row.central_action = 'D' THEN 'delete_update' ELSE 'update_delete' END,
        CASE WHEN v_row.central_action <> 'D' THEN v_row.central_values::text END, CASE WHEN v_row.clone_action <> 'D' THEN v_row.clone_values::text END,
        v_row.central_at, v_row.clone_at, v_row.central_by, v_row.clone_by,
        CASE WHEN v_clone_wins THEN 'central' ELSE 'clone' END,
        CASE WHEN v_clone_wins = (v_row.clone_action = 'D') THEN v_whole END,
        CASE WHEN v_clone_wins = (v_row.clone_action = 'D') THEN 'the delete was later than the update: the row goes'
             ELSE 'the update was not earlier than the delete: the whole row stays' END);
    END IF;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.decide_deletes(uuid, uuid) IS
'On central: decides rows that one side deleted and the other changed, or both deleted; the loser is recorded as a conflict, a lost row whole';
REVOKE ALL ON FUNCTION lizsync.decide_deletes(uuid, uuid) FROM PUBLIC;
