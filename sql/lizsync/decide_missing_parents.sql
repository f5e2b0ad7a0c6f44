-- Central deleted a row that the clone's rows reference: what the database would have done had it known both.
CREATE OR REPLACE FUNCTION lizsync.decide_missing_parents(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_case record;
  v_found boolean := EXISTS (SELECT FROM lizsync.outbox WHERE sync_id = p_sync AND action = 'D');
BEGIN
  -- A parent that comes back may need its own parent: until none is missing.
  WHILE v_found LOOP
    v_found := false;
    FOR v_case IN
      SELECT DISTINCT ON (i.relation, i.uid) f.on_delete, f.child_columns, i.relation, i.uid, i.needed, i.edited_at AS clone_at, i.edited_by AS clone_by,
        o.relation AS parent, o.uid AS parent_uid, o.row_values AS parent_row, o.edited_at AS central_at, o.edited_by AS central_by
      FROM lizsync.foreign_keys(p_relations) AS f
      JOIN lizsync.outbox AS o ON o.sync_id = p_sync AND o.relation = f.parent AND o.action = 'D'
      JOIN lizsync.inbox AS i ON i.sync_id = p_sync AND i.relation = f.child AND i.state = 'apply' AND i.action <> 'D'
        AND i.row_values ?& f.child_columns AND array_position(i.row_values -> f.child_columns, NULL) IS NULL AND (i.row_values -> f.child_columns) = (o.row_values -> f.parent_columns)
      WHERE NOT EXISTS (SELECT FROM lizsync.inbox AS r WHERE r.uid = o.uid AND r.sync_id = p_sync AND r.relation = o.relation AND r.state = 'apply')
      ORDER BY i.relation, i.uid, f.constraint_name
    LOOP
      v_found := true;
      IF v_case.needed OR v_case.central_at IS NULL OR v_case.on_delete IN ('a', 'r') OR v_case.clone_at > v_case.central_at THEN
        PERFORM lizsync.bring_parent_back(p_sync, p_clone, v_case.parent, v_case.parent_uid, v_case.parent_row, v_case.central_at, v_case.clone_at,
          v_case.central_by, v_case.clone_by);
      ELSE
        PERFORM lizsync.give_up_child(p_sync, p_clone, v_case.relation, v_case.uid, v_case.child_columns, v_case.on_delete, v_case.central_at, v_case.central_by);
      END IF;
    END LOOP;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.decide_missing_parents(uuid, uuid, text[]) IS
'On central: inserts and updates of the clone that reference a row which central deleted meanwhile. The parent comes back, or the child goes (ON DELETE CASCADE), or its reference is emptied (SET NULL, SET DEFAULT), by the later edit; NO ACTION and RESTRICT always bring the parent back';
REVOKE ALL ON FUNCTION lizsync.decide_missing_parents(uuid, uuid, text[]) FROM PUBLIC;
