-- An update that beat a delete and was refused when the row was to come back: its row is not in central, and comes from the delete's event.
CREATE OR REPLACE FUNCTION lizsync.revive_held_rows(p_sync uuid, p_clone uuid)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_row record;
  v_deleted hstore;
BEGIN
  FOR v_row IN
    SELECT i.relation, i.uid FROM lizsync.conflicts AS c
    JOIN lizsync.inbox AS i ON i.uid = c.object_uid AND i.sync_id = p_sync AND i.relation = c.object_table AND i.action = 'U' AND i.state = 'apply'
    WHERE c.clone_id = p_clone AND NOT c.resolved AND c.rejected = 'clone'
  LOOP
    CONTINUE WHEN lizsync.current_row(v_row.relation, v_row.uid) IS NOT NULL;
    SELECT lizsync.row_by_present_names(v_row.relation::regclass,
        CASE WHEN n.renames IS NULL THEN a.row_data ELSE lizsync.rename_keys(a.row_data, a.transaction_id, n.renames, false) END, a.transaction_id, lizsync.altered_columns(v_row.relation::regclass, NULL)) INTO v_deleted
    FROM (SELECT lizsync.column_renames(v_row.relation::regclass, NULL) AS renames) AS n CROSS JOIN audit.logged_actions AS a
    WHERE a.action = 'D' AND ARRAY[a.schema_name, a.table_name] = parse_ident(v_row.relation)
      AND CASE WHEN a.action = 'D' THEN a.row_data -> 'uid' = v_row.uid::text END
    ORDER BY a.event_id DESC LIMIT 1;
    UPDATE lizsync.inbox AS i SET sent_action = i.action, action = 'I', row_values = v_deleted || i.row_values, resend = true
    WHERE v_deleted IS NOT NULL AND i.sync_id = p_sync AND i.relation = v_row.relation AND i.uid = v_row.uid;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.revive_held_rows(uuid, uuid) IS
'On central: updates that a clone holds back of rows which central deleted become inserts of the whole row, tried again at every sync';
REVOKE ALL ON FUNCTION lizsync.revive_held_rows(uuid, uuid) FROM PUBLIC;
