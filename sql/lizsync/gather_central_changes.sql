CREATE OR REPLACE FUNCTION lizsync.gather_central_changes(p_state lizsync.clone_states, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- However large the log is, and whatever its statistics say: what is new in it is found by index.
SET enable_seqscan TO off
AS $function$
DECLARE
  -- A restored central: snapshots of the cluster before say nothing of the events written since; their ids do.
  v_after_event CONSTANT bigint := CASE WHEN p_state.system_identifier <> lizsync.system_identifier() THEN p_state.acknowledged_event END;
  v_own_transaction CONSTANT bigint := CASE WHEN p_state.system_identifier = lizsync.system_identifier() THEN p_state.own_transaction END;
  v_relation text;
BEGIN
  FOR v_relation IN
    SELECT r.relation
    FROM unnest(p_relations) AS r(relation)
    LEFT JOIN (SELECT DISTINCT a.schema_name, a.table_name
          FROM audit.logged_actions AS a
          WHERE (((a.transaction_id >= txid_snapshot_xmin(p_state.acknowledged_snapshot) AND a.transaction_id < v_own_transaction)
                OR a.transaction_id >= greatest(txid_snapshot_xmin(p_state.acknowledged_snapshot), v_own_transaction + 1)
                -- Not by the index on transactions: it would find all of that one.
                OR (a.transaction_id + 0 = v_own_transaction AND a.event_id > p_state.own_event))
               AND NOT txid_visible_in_snapshot(a.transaction_id, p_state.acknowledged_snapshot)
             OR a.event_id > coalesce(v_after_event, 9223372036854775807))
            AND (a.sync_data ->> 'sync_id') IS DISTINCT FROM p_state.acknowledged_sync::text) AS e
      ON ARRAY[e.schema_name, e.table_name] = parse_ident(r.relation)
    WHERE e.table_name IS NOT NULL OR lizsync.kept_aside(p_state.clone_id, r.relation) <> '{}'
  LOOP
    INSERT INTO lizsync.outbox (relation, uid, action, row_values, edited_at, column_times, first_values, edited_by, first_event, sync_id, clone_id)
    SELECT c.*, p_state.running_sync, p_state.clone_id
    FROM lizsync.central_changes(p_state, v_relation, p_state.running_mode <> 'normal') AS c;
    -- What was only typed again matters to whom edited it too.
    UPDATE lizsync.outbox AS o SET first_values = nullif(o.first_values - o.row_values, ''),
      row_values = CASE WHEN EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_state.running_sync AND i.relation = v_relation AND i.uid = o.uid
                                       AND (i.action = 'D' OR i.row_values ?| akeys(o.first_values - (o.first_values - o.row_values)))) THEN o.row_values ELSE o.row_values - o.first_values END
    WHERE o.sync_id = p_state.running_sync AND o.relation = v_relation AND o.action = 'U' AND o.first_values <> (o.first_values - o.row_values);
    DELETE FROM lizsync.outbox AS o WHERE o.sync_id = p_state.running_sync AND o.relation = v_relation AND o.action = 'U' AND o.row_values = '';
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.gather_central_changes(lizsync.clone_states, text[]) IS
'On central: fills the outbox of the running sync with what changed since the sync that the clone acknowledged';
REVOKE ALL ON FUNCTION lizsync.gather_central_changes(lizsync.clone_states, text[]) FROM PUBLIC;
