-- Central deleted a row that the clone's rows reference: what the database would have done had it known both.
CREATE OR REPLACE FUNCTION lizsync.decide_missing_parents(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_key record;
  v_case record;
  v_emptied hstore;
  v_back uuid;
  v_found boolean := EXISTS (SELECT FROM lizsync.outbox WHERE sync_id = p_sync AND action = 'D');
BEGIN
  IF v_found THEN
    PERFORM lizsync.keep_used_references(p_sync, p_clone, p_relations);
    PERFORM lizsync.recall_keys(p_sync, p_clone, p_relations);
  END IF;
  -- A parent that comes back may need its own parent, a row that goes may be a parent itself: until none is missing.
  WHILE v_found LOOP
    PERFORM lizsync.find_departed_parents(p_sync, p_clone, p_relations);
    v_found := false;
    FOR v_key IN SELECT f.* FROM lizsync.foreign_keys(p_relations) AS f
      WHERE f.parent IN (SELECT o.relation FROM lizsync.outbox AS o WHERE o.sync_id = p_sync AND o.action = 'D'
                         UNION SELECT i.relation FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.action = 'D' AND i.sent_action IN ('I', 'U'))
      ORDER BY f.constraint_name
    LOOP
      v_emptied := lizsync.emptied_reference(v_key.child, v_key.constraint_name);
      v_back := NULL;
      FOR v_case IN SELECT r.* FROM lizsync.rows_without_parent(p_sync, v_key.child, v_key.parent, v_key.child_columns, v_key.parent_columns) AS r ORDER BY r.parent_uid, r.child_uid LOOP
        -- Another row has it come back already.
        CONTINUE WHEN v_case.parent_uid = v_back;
        IF v_case.needed OR v_case.central_at IS NULL OR v_key.on_delete IN ('a', 'r') OR v_case.clone_at > v_case.central_at
          OR NOT lizsync.can_be_emptied(p_sync, v_key.child, v_key.parent, v_key.child_columns, v_key.parent_columns, v_case.child_row, v_emptied)
        THEN
          -- Nor does it lack one where central made it anew.
          CONTINUE WHEN lizsync.keeps_key(p_sync, v_key.parent, v_key.parent_columns, v_case.child_row -> v_key.child_columns);
          PERFORM lizsync.bring_parent_back(p_sync, p_clone, v_key.parent, v_case.parent_uid, v_case.parent_row, v_case.central_at, v_case.clone_at,
            v_case.central_by, v_case.clone_by);
          v_back := v_case.parent_uid;
        ELSE
          PERFORM lizsync.give_up_child(p_sync, p_clone, v_key.child, v_case.child_uid, v_emptied, v_case.central_at, v_case.central_by);
        END IF;
        v_found := true;
      END LOOP;
    END LOOP;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.decide_missing_parents(uuid, uuid, text[]) IS
'On central: inserts and updates of the clone that reference a row which central deleted meanwhile. The parent comes back, or the child goes (ON DELETE CASCADE), or its reference is emptied (SET NULL, SET DEFAULT), by the later edit; NO ACTION, RESTRICT, and a reference that cannot be emptied always bring the parent back';
REVOKE ALL ON FUNCTION lizsync.decide_missing_parents(uuid, uuid, text[]) FROM PUBLIC;
