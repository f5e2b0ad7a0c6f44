-- Applied without an error, and yet without effect: a trigger of central left the edit out, a cascade took the row with it, or central does not have it.
CREATE OR REPLACE FUNCTION lizsync.record_ineffective(p_sync uuid, p_clone uuid, p_relation text, p_uids uuid[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET enable_nestloop TO off
AS $function$
DECLARE
  v_change record;
  v_now hstore;
BEGIN
  FOR v_change IN
    SELECT i.uid, i.action, CASE WHEN e.deleted_row IS NULL THEN coalesce(o.left_out, i.row_values) ELSE i.row_values END AS row_values, i.edited_at, i.edited_by, e.deleted_row
    FROM unnest(p_uids) AS d(uid)
    JOIN lizsync.inbox AS i ON i.uid = d.uid AND i.sync_id = p_sync AND i.relation = p_relation AND i.state IN ('apply', 'applied')
    LEFT JOIN (SELECT (a.row_data -> 'uid')::uuid AS uid, (array_agg(a.row_data ORDER BY a.event_id DESC) FILTER (WHERE a.action = 'D'))[1] AS deleted_row,
                 array_agg(a.changed_fields) FILTER (WHERE a.action = 'U') AS changes,
                 (array_agg(a.row_data ORDER BY a.event_id DESC) FILTER (WHERE a.action = 'I'))[1] AS inserted_row
               FROM audit.logged_actions AS a
               WHERE a.transaction_id = txid_current() AND a.sync_data ->> 'sync_id' = p_sync::text AND ARRAY[a.schema_name, a.table_name] = parse_ident(p_relation)
               GROUP BY 1) AS e ON e.uid = i.uid
    -- An edit may have had an effect in some of its columns, and triggers may make of a value what they like; but one that they emptied had none.
    CROSS JOIN LATERAL (
      SELECT CASE
        WHEN e.inserted_row IS NOT NULL THEN (SELECT hstore(array_agg(v.key), array_agg(v.value)) FROM each(i.row_values) AS v WHERE v.value IS NOT NULL AND e.inserted_row ? v.key AND e.inserted_row -> v.key IS NULL)
        WHEN i.action = 'U' THEN i.row_values - ARRAY(SELECT v.key FROM unnest(e.changes) AS c(new) CROSS JOIN LATERAL each(c.new) AS v WHERE v.value IS NOT NULL OR i.row_values -> v.key IS NULL) END AS left_out
    ) AS o
    WHERE e.uid IS NULL OR (i.action <> 'D' AND (e.deleted_row IS NOT NULL OR ((e.changes IS NOT NULL OR e.inserted_row IS NOT NULL) AND o.left_out <> '')))
  LOOP
    v_now := lizsync.current_row(p_relation, v_change.uid);
    IF v_change.deleted_row IS NOT NULL THEN
      INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, clone_value, clone_edited_at, clone_edited_by, rejected, rejected_row, rule_applied)
      SELECT p_sync, p_relation, v_change.uid, p_clone, 'parent_deleted', v_change.row_values::text, v_change.edited_at, v_change.edited_by, 'clone', v_change.deleted_row,
        'the row went in central with another one that was deleted, or by a trigger'
      WHERE v_now IS NULL;
    ELSIF v_change.action = 'D' THEN
      INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, central_value, clone_edited_at, clone_edited_by, rejected, rule_applied)
      SELECT p_sync, p_relation, v_change.uid, p_clone, 'apply_error', v_now::text, v_change.edited_at, v_change.edited_by, 'clone', 'a trigger of central left this edit out: central''s state stays'
      WHERE v_now IS NOT NULL;
    ELSIF v_now @> v_change.row_values THEN
      CONTINUE;
    ELSIF v_now IS NULL AND v_change.action = 'U' THEN
      UPDATE lizsync.inbox SET state = 'refused', error_code = 'P0002', error_message = 'central does not have this row'
      WHERE sync_id = p_sync AND relation = p_relation AND uid = v_change.uid;
      -- It went through without an error just now, and was taken for resolved.
      UPDATE lizsync.conflicts SET resolved = false, resolved_at = NULL
      WHERE clone_id = p_clone AND object_table = p_relation AND object_uid = v_change.uid AND rejected = 'clone' AND error_message IS NOT NULL AND resolved_at >= now();
    ELSE
      INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, central_value, clone_value, clone_edited_at, clone_edited_by,
        rejected, rejected_row, rule_applied)
      VALUES (p_sync, p_relation, v_change.uid, p_clone, 'apply_error', slice(v_now, akeys(v_change.row_values))::text, v_change.row_values::text,
        v_change.edited_at, v_change.edited_by, 'clone', coalesce(v_now, '') || v_change.row_values, 'a trigger of central left this edit out: central''s state stays');
    END IF;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.record_ineffective(uuid, uuid, text, uuid[]) IS
'On central: edits of the clone that the database took without an error and, in some columns or in all, without effect. Kept whole in a conflict where central''s triggers left them out or a cascade took their row; refused, and kept in the clone, where central does not have the row';
REVOKE ALL ON FUNCTION lizsync.record_ineffective(uuid, uuid, text, uuid[]) FROM PUBLIC;
