CREATE OR REPLACE FUNCTION lizsync.apply_first_values(p_sync uuid, p_all boolean)
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_change record;
  v_steps bigint := 0;
BEGIN
  FOR v_change IN
    -- Not of a column that the other side's edit won, or that both have: its value would stay.
    SELECT i.relation, i.uid, i.action, CASE WHEN i.action = 'D' THEN i.first_values ELSE i.row_values || slice(i.first_values, akeys(i.row_values)) END AS step
    FROM lizsync.inbox AS i LEFT JOIN lizsync.apply_order(CASE WHEN NOT p_all THEN p_sync END) AS o ON o.relation = i.relation AND o.uid = i.uid
    WHERE i.sync_id = p_sync AND i.state = 'apply' AND o.steps IS NOT FALSE AND CASE WHEN i.action = 'D' THEN i.first_values <> '' ELSE i.first_values ?| akeys(i.row_values) END
    ORDER BY i.first_event
  LOOP
    BEGIN
      PERFORM lizsync.write_row(v_change.relation, CASE v_change.action WHEN 'I' THEN 'I' ELSE 'U' END, v_change.uid, v_change.step);
      SET CONSTRAINTS ALL IMMEDIATE;
      UPDATE lizsync.inbox AS i
      SET action = CASE i.action WHEN 'I' THEN 'U' ELSE i.action END, sent_action = coalesce(i.sent_action, i.action), first_values = NULL
      WHERE i.sync_id = p_sync AND i.relation = v_change.relation AND i.uid = v_change.uid;
      v_steps := v_steps + 1;
    EXCEPTION WHEN OTHERS THEN
      IF NOT lizsync.is_refusal(SQLSTATE) THEN
        RAISE;
      END IF;
      UPDATE lizsync.inbox SET error_code = SQLSTATE, error_message = SQLERRM
      WHERE sync_id = p_sync AND relation = v_change.relation AND uid = v_change.uid;
    END;
  END LOOP;
  RETURN v_steps;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_first_values(uuid, boolean) IS
'Takes one step on the way with each change that is still to be applied and changed a column more than once; but for p_all, of rows that wait for each other''s unique values only with the one that makes room for all. Returns the number of rows that took it';
REVOKE ALL ON FUNCTION lizsync.apply_first_values(uuid, boolean) FROM PUBLIC;
