-- Before anything is decided, as the inbox says which keys the clone has.
CREATE OR REPLACE FUNCTION lizsync.renamed_parents(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_parent record;
  v_rows jsonb;
  v_renamed jsonb := '[]';
BEGIN
  FOR v_parent IN
    SELECT f.parent, array_agg(DISTINCT k) AS columns FROM lizsync.foreign_keys(p_relations) AS f CROSS JOIN LATERAL unnest(f.parent_columns) AS k
    WHERE f.on_update = 'c' AND EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.relation = f.child AND i.action <> 'D' AND i.row_values ?| f.child_columns)
    GROUP BY f.parent
  LOOP
    SELECT jsonb_agg(jsonb_build_object('parent', v_parent.parent, 'uid', c.uid, 'clone_key', c.clone_key::text)) INTO v_rows
    FROM (
      SELECT o.uid, slice(lizsync.current_row(v_parent.parent, o.uid), v_parent.columns) || coalesce(e.old_values, '') || coalesce(slice(i.row_values, v_parent.columns), '') AS clone_key
      FROM lizsync.outbox AS o
      LEFT JOIN lizsync.inbox AS i ON i.sync_id = p_sync AND i.relation = o.relation AND i.uid = o.uid
      LEFT JOIN LATERAL (
        -- What the clone sent last, where a reply was lost; else what it was when the clone saw it.
        SELECT hstore(array_agg(x.name), array_agg(x.old_value)) AS old_values
        FROM (
          SELECT DISTINCT ON (k.name) k.name, CASE WHEN a.sync_data ->> 'origin' = p_clone::text THEN a.changed_fields ELSE a.row_data END -> k.name AS old_value
          FROM audit.logged_actions AS a CROSS JOIN unnest(v_parent.columns) AS k(name)
          WHERE a.row_data -> 'uid' = o.uid::text AND a.event_id >= o.first_event AND a.action = 'U' AND a.changed_fields ? k.name AND ARRAY[a.schema_name, a.table_name] = parse_ident(o.relation)
          ORDER BY k.name, (a.sync_data ->> 'origin' = p_clone::text) IS TRUE DESC, CASE WHEN a.sync_data ->> 'origin' = p_clone::text THEN -a.event_id ELSE a.event_id END
        ) AS x
      ) AS e ON true
      WHERE o.sync_id = p_sync AND o.relation = v_parent.parent AND o.action = 'U' AND o.row_values ?| v_parent.columns AND i.action IS DISTINCT FROM 'D'
    ) AS c;
    v_renamed := v_renamed || coalesce(v_rows, '[]');
  END LOOP;
  RETURN v_renamed;
END
$function$;
COMMENT ON FUNCTION lizsync.renamed_parents(uuid, uuid, text[]) IS
'On central: rows whose key central changed, and that rows of the clone may reference (ON UPDATE CASCADE), with the key that the clone''s row has: an array of objects with parent, uid, clone_key (an hstore)';
REVOKE ALL ON FUNCTION lizsync.renamed_parents(uuid, uuid, text[]) FROM PUBLIC;
