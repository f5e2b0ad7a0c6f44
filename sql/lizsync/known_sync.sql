CREATE OR REPLACE FUNCTION lizsync.known_sync(p_sync uuid, p_clone_name text)
RETURNS lizsync.history
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_history lizsync.history;
BEGIN
  SELECT * INTO v_history FROM lizsync.history WHERE sync_id = p_sync;
  IF NOT FOUND THEN
    PERFORM lizsync.raise_error(format('Clone "%s" has a sync (%s) that central does not know, as after central was restored from a backup: '
      'nothing was changed; keep a copy of the clone''s database, deploy a new archive to the clone, and take over from the copy what is missing.', p_clone_name, p_sync));
  END IF;
  RETURN v_history;
END
$function$;
COMMENT ON FUNCTION lizsync.known_sync(uuid, text) IS 'On central: history of a sync that a clone says it has. Raises LZ001 where there is none: central went back to a backup';
REVOKE ALL ON FUNCTION lizsync.known_sync(uuid, text) FROM PUBLIC;
