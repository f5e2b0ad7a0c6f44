-- What a foreign key does to rows that the clone does not know is as old as the edit that it follows from, not as young as the sync.
CREATE OR REPLACE FUNCTION lizsync.time_cascades(p_sync uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- The events of this transaction have no statistics: hash them.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
DECLARE
  v_key record;
  v_rows bigint;
  v_found boolean := EXISTS (SELECT FROM pg_constraint AS c WHERE c.contype = 'f' AND (c.confdeltype IN ('c', 'n', 'd') OR c.confupdtype IN ('c', 'n', 'd')) AND lizsync.quoted_name(c.conrelid) = ANY (p_relations));
BEGIN
  IF v_found THEN
    v_found := EXISTS (SELECT FROM audit.logged_actions AS a WHERE a.transaction_id = txid_current() AND a.sync_data ->> 'sync_id' = p_sync::text AND NOT a.sync_data ? 'edited_at');
  END IF;
  -- From parents to children, until none is new.
  WHILE v_found LOOP
    v_found := false;
    FOR v_key IN
      SELECT f.child, f.parent, f.child_columns, f.parent_columns
      FROM lizsync.foreign_keys(p_relations) AS f
      WHERE f.on_delete IN ('c', 'n', 'd') OR f.on_update IN ('c', 'n', 'd')
    LOOP
      WITH event AS MATERIALIZED (
        SELECT a.* FROM audit.logged_actions AS a
        WHERE a.transaction_id = txid_current() AND a.sync_data ->> 'sync_id' = p_sync::text AND ARRAY[a.schema_name, a.table_name] IN (parse_ident(v_key.child), parse_ident(v_key.parent))
      ), cause AS (
        SELECT e.row_data -> v_key.parent_columns AS key, e.sync_data ->> 'edited_by' AS edited_by,
          coalesce((SELECT max(x.value::timestamptz) FROM jsonb_each_text(e.sync_data -> 'edited') AS x WHERE e.action = 'U' AND x.key = ANY (v_key.parent_columns)), (e.sync_data ->> 'edited_at')::timestamptz) AS edited_at
        FROM event AS e
        WHERE ARRAY[e.schema_name, e.table_name] = parse_ident(v_key.parent) AND e.sync_data ? 'edited_at' AND (e.action = 'D' OR (e.action = 'U' AND e.changed_fields ?| v_key.parent_columns))
      ), effect AS (
        SELECT e.event_id, max(c.edited_at) AS edited_at, (array_agg(c.edited_by ORDER BY c.edited_at DESC))[1] AS edited_by
        FROM event AS e JOIN cause AS c ON c.key = (e.row_data -> v_key.child_columns)
        WHERE ARRAY[e.schema_name, e.table_name] = parse_ident(v_key.child) AND NOT e.sync_data ? 'edited_at' AND (e.action = 'D' OR (e.action = 'U' AND e.changed_fields ?| v_key.child_columns))
        GROUP BY e.event_id
      )
      UPDATE audit.logged_actions AS a SET sync_data = a.sync_data || jsonb_strip_nulls(jsonb_build_object('edited_at', f.edited_at, 'edited_by', f.edited_by))
      FROM effect AS f WHERE a.event_id = f.event_id;
      GET DIAGNOSTICS v_rows = ROW_COUNT;
      v_found := v_found OR v_rows > 0;
    END LOOP;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.time_cascades(uuid, text[]) IS
'On central, after the inbox was applied: events of this sync by which ON DELETE and ON UPDATE actions changed or deleted rows that the clone did not send get time and author of the edit that caused them, so that the outcome does not depend on the order of the syncs';
REVOKE ALL ON FUNCTION lizsync.time_cascades(uuid, text[]) FROM PUBLIC;
