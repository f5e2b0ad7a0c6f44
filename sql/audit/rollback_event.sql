CREATE OR REPLACE FUNCTION audit.rollback_event(pevent_id bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_event audit.logged_actions;
BEGIN
  SELECT * INTO v_event FROM audit.logged_actions WHERE event_id = pevent_id AND NOT statement_only;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no event % that can be rolled back.', pevent_id USING ERRCODE = 'no_data_found';
  END IF;
  CASE v_event.action
    WHEN 'I' THEN
      PERFORM audit.apply_row(v_event, 'D', v_event.row_data, v_event.row_data);
    WHEN 'D' THEN
      PERFORM audit.apply_row(v_event, 'I', v_event.row_data, v_event.row_data);
    ELSE
      -- The key may be among what changed: the row is found by its new key, and gets the old values back.
      PERFORM audit.apply_row(v_event, 'U', v_event.row_data || v_event.changed_fields, slice(v_event.row_data, akeys(v_event.changed_fields)));
  END CASE;
END
$function$;
COMMENT ON FUNCTION audit.rollback_event(bigint) IS 'Undoes an event, as a new edit: the row gets its old values back. Raises no_data_found, undefined_table';
REVOKE ALL ON FUNCTION audit.rollback_event(bigint) FROM PUBLIC;
