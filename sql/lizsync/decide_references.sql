-- A reference of several columns is one value: merged by column it would be one that nobody typed.
CREATE OR REPLACE FUNCTION lizsync.decide_references(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Inbox and outbox have just been filled and have no statistics: hash them.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
DECLARE
  v_relation text;
  v_columns text[];
  v_case record;
  v_central hstore;
BEGIN
  FOR v_relation, v_columns IN
    SELECT t.relation, ARRAY(SELECT DISTINCT k FROM lizsync.composite_references(t.relation::regclass) AS r CROSS JOIN LATERAL unnest(r.columns) AS k)
    FROM unnest(p_relations) AS t(relation)
    WHERE EXISTS (SELECT FROM pg_constraint AS c WHERE c.conrelid = t.relation::regclass AND c.contype = 'f' AND cardinality(c.conkey) > 1)
  LOOP
    FOR v_case IN
      WITH cell AS MATERIALIZED (
        -- What the clone only sends along, as the rest of a reference, has the time -infinity.
        SELECT i.uid, k.name, i.row_values -> k.name AS clone_value, o.row_values -> k.name AS central_value, i.row_values ? k.name AND o.row_values ? k.name AS both,
          CASE WHEN i.row_values ? k.name THEN nullif(lizsync.column_time(k.name, i.column_times, i.edited_at), '-infinity') END AS clone_at,
          CASE WHEN o.row_values ? k.name THEN lizsync.column_time(k.name, o.column_times, o.edited_at) END AS central_at
        FROM lizsync.inbox AS i JOIN lizsync.outbox AS o ON o.uid = i.uid AND o.relation = i.relation AND o.sync_id = i.sync_id
        CROSS JOIN LATERAL unnest(v_columns) AS k(name)
        WHERE i.sync_id = p_sync AND i.relation = v_relation AND i.action <> 'D' AND o.action <> 'D' AND i.row_values ?| v_columns AND o.row_values ?| v_columns
      ), verdict AS (
        SELECT c.*, CASE WHEN c.both AND c.clone_value IS NOT DISTINCT FROM c.central_value THEN 'same'
                         WHEN c.clone_at > coalesce(c.central_at, '-infinity') THEN 'clone'
                         WHEN c.central_at IS NOT NULL THEN 'central' END AS winner
        FROM cell AS c
      ), contested AS (
        -- Where a column that it shares with others differs, they are decided with it.
        SELECT DISTINCT v.uid, CASE WHEN bool_or(v.winner <> 'same' AND v.name = ANY (r.shared)) THEN r.entangled ELSE r.columns END AS names
        FROM verdict AS v JOIN lizsync.composite_references(v_relation::regclass) AS r ON v.name = ANY (r.columns)
        GROUP BY v.uid, r.columns, r.entangled
        HAVING bool_or(v.clone_at IS NOT NULL) AND bool_or(v.central_at IS NOT NULL) AND bool_or(v.winner <> 'same')
      )
      SELECT m.uid, m.names, max(c.clone_at) AS clone_at, max(c.central_at) AS central_at, max(c.clone_at) > max(c.central_at) AS clone_wins,
        i.edited_by AS clone_by, o.edited_by AS central_by, slice(i.row_values, m.names) AS clone_values,
        ARRAY(SELECT k FROM unnest(m.names) AS k WHERE o.row_values ? k AND i.row_values -> k IS NOT DISTINCT FROM o.row_values -> k) AS alike,
        CASE WHEN i.action = 'I' AND o.action = 'I' THEN 'insert_insert' ELSE 'update_update' END AS kind
      FROM contested AS m JOIN cell AS c ON c.uid = m.uid AND c.name = ANY (m.names)
      JOIN lizsync.inbox AS i ON i.uid = m.uid AND i.sync_id = p_sync AND i.relation = v_relation
      JOIN lizsync.outbox AS o ON o.uid = m.uid AND o.sync_id = p_sync AND o.relation = v_relation
      WHERE i.row_values ?& m.names
        -- What is decided with others is not decided for itself too.
        AND NOT EXISTS (SELECT FROM contested AS w WHERE w.uid = m.uid AND w.names @> m.names AND w.names <> m.names)
      GROUP BY m.uid, m.names, i.edited_by, o.edited_by, i.row_values, o.row_values, i.action, o.action
    LOOP
      v_central := slice(lizsync.current_row(v_relation, v_case.uid), v_case.names);
      INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, column_name, central_value, clone_value,
        central_edited_at, clone_edited_at, central_edited_by, clone_edited_by, rejected, rejected_row, rule_applied)
      VALUES (p_sync, v_relation, v_case.uid, p_clone, v_case.kind, array_to_string(v_case.names, ', '),
        array_to_string(v_central -> v_case.names, ', ', 'NULL'), array_to_string(v_case.clone_values -> v_case.names, ', ', 'NULL'),
        v_case.central_at, v_case.clone_at, v_case.central_by, v_case.clone_by,
        CASE WHEN v_case.clone_wins THEN 'central' ELSE 'clone' END, CASE WHEN v_case.clone_wins THEN v_central ELSE v_case.clone_values END,
        CASE WHEN v_case.clone_wins THEN 'the clone''s edit of this reference was the later one'
             WHEN v_case.clone_at = v_case.central_at THEN 'both edited this reference at the same moment: central''s stays'
             ELSE 'central''s edit of this reference was the later one' END);
      UPDATE lizsync.inbox AS i SET
        -- What central has already need not be written: it may be a column that this role may not write. What both typed alike is left to decide_columns().
        row_values = CASE WHEN v_case.clone_wins THEN i.row_values - (v_central - v_case.alike) ELSE i.row_values - v_case.names END,
        column_times = coalesce(i.column_times, '') || hstore(v_case.names, array_fill(v_case.clone_at::text, ARRAY[cardinality(v_case.names)])),
        sent_action = coalesce(i.sent_action, i.action), action = 'U',
        state = CASE WHEN NOT v_case.clone_wins AND i.row_values - v_case.names = '' THEN 'settled' ELSE i.state END
      WHERE i.sync_id = p_sync AND i.relation = v_relation AND i.uid = v_case.uid;
      UPDATE lizsync.outbox AS o SET row_values = CASE WHEN v_case.clone_wins THEN o.row_values - v_case.names || slice(o.row_values, v_case.alike) ELSE o.row_values || v_central END
      WHERE o.sync_id = p_sync AND o.relation = v_relation AND o.uid = v_case.uid;
    END LOOP;
    PERFORM lizsync.settle_rest_of_references(p_sync, v_relation, v_columns);
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.decide_references(uuid, uuid, text[]) IS
'On central, before lizsync.decide_columns(): where both sides changed a foreign key of several columns, the later edit of the whole reference wins, one conflict keeps the other';
REVOKE ALL ON FUNCTION lizsync.decide_references(uuid, uuid, text[]) FROM PUBLIC;
