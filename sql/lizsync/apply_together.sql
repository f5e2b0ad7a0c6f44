CREATE OR REPLACE FUNCTION lizsync.apply_together(p_sync uuid)
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_group record;
  v_rows bigint := 0;
BEGIN
  SET CONSTRAINTS ALL DEFERRED;
  FOR v_group IN
    SELECT i.relation, i.action, CASE WHEN i.action <> 'D' THEN akeys(i.row_values) END AS keys
    FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.state = 'apply'
    GROUP BY 1, 2, 3 ORDER BY min(i.first_event)
  LOOP
    v_rows := v_rows + lizsync.apply_group(p_sync, v_group.relation, v_group.action, v_group.keys, NULL);
  END LOOP;
  SET CONSTRAINTS ALL IMMEDIATE;
  UPDATE lizsync.inbox SET state = 'applied', error_code = NULL, error_message = NULL WHERE sync_id = p_sync AND state = 'apply';
  RETURN v_rows;
EXCEPTION WHEN OTHERS THEN
  IF NOT lizsync.is_refusal(SQLSTATE) THEN
    RAISE;
  END IF;
  RETURN 0;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_together(uuid) IS
'Applies all that is left of a sync''s inbox with deferrable constraints deferred, or none of it. Returns the rows really changed';
REVOKE ALL ON FUNCTION lizsync.apply_together(uuid) FROM PUBLIC;
