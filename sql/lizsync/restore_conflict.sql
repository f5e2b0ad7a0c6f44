CREATE OR REPLACE FUNCTION lizsync.restore_conflict(p_id bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_conflict lizsync.conflicts;
  v_exists boolean;
  v_held bigint;
  v_value text;
  v_row hstore;
BEGIN
  SELECT * INTO v_conflict FROM lizsync.conflicts WHERE id = p_id FOR UPDATE;
  IF NOT FOUND THEN
    PERFORM lizsync.raise_error(format('There is no conflict %s.', p_id));
  ELSIF v_conflict.restored_at IS NOT NULL THEN
    PERFORM lizsync.raise_error(format('Conflict %s has been restored already, at %s: edit the row itself.', p_id, to_char(v_conflict.restored_at, 'YYYY-MM-DD HH24:MI')));
  ELSIF NOT v_conflict.resolved THEN
    PERFORM lizsync.raise_error(format('Conflict %s is not resolved: both values are there, each in its own database; change one of them.', p_id));
  ELSIF to_regclass(v_conflict.object_table) IS NULL THEN
    PERFORM lizsync.raise_error(format('Conflict %s is about table %s, which does not exist any more.', p_id, v_conflict.object_table));
  END IF;
  -- What lost to an edit that central refused in the end still stands, until that goes through.
  SELECT c.id INTO v_held FROM lizsync.conflicts AS c
  WHERE NOT c.resolved AND c.rejected = 'clone' AND v_conflict.rejected = 'central' AND c.object_uid = v_conflict.object_uid AND c.object_table = v_conflict.object_table
    AND c.clone_id = v_conflict.clone_id AND (c.sync_id = v_conflict.sync_id OR c.id < v_conflict.id);
  IF v_held IS NOT NULL THEN
    PERFORM lizsync.raise_error(format('Conflict %s is about a row that conflict %s keeps from being resolved: both values are there, each in its own database; change one of them.', p_id, v_held));
  END IF;
  v_value := CASE v_conflict.rejected WHEN 'central' THEN v_conflict.central_value ELSE v_conflict.clone_value END;
  v_exists := lizsync.current_row(v_conflict.object_table, v_conflict.object_uid) IS NOT NULL;
  v_row := CASE WHEN v_conflict.column_name IS NOT NULL AND v_conflict.rejected_row IS NULL
    THEN hstore(v_conflict.column_name, v_value)
    WHEN v_conflict.column_name IS NOT NULL AND v_exists THEN slice(v_conflict.rejected_row, string_to_array(v_conflict.column_name, ', '))
    -- What was rejected were the columns in the value; the others may have been edited since.
    WHEN v_exists AND v_value IS NOT NULL THEN slice(v_conflict.rejected_row, akeys(v_value::hstore))
    ELSE v_conflict.rejected_row END;
  IF v_row IS NULL THEN
    -- The rejected edit was a delete.
    PERFORM lizsync.write_row(v_conflict.object_table, 'D', v_conflict.object_uid, NULL);
  ELSIF v_exists THEN
    IF NOT EXISTS (SELECT FROM lizsync.table_columns(v_conflict.object_table::regclass) AS c WHERE v_row ? c.name AND c.name <> 'uid' AND c.generated = '' AND c.identity <> 'a') THEN
      PERFORM lizsync.raise_error(format('What conflict %s is about (%s) is no column of table %s any more: edit the row itself.', p_id,
        array_to_string(akeys(v_row - ARRAY['uid']), ', '), v_conflict.object_table));
    END IF;
    PERFORM lizsync.write_row(v_conflict.object_table, 'U', v_conflict.object_uid, v_row);
  ELSIF v_conflict.rejected_row ? 'uid' THEN
    PERFORM lizsync.write_row(v_conflict.object_table, 'I', v_conflict.object_uid, v_row);
  ELSE
    PERFORM lizsync.raise_error(format('The row of conflict %s has been deleted since: there is nothing to put the value back into.', p_id));
  END IF;
  UPDATE lizsync.conflicts SET restored_at = clock_timestamp() WHERE id = p_id;
END
$function$;
COMMENT ON FUNCTION lizsync.restore_conflict(bigint) IS
'On central: puts what a conflict rejected back, as a new edit that itself synchronises. Raises LZ001 where there is no such conflict, it, or what won, is unresolved, it is restored already, or its row, column or table is gone; and the database''s own error where it refuses the row';
REVOKE ALL ON FUNCTION lizsync.restore_conflict(bigint) FROM PUBLIC;
