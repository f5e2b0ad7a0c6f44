CREATE OR REPLACE FUNCTION lizsync.forget_clone(p_clone_id uuid)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  DELETE FROM lizsync.clone_states WHERE clone_id = p_clone_id;
  IF NOT FOUND THEN
    PERFORM lizsync.raise_error(format('No clone has the id %s: see lizsync.clones.', p_clone_id));
  END IF;
  DELETE FROM lizsync.sync_roles WHERE clone_id = p_clone_id;
  DELETE FROM lizsync.synchronized_tables WHERE server_id = p_clone_id;
  DELETE FROM lizsync.outbox WHERE clone_id = p_clone_id;
  UPDATE lizsync.conflicts SET resolved = true, resolved_at = clock_timestamp() WHERE clone_id = p_clone_id AND NOT resolved;
END
$function$;
COMMENT ON FUNCTION lizsync.forget_clone(uuid) IS
'On central: a clone that will never synchronise again (lost, reset). Its id ranges stay taken, its history and conflicts stay readable; what it did not send stays in it alone. Raises LZ001 where no clone has that id';
REVOKE ALL ON FUNCTION lizsync.forget_clone(uuid) FROM PUBLIC;
