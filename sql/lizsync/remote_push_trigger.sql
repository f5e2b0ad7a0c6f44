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
  -- One value stands for as many as there are rows (lizsync.shortened()).
  SELECT CASE cardinality(NEW.relations) WHEN 1 THEN NEW.relations[1] ELSE u.relation END, u.uid, CASE cardinality(NEW.actions) WHEN 1 THEN NEW.actions[1] ELSE u.action END,
    lizsync.separated_text(u.row_text)::hstore, CASE cardinality(NEW.edited_at) WHEN 1 THEN NEW.edited_at[1] ELSE u.edited_at END,
    CASE cardinality(NEW.column_times) WHEN 1 THEN NEW.column_times[1] ELSE u.column_times END, CASE cardinality(NEW.first_values) WHEN 1 THEN NEW.first_values[1] ELSE u.first_values END,
    CASE cardinality(NEW.edited_by) WHEN 1 THEN NEW.edited_by[1] ELSE u.edited_by END, u.first_event, NEW.sync_id
  FROM unnest(NEW.relations, NEW.uids, NEW.actions, CASE NEW.row_values WHEN '' THEN ARRAY[''] ELSE string_to_array(NEW.row_values, chr(30)) END,
    NEW.edited_at, NEW.column_times, NEW.first_values, NEW.edited_by, NEW.first_events)
    AS u(relation, uid, action, row_text, edited_at, column_times, first_values, edited_by, first_event);
  RETURN NEW;
END
$function$;
COMMENT ON FUNCTION lizsync.remote_push_trigger() IS 'INSTEAD OF INSERT trigger of lizsync.remote_push';
REVOKE ALL ON FUNCTION lizsync.remote_push_trigger() FROM PUBLIC;
