-- What an event of a running sync says of its origin, for one row.
CREATE OR REPLACE FUNCTION audit.sync_data(p_sync_id uuid, p_relation text, p_uid uuid)
RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_change record;
BEGIN
  SELECT i.edited_at, i.edited_by, i.column_times INTO v_change
  FROM lizsync.inbox AS i
  WHERE i.uid = p_uid AND i.sync_id = p_sync_id AND i.relation = p_relation;
  RETURN audit.edit_data(current_setting('lizsync.origin'), p_sync_id::text, v_change.edited_at, v_change.edited_by, v_change.column_times);
END
$function$;
COMMENT ON FUNCTION audit.sync_data(uuid, text, uuid) IS
'sync_data of an event that a sync causes: origin, sync_id and, where the change came from the clone, when and by whom each column was really edited';
REVOKE ALL ON FUNCTION audit.sync_data(uuid, text, uuid) FROM PUBLIC;
