CREATE OR REPLACE FUNCTION audit.replay_event(pevent_id bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_event audit.logged_actions;
BEGIN
  SELECT * INTO v_event FROM audit.logged_actions WHERE event_id = pevent_id AND NOT statement_only;
  IF NOT FOUND THEN
    RAISE EXCEPTION 'There is no event % that can be replayed.', pevent_id USING ERRCODE = 'no_data_found';
  END IF;
  PERFORM audit.apply_row(v_event, v_event.action, v_event.row_data, coalesce(v_event.changed_fields, v_event.row_data));
END
$function$;
COMMENT ON FUNCTION audit.replay_event(bigint) IS 'Does an event again, as a new edit. Raises no_data_found, undefined_table';
REVOKE ALL ON FUNCTION audit.replay_event(bigint) FROM PUBLIC;
