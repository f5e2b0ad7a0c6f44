-- Central made a row, moved one of the clone's to it, and deleted both: a parent that the clone has never seen, and that is in no net change.
CREATE OR REPLACE FUNCTION lizsync.find_departed_parents(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Inbox and outbox have just been filled and have no statistics: hash them.
SET enable_nestloop TO off
SET enable_mergejoin TO off
SET enable_seqscan TO off
AS $function$
DECLARE
  -- Where rows come back; mostly nowhere.
  v_children CONSTANT text[] := ARRAY(SELECT DISTINCT i.relation FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.state = 'apply' AND i.action = 'I' AND i.sent_action <> 'I');
  v_state lizsync.clone_states;
  v_key record;
  v_missing jsonb[];
BEGIN
  IF v_children = '{}' THEN
    RETURN;
  END IF;
  v_state := lizsync.running_state(p_sync, p_relations);
  FOR v_key IN SELECT f.* FROM lizsync.foreign_keys(p_relations) AS f WHERE f.child = ANY (v_children) LOOP
    EXECUTE format($sql$
      SELECT array_agg(DISTINCT to_jsonb(r.reference))
      FROM (
        SELECT i.row_values -> $3 AS reference FROM lizsync.inbox AS i
        WHERE i.sync_id = $1 AND i.relation = $2 AND i.state = 'apply' AND i.action = 'I' AND i.sent_action <> 'I'
      ) AS r
      LEFT JOIN LATERAL (SELECT true AS there FROM %s AS t WHERE %s OFFSET 0) AS t ON true
      WHERE t.there IS NULL AND array_position(r.reference, NULL) IS NULL
        AND NOT EXISTS (SELECT FROM lizsync.outbox AS o WHERE o.sync_id = $1 AND o.relation = $4 AND o.action = 'D' AND o.row_values -> $5 = r.reference)
        AND NOT EXISTS (SELECT FROM lizsync.inbox AS n WHERE n.sync_id = $1 AND n.relation = $4 AND n.state = 'apply' AND n.action = 'I' AND n.row_values -> $5 = r.reference)
      $sql$, lizsync.from_clause(v_key.parent::regclass),
      (SELECT string_agg(format('t.%I = r.reference[%s]::%s', c.name, array_position(v_key.parent_columns, c.name), c.type), ' AND ')
       FROM lizsync.table_columns(v_key.parent::regclass) AS c WHERE c.name = ANY (v_key.parent_columns)))
    INTO v_missing USING p_sync, v_key.child, v_key.child_columns, v_key.parent, v_key.parent_columns;
    CONTINUE WHEN v_missing IS NULL;
    -- The same key may have come and gone more than once: the last one.
    INSERT INTO lizsync.outbox (relation, uid, action, row_values, edited_at, column_times, first_values, edited_by, first_event, sync_id, clone_id)
    SELECT DISTINCT ON (c.row_values -> v_key.parent_columns) c.*, p_sync, p_clone
    FROM lizsync.central_changes(v_state, v_key.parent, true) AS c
    WHERE c.action = 'D' AND to_jsonb(c.row_values -> v_key.parent_columns) = ANY (v_missing)
      AND NOT EXISTS (SELECT FROM lizsync.outbox AS o WHERE o.uid = c.uid AND o.sync_id = p_sync AND o.relation = v_key.parent)
    ORDER BY c.row_values -> v_key.parent_columns, c.edited_at DESC;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.find_departed_parents(uuid, uuid, text[]) IS
'On central: rows that central made and deleted since the clone''s last sync, and that rows reference which are to come back, are deletes in the outbox, as lizsync.decide_missing_parents() needs them';
REVOKE ALL ON FUNCTION lizsync.find_departed_parents(uuid, uuid, text[]) FROM PUBLIC;
