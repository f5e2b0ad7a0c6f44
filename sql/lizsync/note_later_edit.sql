CREATE OR REPLACE FUNCTION lizsync.note_later_edit(p_clone uuid, p_relation text, p_uid uuid, p_column_times hstore, p_deleted_at timestamptz)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_state lizsync.clone_states;
  v_event bigint;
BEGIN
  SELECT * INTO STRICT v_state FROM lizsync.clone_states WHERE clone_id = p_clone;
  SELECT max(a.event_id) INTO v_event
  FROM audit.logged_actions AS a
  WHERE a.transaction_id >= txid_snapshot_xmin(v_state.acknowledged_snapshot)
    AND ARRAY[a.schema_name, a.table_name] = parse_ident(p_relation) AND a.row_data -> 'uid' = p_uid::text
    AND CASE WHEN p_deleted_at IS NOT NULL THEN a.action = 'D'
        ELSE (a.action = 'U' AND a.changed_fields ?| akeys(p_column_times)) OR a.action = 'I' END;
  UPDATE audit.logged_actions AS a
  SET sync_data = coalesce(a.sync_data, '{}') || CASE
    WHEN p_deleted_at IS NOT NULL THEN jsonb_build_object('edited_at', p_deleted_at)
    ELSE jsonb_build_object('edited', coalesce(a.sync_data -> 'edited', '{}') || hstore_to_jsonb(p_column_times)) END
  WHERE a.event_id = v_event;
END
$function$;
COMMENT ON FUNCTION lizsync.note_later_edit(uuid, text, uuid, hstore, timestamptz) IS
'On central: both sides did the same, the clone later: its time counts from then on, so that the outcome does not depend on the order of the syncs';
REVOKE ALL ON FUNCTION lizsync.note_later_edit(uuid, text, uuid, hstore, timestamptz) FROM PUBLIC;
