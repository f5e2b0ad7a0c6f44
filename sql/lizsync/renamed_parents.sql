-- Before anything is decided, as the inbox says which keys the clone has.
CREATE OR REPLACE FUNCTION lizsync.renamed_parents(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Inbox, outbox and the new events have no statistics: hash them. The events are found by index, however many there are.
SET enable_nestloop TO off
SET enable_mergejoin TO off
SET enable_seqscan TO off
AS $function$
DECLARE
  v_parent record;
  v_rows jsonb;
  v_names jsonb;
  v_renamed jsonb := '[]';
BEGIN
  FOR v_parent IN
    -- The inbox is read where there are such keys only.
    WITH reference AS MATERIALIZED (SELECT f.parent, f.parent_columns, f.child, f.child_columns FROM lizsync.foreign_keys(p_relations) AS f WHERE f.on_update = 'c')
    SELECT f.parent, array_agg(DISTINCT k) AS columns FROM reference AS f CROSS JOIN LATERAL unnest(f.parent_columns) AS k
    WHERE EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.relation = f.child AND i.action <> 'D' AND i.row_values ?| f.child_columns OFFSET 0)
    GROUP BY f.parent
  LOOP
    v_names := lizsync.column_renames(v_parent.parent::regclass, NULL);
    WITH moved AS MATERIALIZED (
      SELECT o.uid, o.first_event, slice(i.row_values, v_parent.columns) AS sent
      FROM lizsync.outbox AS o
      LEFT JOIN lizsync.inbox AS i ON i.sync_id = p_sync AND i.relation = o.relation AND i.uid = o.uid
      WHERE o.sync_id = p_sync AND o.relation = v_parent.parent AND o.action = 'U' AND o.row_values ?| v_parent.columns AND i.action IS DISTINCT FROM 'D'
    ), event AS (
      -- What the clone sent last, where a reply was lost; else what it was when the clone saw it.
      SELECT DISTINCT ON (m.uid, k.name) m.uid, k.name, CASE WHEN a.sync_data ->> 'origin' = p_clone::text THEN n.new ELSE n.old END -> k.name AS old_value
      FROM moved AS m
      JOIN audit.logged_actions AS a ON a.row_data -> 'uid' = m.uid::text AND a.event_id >= (SELECT min(first_event) FROM moved) AND a.event_id >= m.first_event
      CROSS JOIN LATERAL (
        SELECT CASE WHEN v_names IS NULL THEN a.row_data ELSE lizsync.rename_keys(a.row_data, a.transaction_id, v_names, true) END AS old,
          CASE WHEN v_names IS NULL THEN a.changed_fields ELSE lizsync.rename_keys(a.changed_fields, a.transaction_id, v_names, true) END AS new
      ) AS n
      CROSS JOIN unnest(v_parent.columns) AS k(name)
      WHERE a.action = 'U' AND n.new ? k.name AND ARRAY[a.schema_name, a.table_name] = parse_ident(v_parent.parent)
      ORDER BY m.uid, k.name, (a.sync_data ->> 'origin' = p_clone::text) IS TRUE DESC, CASE WHEN a.sync_data ->> 'origin' = p_clone::text THEN -a.event_id ELSE a.event_id END
    ), old AS MATERIALIZED (
      SELECT e.uid, hstore(array_agg(e.name), array_agg(e.old_value)) AS old_values FROM event AS e GROUP BY e.uid
    )
    SELECT jsonb_agg(jsonb_build_object('parent', v_parent.parent, 'uid', c.uid, 'clone_key', c.clone_key::text)) INTO v_rows
    FROM (
      SELECT m.uid, slice(lizsync.current_row(v_parent.parent, m.uid), v_parent.columns) || coalesce(o.old_values, '') || coalesce(m.sent, '') AS clone_key
      FROM moved AS m LEFT JOIN old AS o ON o.uid = m.uid
    ) AS c;
    v_renamed := v_renamed || coalesce(v_rows, '[]');
  END LOOP;
  RETURN v_renamed;
END
$function$;
COMMENT ON FUNCTION lizsync.renamed_parents(uuid, uuid, text[]) IS
'On central: rows whose key central changed, and that rows of the clone may reference (ON UPDATE CASCADE), with the key that the clone''s row has: an array of objects with parent, uid, clone_key (an hstore)';
REVOKE ALL ON FUNCTION lizsync.renamed_parents(uuid, uuid, text[]) FROM PUBLIC;
