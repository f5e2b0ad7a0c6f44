-- What the clone could not take is kept aside and sent again; where the same clash is known from the other side already, it is one conflict.
CREATE OR REPLACE FUNCTION lizsync.record_not_taken(p_sync uuid, p_state lizsync.clone_states, p_refused jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- What is joined here has just been made and has no statistics: hash it.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
BEGIN
  UPDATE lizsync.conflicts AS c SET resolved = true, resolved_at = clock_timestamp()
  WHERE c.clone_id = p_state.clone_id AND NOT c.resolved AND c.rejected = 'central'
    AND NOT EXISTS (SELECT FROM jsonb_to_recordset(p_refused) AS r(relation text, uid uuid) WHERE r.relation = c.object_table AND r.uid = c.object_uid);
  IF p_refused = '[]' THEN
    RETURN;
  END IF;

  INSERT INTO lizsync.conflicts AS c (sync_id, object_table, object_uid, clone_id, conflict_kind, central_value, rejected, rejected_row, rule_applied,
    error_message, last_tried, resolved)
  SELECT p_sync, r.relation, r.uid, p_state.clone_id, CASE WHEN r.code = '23505' THEN 'unique_violation' ELSE 'apply_error' END,
    o.row_values::text, 'central', o.row_values, 'the clone could not take this row of central: it is sent again at every sync',
    r.message, clock_timestamp(), false
  FROM jsonb_to_recordset(p_refused) AS r(relation text, uid uuid, code text, message text)
  JOIN lizsync.outbox AS o ON o.uid = r.uid AND o.sync_id = p_sync AND o.relation = r.relation
  WHERE NOT EXISTS (SELECT FROM lizsync.conflicts AS k
                    WHERE k.clone_id = p_state.clone_id AND NOT k.resolved AND k.rejected = 'clone' AND k.object_table = r.relation AND k.other_uid = r.uid
                      AND NOT EXISTS (SELECT FROM lizsync.conflicts AS h WHERE h.clone_id = p_state.clone_id AND NOT h.resolved AND h.rejected = 'clone' AND h.object_table = r.relation AND h.object_uid = r.uid))
  ON CONFLICT (clone_id, object_table, object_uid, rejected) WHERE NOT resolved DO UPDATE
  SET last_tried = excluded.last_tried, error_message = excluded.error_message, central_value = excluded.central_value, rejected_row = excluded.rejected_row;
END
$function$;
COMMENT ON FUNCTION lizsync.record_not_taken(uuid, lizsync.clone_states, jsonb) IS
'On central: one unresolved conflict for each row that the clone could not take; those that it took this time become resolved';
REVOKE ALL ON FUNCTION lizsync.record_not_taken(uuid, lizsync.clone_states, jsonb) FROM PUBLIC;
