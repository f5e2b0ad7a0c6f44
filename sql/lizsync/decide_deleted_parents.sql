-- The clone deleted a row that central's rows reference: the mirror of decide_missing_parents.
CREATE OR REPLACE FUNCTION lizsync.decide_deleted_parents(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_key record;
  v_case record;
  v_emptied hstore;
  v_stays boolean;
  v_found boolean := EXISTS (SELECT FROM lizsync.inbox WHERE sync_id = p_sync AND action = 'D' AND state = 'apply');
BEGIN
  -- Once, however many foreign keys lead to it.
  FOR v_case IN SELECT DISTINCT p.* FROM lizsync.rows_left_under(p_sync, p_relations, '{a,r,c,n,d}') AS p LOOP
    PERFORM lizsync.keep_deleted_parent(p_sync, p_clone, v_case.relation, v_case.uid, NULL, v_case.edited_at, NULL, v_case.edited_by);
  END LOOP;
  -- A parent that stays may need its own parent, a row that goes may be a parent itself: until none is deleted under a row that stays.
  WHILE v_found LOOP
    v_found := false;
    FOR v_key IN SELECT f.* FROM lizsync.foreign_keys(p_relations) AS f
      WHERE EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.relation = f.parent AND i.action = 'D' AND i.state = 'apply')
    LOOP
      v_emptied := lizsync.emptied_reference(v_key.child, v_key.constraint_name);
      FOR v_case IN EXECUTE lizsync.staying_children_query(v_key.child, v_key.parent, v_key.child_columns, v_key.parent_columns)
        USING p_sync, v_key.child, v_key.parent, v_key.child_columns, v_emptied
      LOOP
        -- Decided already in this round, through another child?
        v_stays := NOT EXISTS (SELECT FROM lizsync.inbox WHERE sync_id = p_sync AND relation = v_key.parent AND uid = v_case.parent_uid AND state = 'apply' AND action = 'D');
        IF NOT v_stays AND (v_case.must_stay OR v_key.on_delete IN ('a', 'r') OR v_case.clone_at <= v_case.central_at
          OR NOT lizsync.can_be_emptied(p_sync, v_key.child, v_key.parent, v_key.child_columns, v_key.parent_columns, v_case.child_row, v_emptied))
        THEN
          v_found := true;
          v_stays := true;
          PERFORM lizsync.keep_deleted_parent(p_sync, p_clone, v_key.parent, v_case.parent_uid, v_case.central_at, v_case.clone_at, v_case.central_by, v_case.clone_by);
        END IF;
        IF v_stays AND v_case.emptied AND v_case.clone_at <= v_case.central_at THEN
          -- The clone's delete emptied the reference of a row that central edited later: it keeps it.
          UPDATE lizsync.inbox AS i SET row_values = i.row_values - akeys(v_emptied), resend = true,
            state = CASE WHEN i.row_values - akeys(v_emptied) = '' THEN 'settled' ELSE i.state END
          WHERE i.sync_id = p_sync AND i.relation = v_key.child AND i.uid = v_case.child_uid;
        ELSIF NOT v_stays AND v_case.central_at IS NOT NULL THEN
          v_found := lizsync.let_child_go(p_sync, p_clone, v_key.child, v_case.child_uid, v_case.child_row, v_emptied, v_case.central_at, v_case.clone_at,
            v_case.central_by, v_case.clone_by) OR v_found;
        END IF;
      END LOOP;
    END LOOP;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.decide_deleted_parents(uuid, uuid, text[]) IS
'On central: deletes of the clone under rows that central inserted or edited meanwhile. The parent stays (and goes back to the clone), or the child goes with it or loses its reference, by the later edit; NO ACTION, RESTRICT, and a reference that cannot be emptied always keep the parent, and so do rows that the clone left where they were';
REVOKE ALL ON FUNCTION lizsync.decide_deleted_parents(uuid, uuid, text[]) FROM PUBLIC;
