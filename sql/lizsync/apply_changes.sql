CREATE OR REPLACE FUNCTION lizsync.apply_changes(p_sync uuid, p_relations text[])
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_group record;
  v_rows bigint := 0;
BEGIN
  BEGIN
    SET CONSTRAINTS ALL DEFERRED;
    -- Inserts and updates from parents to children, deletes from children to parents.
    FOR v_group IN
      SELECT i.relation, i.action, CASE WHEN i.action <> 'D' THEN akeys(i.row_values) END AS keys
      FROM lizsync.inbox AS i
      WHERE i.sync_id = p_sync AND i.state = 'apply'
      GROUP BY 1, 2, 3
      ORDER BY array_position(ARRAY['I', 'U', 'D'], i.action),
        CASE WHEN i.action = 'D' THEN -1 ELSE 1 END * array_position(p_relations, i.relation), 3
    LOOP
      v_rows := v_rows + lizsync.apply_group(p_sync, v_group.relation, v_group.action, v_group.keys, NULL);
    END LOOP;
    SET CONSTRAINTS ALL IMMEDIATE;
  EXCEPTION WHEN OTHERS THEN
    IF NOT lizsync.is_refusal(SQLSTATE) THEN
      RAISE;
    END IF;
    v_rows := lizsync.apply_carefully(p_sync, '{}', SQLSTATE = '23505');
  END;
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_changes(uuid, text[]) IS
'Applies what is to be applied of the inbox of a sync, a statement a table, action and set of columns; p_relations are the tables, parents first. Where the database refuses one of them, all are applied carefully, and what is refused in the end has state refused and the database''s words. Returns the rows really changed';
REVOKE ALL ON FUNCTION lizsync.apply_changes(uuid, text[]) FROM PUBLIC;
