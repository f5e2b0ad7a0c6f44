-- What central refused stays where it was made; one unresolved conflict a row, tried again at every sync.
CREATE OR REPLACE FUNCTION lizsync.record_refused(p_sync uuid, p_state lizsync.clone_states, p_tried timestamptz)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- What is joined here has just been made and has no statistics: hash it.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
DECLARE
  v_relation text;
  v_uids uuid[];
BEGIN
  UPDATE lizsync.conflicts AS c SET resolved = true, resolved_at = clock_timestamp()
  WHERE c.clone_id = p_state.clone_id AND NOT c.resolved AND c.rejected = 'clone'
    AND NOT EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.state = 'refused' AND i.relation = c.object_table AND i.uid = c.object_uid);

  -- Rows of central that were to go with one that the clone deleted, or to lose their reference, and did not.
  DELETE FROM lizsync.conflicts AS c
  WHERE c.sync_id = p_sync AND c.conflict_kind = 'parent_deleted' AND c.rejected = 'central' AND c.rejected_row IS NOT NULL
    AND EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.state = 'refused' AND i.action = 'D')
    AND lizsync.current_row(c.object_table, c.object_uid) @> CASE WHEN c.column_name IS NULL THEN '' ELSE slice(c.rejected_row, string_to_array(c.column_name, ', ')) END;

  -- Rows of the clone that were to go with one that central deleted, or to lose their reference: they stay as they are there until central takes them.
  DELETE FROM lizsync.conflicts AS c USING lizsync.inbox AS i
  WHERE c.sync_id = p_sync AND c.conflict_kind = 'parent_deleted' AND c.rejected = 'clone' AND c.rejected_row IS NOT NULL
    AND i.sync_id = p_sync AND i.relation = c.object_table AND i.uid = c.object_uid AND i.state = 'refused' AND (c.column_name IS NULL OR i.row_values ?& string_to_array(c.column_name, ', '));

  FOR v_relation, v_uids IN
    SELECT i.relation, array_agg(i.uid) FROM lizsync.inbox AS i
    WHERE i.sync_id = p_sync AND i.state = 'refused' AND (i.action <> 'D' OR i.first_event > 0)
      AND NOT EXISTS (SELECT FROM lizsync.conflicts AS c WHERE c.clone_id = p_state.clone_id AND NOT c.resolved AND c.rejected = 'clone' AND c.object_table = i.relation AND c.object_uid = i.uid AND c.last_tried = p_tried)
    GROUP BY i.relation
  LOOP
    INSERT INTO lizsync.conflicts AS c (sync_id, object_table, object_uid, clone_id, conflict_kind, clone_value, clone_edited_at, clone_edited_by,
      rejected, rejected_row, rule_applied, other_uid, error_message, last_tried, resolved)
    SELECT p_sync, i.relation, i.uid, p_state.clone_id, CASE WHEN i.error_code = '23505' THEN 'unique_violation' ELSE 'apply_error' END,
      i.row_values::text, i.edited_at, i.edited_by, 'clone', coalesce(r.now, '') || i.row_values,
      CASE WHEN i.error_code = '23505' THEN 'another row of central has this unique value: each stays where it was made until one of them is changed'
           ELSE 'central refused this row: it stays in the clone and is tried again at every sync' END,
      k.other, i.error_message, p_tried, false
    FROM unnest(v_uids) AS u(uid)
    JOIN lizsync.inbox AS i ON i.uid = u.uid AND i.sync_id = p_sync AND i.relation = v_relation
    LEFT JOIN lizsync.current_rows(v_relation, v_uids) AS r ON r.uid = i.uid
    LEFT JOIN (SELECT DISTINCT ON (x.uid) x.uid, x.other FROM lizsync.clashing_rows(p_sync, v_relation, true) AS x ORDER BY x.uid, x.other) AS k ON k.uid = i.uid
    ON CONFLICT (clone_id, object_table, object_uid, rejected) WHERE NOT resolved DO UPDATE
    SET last_tried = excluded.last_tried, error_message = excluded.error_message, clone_value = excluded.clone_value, rejected_row = excluded.rejected_row,
      clone_edited_at = excluded.clone_edited_at, conflict_kind = excluded.conflict_kind, rule_applied = excluded.rule_applied, other_uid = excluded.other_uid;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.record_refused(uuid, lizsync.clone_states, timestamptz) IS
'On central: one unresolved conflict for each change of the clone that central refused and that is not recorded as tried at p_tried yet, updated where it is known already; those that are refused no more become resolved. Takes back what was decided about rows under deleted parents, where the change that it meant was refused';
REVOKE ALL ON FUNCTION lizsync.record_refused(uuid, lizsync.clone_states, timestamptz) FROM PUBLIC;
