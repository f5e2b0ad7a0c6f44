-- In the order of the edits, in runs of the same kind; what fails is divided until the one bad row is found, and tried again
-- as long as something else went through in between.
CREATE OR REPLACE FUNCTION lizsync.apply_carefully(p_sync uuid, p_take_steps boolean, p_ordered boolean)
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_rows bigint;
  v_before bigint;
  v_left bigint;
  v_stepped boolean;
  v_ordered boolean := p_ordered;
BEGIN
  BEGIN
    v_rows := 0;
    v_stepped := false;
    LOOP
      SELECT count(*) INTO v_before FROM lizsync.inbox WHERE sync_id = p_sync AND state = 'apply';
      EXIT WHEN v_before = 0;
      v_rows := v_rows + lizsync.apply_pass(p_sync, v_ordered, false);
      SELECT count(*) INTO v_left FROM lizsync.inbox WHERE sync_id = p_sync AND state = 'apply';
      IF v_left = v_before AND p_take_steps AND (lizsync.apply_first_values(p_sync, false) > 0 OR lizsync.apply_first_values(p_sync, true) > 0) THEN
        v_stepped := true;
      ELSIF v_left = v_before THEN
        EXIT WHEN NOT v_ordered;
        -- Those that wait for each other, and could not step aside, as well: in the database's own words.
        v_rows := v_rows + lizsync.apply_pass(p_sync, true, true);
        SELECT count(*) INTO v_left FROM lizsync.inbox WHERE sync_id = p_sync AND state = 'apply';
        EXIT WHEN v_left = v_before;
      END IF;
      v_ordered := true;
    END LOOP;
    IF v_left > 0 AND v_stepped THEN
      -- Steps on the way that did not lead there must not stay.
      RAISE EXCEPTION 'a step did not lead there' USING ERRCODE = 'LZ009';
    END IF;
  EXCEPTION WHEN SQLSTATE 'LZ009' THEN
    RETURN lizsync.apply_carefully(p_sync, false, p_ordered);
  END;
  UPDATE lizsync.inbox SET state = 'refused' WHERE sync_id = p_sync AND state = 'apply';
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_carefully(uuid, boolean, boolean) IS
'Applies what can be applied of the inbox of a sync and marks the rest as refused; p_take_steps, go through the first value of what changed more than once (unique values swapped, reference cycles); p_ordered, rows that wait for the unique value of another one come after it from the first pass on. Returns the rows really changed';
REVOKE ALL ON FUNCTION lizsync.apply_carefully(uuid, boolean, boolean) FROM PUBLIC;
