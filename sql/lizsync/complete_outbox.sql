-- After the merge: look at what is really there, and send the clone whatever differs from what it holds.
CREATE OR REPLACE FUNCTION lizsync.complete_outbox(p_sync uuid, p_state lizsync.clone_states, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET extra_float_digits TO 1
SET bytea_output TO 'hex'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
-- What is joined here has just been made and has no statistics: hash it; the table itself is reached by uid, row by row.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
DECLARE
  v_whole CONSTANT boolean := p_state.running_mode <> 'normal';
  v_relation text;
  v_uids uuid[];
  v_columns text[];
BEGIN
  -- Parents first: what lies under a row that went is kept in a conflict, too (lizsync.record_vanished()).
  FOR v_relation IN SELECT r.relation FROM unnest(p_relations) WITH ORDINALITY AS r(relation, n)
    WHERE v_whole OR r.relation IN (SELECT x.relation FROM lizsync.relations_of_sync(p_sync, p_state.clone_id, p_relations) AS x(relation)) ORDER BY r.n LOOP
    v_columns := lizsync.sync_columns(v_relation::regclass);
    EXECUTE lizsync.differing_rows_query(v_relation) INTO v_uids USING p_sync, v_relation, parse_ident(v_relation), p_state.clone_id, v_whole,
      p_state.acknowledged_snapshot, p_state.acknowledged_event, v_columns;
    CONTINUE WHEN v_uids = '{}';
    PERFORM lizsync.record_ineffective(p_sync, p_state.clone_id, v_relation, v_uids), lizsync.record_vanished(p_sync, p_state.clone_id, v_relation);
    EXECUTE format($sql$
      WITH own AS MATERIALIZED (
        SELECT (a.row_data -> 'uid')::uuid AS uid, a.action, akeys(coalesce(a.changed_fields, a.row_data)) AS names
        FROM audit.logged_actions AS a JOIN unnest($4) AS d(uid) ON d.uid = (a.row_data -> 'uid')::uuid
        WHERE a.transaction_id = txid_current() AND a.sync_data ->> 'sync_id' = $1::text AND a.schema_name = $3[1] AND a.table_name = $3[2] AND NOT a.sync_data ? 'same'
      ), grown AS (
        SELECT e.uid, sum(CASE e.action WHEN 'I' THEN 1 WHEN 'D' THEN -1 ELSE 0 END) AS rows FROM own AS e GROUP BY e.uid
      ), named AS (
        SELECT e.uid, array_agg(DISTINCT k.name) AS names FROM own AS e CROSS JOIN LATERAL unnest(e.names) AS k(name) GROUP BY e.uid
      ), taken AS (
        DELETE FROM lizsync.outbox AS o WHERE o.sync_id = $1 AND o.relation = $2 AND o.uid = ANY ($4) RETURNING o.*
      ), wanted AS (
        SELECT d.uid, t.uid IS NOT NULL AS present, t.now, o.action AS central_action, o.row_values AS central_values,
          coalesce(o.first_values, i.first_values) AS first_values, coalesce(o.first_event, i.first_event, 0) AS first_event, o.edited_at, o.edited_by,
          -- A row of central that was to go with one of the clone (lizsync.let_child_go()) is no change that the clone keeps.
          i.row_values AS clone_values, CASE WHEN i.action <> 'D' OR i.first_event > 0 THEN i.state END AS state, coalesce(i.sent_action, i.action) AS sent_action, coalesce(i.resend, false) AS resend, n.names AS own_names,
          CASE WHEN i.uid IS NOT NULL THEN coalesce(i.sent_action, i.action) <> 'D'
               WHEN o.uid IS NOT NULL THEN o.action <> 'I'
               ELSE (t.uid IS NOT NULL)::integer - coalesce(g.rows, 0) > 0 END AS clone_has
        FROM unnest($4) AS d(uid)
        LEFT JOIN LATERAL (SELECT x.uid, slice(hstore(x.*), $5) AS now FROM %1$s AS x WHERE x.uid = d.uid OFFSET 0) AS t ON true
        LEFT JOIN taken AS o ON o.uid = d.uid
        LEFT JOIN lizsync.inbox AS i ON i.uid = d.uid AND i.sync_id = $1 AND i.relation = $2
        LEFT JOIN named AS n ON n.uid = d.uid
        LEFT JOIN grown AS g ON g.uid = d.uid
      ), answer AS (
        SELECT w.*, CASE
            WHEN w.state = 'refused' AND (w.sent_action = 'D' OR NOT w.present OR w.central_action = 'D') THEN NULL
            WHEN w.state = 'refused' THEN slice(w.now, akeys(w.central_values - akeys(w.clone_values)))
            WHEN NOT w.present THEN CASE WHEN w.clone_has OR $6 OR w.uid = ANY ($7) THEN ''::hstore END
            WHEN NOT w.clone_has OR w.resend OR $6 OR w.uid = ANY ($7) OR w.central_action = 'D' THEN w.now
            ELSE slice(w.now, akeys(coalesce(w.central_values, '')) || akeys(coalesce(w.clone_values, '')) || coalesce(w.own_names, '{}'))
              - CASE WHEN w.state IN ('apply', 'applied') THEN w.clone_values ELSE '' END
          END AS row_values
        FROM wanted AS w
      )
      INSERT INTO lizsync.outbox (relation, uid, action, row_values, edited_at, edited_by, first_values, first_event, sync_id, clone_id)
      SELECT $2, a.uid,
        CASE WHEN NOT a.present THEN 'D' WHEN a.state = 'refused' THEN 'U' WHEN NOT a.clone_has OR a.resend OR $6 OR a.uid = ANY ($7) OR a.central_action = 'D' THEN 'I' ELSE 'U' END,
        CASE WHEN a.present THEN a.row_values END, a.edited_at, a.edited_by, a.first_values, a.first_event, $1, $8
      FROM answer AS a WHERE a.row_values IS NOT NULL AND (NOT a.present OR a.row_values <> '')
      $sql$, lizsync.from_clause(v_relation::regclass))
    USING p_sync, v_relation, parse_ident(v_relation), v_uids, v_columns, v_whole,
      lizsync.kept_aside(p_state.clone_id, v_relation), p_state.clone_id;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.complete_outbox(uuid, lizsync.clone_states, text[]) IS
'On central, after the merge: recomputes the outbox for every row that central''s triggers, cascades or decisions left other than the clone holds it';
REVOKE ALL ON FUNCTION lizsync.complete_outbox(uuid, lizsync.clone_states, text[]) FROM PUBLIC;
