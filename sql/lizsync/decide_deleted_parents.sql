-- The clone deleted a row that central's rows reference: the mirror of decide_missing_parents.
CREATE OR REPLACE FUNCTION lizsync.decide_deleted_parents(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_key record;
  v_case record;
  v_found boolean := EXISTS (SELECT FROM lizsync.inbox WHERE sync_id = p_sync AND action = 'D' AND state = 'apply');
BEGIN
  -- A parent that stays may need its own parent: until none is deleted under a row that stays.
  WHILE v_found LOOP
    v_found := false;
    FOR v_key IN SELECT f.* FROM lizsync.foreign_keys(p_relations) AS f
      WHERE EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.relation = f.parent AND i.action = 'D' AND i.state = 'apply')
    LOOP
      FOR v_case IN EXECUTE lizsync.staying_children_query(v_key.child, v_key.parent, v_key.child_columns, v_key.parent_columns) USING p_sync, v_key.child, v_key.parent LOOP
        -- Decided already in this round, through another child.
        CONTINUE WHEN NOT EXISTS (SELECT FROM lizsync.inbox WHERE sync_id = p_sync AND relation = v_key.parent AND uid = v_case.parent_uid AND state = 'apply');
        IF v_case.must_stay OR v_key.on_delete IN ('a', 'r') OR v_case.clone_at <= v_case.central_at THEN
          v_found := true;
          UPDATE lizsync.inbox SET state = 'settled' WHERE sync_id = p_sync AND relation = v_key.parent AND uid = v_case.parent_uid;
          INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, central_value, central_edited_at, clone_edited_at,
            central_edited_by, clone_edited_by, rejected, rule_applied)
          VALUES (p_sync, v_key.parent, v_case.parent_uid, p_clone, 'parent_deleted', lizsync.current_row(v_key.parent, v_case.parent_uid)::text,
            v_case.central_at, v_case.clone_at, v_case.central_by, v_case.clone_by, 'clone',
            'central edited a row that references this one: it comes back, alone; rows deleted with it stay deleted');
        ELSIF NOT EXISTS (SELECT FROM lizsync.conflicts WHERE sync_id = p_sync AND object_table = v_key.child AND object_uid = v_case.child_uid AND conflict_kind = 'parent_deleted') THEN
          INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, column_name, central_value, central_edited_at, clone_edited_at,
            central_edited_by, clone_edited_by, rejected, rejected_row, rule_applied)
          VALUES (p_sync, v_key.child, v_case.child_uid, p_clone, 'parent_deleted', CASE WHEN v_key.on_delete <> 'c' THEN array_to_string(v_key.child_columns, ', ') END,
            CASE WHEN v_key.on_delete = 'c' THEN v_case.child_row::text ELSE array_to_string(v_case.child_row -> v_key.child_columns, ', ') END,
            v_case.central_at, v_case.clone_at, v_case.central_by, v_case.clone_by, 'central', v_case.child_row,
            CASE WHEN v_key.on_delete = 'c' THEN 'the row that this one references was deleted later in the clone: this row goes with it'
                 ELSE 'the row that this one references was deleted later in the clone: the reference is emptied' END);
        END IF;
      END LOOP;
    END LOOP;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.decide_deleted_parents(uuid, uuid, text[]) IS
'On central: deletes of the clone under rows that central inserted or edited meanwhile. The parent stays (and goes back to the clone), or the child goes with it or loses its reference, by the later edit; NO ACTION and RESTRICT always keep the parent';
REVOKE ALL ON FUNCTION lizsync.decide_deleted_parents(uuid, uuid, text[]) FROM PUBLIC;
