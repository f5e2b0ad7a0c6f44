CREATE OR REPLACE FUNCTION lizsync.check_log_complete(p_history lizsync.history, p_clone_name text)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  IF NOT p_history.log_complete THEN
    PERFORM lizsync.raise_error(format('Clone "%s" is at the state of %s, and central has purged part of its log since: keep a copy of the clone''s unsent edits and deploy a new archive.',
      p_clone_name, to_char(p_history.sync_time, 'YYYY-MM-DD HH24:MI')));
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.check_log_complete(lizsync.history, text) IS
'On central: raises LZ001 where events that came after a sync have been purged';
REVOKE ALL ON FUNCTION lizsync.check_log_complete(lizsync.history, text) FROM PUBLIC;
