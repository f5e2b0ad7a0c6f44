CREATE OR REPLACE FUNCTION lizsync.new_clone_identity(new_name text)
RETURNS uuid
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_new CONSTANT uuid := gen_random_uuid();
  v_old uuid;
BEGIN
  PERFORM lizsync.lock_clone();
  UPDATE lizsync.central SET former_id = coalesce(former_id, (SELECT server_id FROM lizsync.server_metadata));
  IF NOT FOUND THEN
    PERFORM lizsync.raise_error(format('Database "%s" is not a clone: only a clone can get another identity.', current_database()));
  ELSIF trim(coalesce(new_name, '')) = '' THEN
    PERFORM lizsync.raise_error('Name the clone: SELECT lizsync.new_clone_identity(''another name'').');
  END IF;
  SELECT server_id INTO STRICT v_old FROM lizsync.server_metadata;
  -- The id ranges stay under the former id: the next sync leases others.
  UPDATE lizsync.server_metadata SET server_id = v_new, server_name = new_name;
  UPDATE lizsync.synchronized_tables SET server_id = v_new WHERE server_id = v_old;
  RETURN v_new;
END
$function$;
COMMENT ON FUNCTION lizsync.new_clone_identity(text) IS
'On a clone that is a copy of another one: makes it a clone of its own, with another name, and answers its new id. Its unsent edits stay; its next sync registers it at central and gets it id ranges. Raises LZ001 where this database is no clone';
REVOKE ALL ON FUNCTION lizsync.new_clone_identity(text) FROM PUBLIC;
