CREATE OR REPLACE FUNCTION lizsync.remote_push_trigger()
RETURNS trigger
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Compiling these statements takes longer than running them.
SET jit TO off
-- The planner would work on megabytes of values, which it need not know.
SET plan_cache_mode TO force_generic_plan
AS $function$
BEGIN
  IF NEW.request IS NOT NULL THEN
    SET LOCAL plan_cache_mode TO auto;
    NEW.reply := lizsync.central_merge(NEW.request);
    RETURN NEW;
  END IF;
  INSERT INTO lizsync.inbox (relation, uid, action, row_values, edited_at, column_times, first_values, edited_by, first_event, sync_id)
  SELECT u.relation, u.uid, u.action, lizsync.separated_text(u.row_text)::hstore, u.edited_at, u.column_times, u.first_values, u.edited_by, u.first_event, NEW.sync_id
  FROM unnest(NEW.relations, NEW.uids, NEW.actions, CASE NEW.row_values WHEN '' THEN ARRAY[''] ELSE string_to_array(NEW.row_values, chr(30)) END,
    NEW.edited_at, NEW.column_times, NEW.first_values, NEW.edited_by, NEW.first_events)
    AS u(relation, uid, action, row_text, edited_at, column_times, first_values, edited_by, first_event);
  RETURN NEW;
END
$function$;
COMMENT ON FUNCTION lizsync.remote_push_trigger() IS 'INSTEAD OF INSERT trigger of lizsync.remote_push';
REVOKE ALL ON FUNCTION lizsync.remote_push_trigger() FROM PUBLIC;
