CREATE OR REPLACE FUNCTION lizsync.remote_push_trigger()
RETURNS trigger
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Compiling these statements takes longer than running them.
SET jit TO off
AS $function$
BEGIN
  IF NEW.request IS NOT NULL THEN
    NEW.reply := lizsync.central_merge(NEW.request);
    RETURN NEW;
  END IF;
  INSERT INTO lizsync.inbox (relation, uid, action, row_values, edited_at, column_times, first_values, edited_by, first_event, sync_id)
  SELECT u.*, NEW.sync_id
  FROM unnest(NEW.relations, NEW.uids, NEW.actions, NEW.row_values, NEW.edited_at, NEW.column_times, NEW.first_values, NEW.edited_by, NEW.first_events) AS u;
  RETURN NEW;
END
$function$;
COMMENT ON FUNCTION lizsync.remote_push_trigger() IS 'INSTEAD OF INSERT trigger of lizsync.remote_push';
REVOKE ALL ON FUNCTION lizsync.remote_push_trigger() FROM PUBLIC;
