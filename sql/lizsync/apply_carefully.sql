-- In the order of the edits, in runs of the same kind; what fails is divided until the one bad row is found, and tried again
-- as long as something else went through in between.
CREATE OR REPLACE FUNCTION lizsync.apply_carefully(p_sync uuid, p_steady uuid[], p_ordered boolean)
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_rows bigint;
  v_before bigint;
  v_left bigint;
  v_steps uuid[];
  v_stepped uuid[];
  v_failed uuid[];
  v_ordered boolean := p_ordered;
BEGIN
  -- Such statements come in numbers: they are logged by a kept plan (audit.log_statement()).
  PERFORM set_config('lizsync.trigger_depth', '-1', true);
  BEGIN
    v_rows := 0;
    v_stepped := '{}';
    LOOP
      SELECT count(*) INTO v_before FROM lizsync.inbox WHERE sync_id = p_sync AND state = 'apply';
      EXIT WHEN v_before = 0;
      v_rows := v_rows + lizsync.apply_pass(p_sync, v_ordered, false);
      SELECT count(*) INTO v_left FROM lizsync.inbox WHERE sync_id = p_sync AND state = 'apply';
      IF v_left = v_before THEN
        v_steps := lizsync.apply_first_values(p_sync, false, p_steady);
        IF v_steps = '{}' THEN
          v_steps := lizsync.apply_first_values(p_sync, true, p_steady);
        END IF;
        v_stepped := v_stepped || v_steps;
        IF v_steps = '{}' THEN
          EXIT WHEN NOT v_ordered AND NOT EXISTS (SELECT FROM lizsync.late_children(p_sync));
          -- Those that wait for each other, and could not step aside, as well: in the database's own words.
          v_rows := v_rows + lizsync.apply_pass(p_sync, true, true);
          SELECT count(*) INTO v_left FROM lizsync.inbox WHERE sync_id = p_sync AND state = 'apply';
          EXIT WHEN v_left = v_before;
        END IF;
      END IF;
      v_ordered := true;
    END LOOP;
    v_failed := ARRAY(SELECT i.uid FROM unnest(v_stepped) AS s(uid) JOIN lizsync.inbox AS i ON i.uid = s.uid AND i.sync_id = p_sync AND i.state = 'apply');
    IF v_failed <> '{}' THEN
      -- Steps on the way that did not lead there must not stay.
      RAISE EXCEPTION 'a step did not lead there' USING ERRCODE = 'LZ009';
    END IF;
  EXCEPTION WHEN SQLSTATE 'LZ009' THEN
    -- Without those; if that was not enough, without all that stepped this time.
    RETURN lizsync.apply_carefully(p_sync, p_steady || CASE WHEN p_steady = '{}' THEN v_failed ELSE v_stepped END, p_ordered);
  END;
  UPDATE lizsync.inbox SET state = 'refused' WHERE sync_id = p_sync AND state = 'apply';
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_carefully(uuid, uuid[], boolean) IS
'Applies what can be applied of the inbox of a sync and marks the rest as refused. What changed more than once may go through its first value (unique values swapped, reference cycles), but for the rows p_steady; p_ordered, rows that wait for the unique value of another one come after it from the first pass on. Returns the rows really changed';
REVOKE ALL ON FUNCTION lizsync.apply_carefully(uuid, uuid[], boolean) FROM PUBLIC;
