CREATE OR REPLACE FUNCTION lizsync.check_hello(p_hello jsonb, p_self lizsync.server_metadata)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  IF p_hello ->> 'clone_id' = p_self.server_id::text
    OR (p_hello ->> 'system_identifier')::bigint = lizsync.system_identifier() THEN
    PERFORM lizsync.raise_error('Central and clone are the same database: name two different ones.');
  ELSIF p_hello ->> 'acknowledged' = '00000000-0000-0000-0000-000000000000' THEN
    PERFORM lizsync.raise_error(format('Clone "%s" was made by the older plugin and only upgraded since: deploy an archive of central to it.', p_hello ->> 'clone_name'));
  ELSIF p_hello ->> 'central_id' <> p_self.server_id::text THEN
    PERFORM lizsync.raise_error(format('Clone "%s" belongs to another central than "%s": choose its own central, or deploy an archive of this one.',
      p_hello ->> 'clone_name', p_self.server_name));
  ELSIF p_hello ->> 'version' <> lizsync.version() THEN
    PERFORM lizsync.raise_error(format('LizSync is version %s in central but %s in clone "%s": upgrade the older one (lizsync:upgrade).',
      lizsync.version(), p_hello ->> 'version', p_hello ->> 'clone_name'));
  ELSIF p_hello ->> 'former_id' IS NULL AND NOT EXISTS (SELECT FROM lizsync.clone_states WHERE clone_id = (p_hello ->> 'clone_id')::uuid) THEN
    PERFORM lizsync.raise_error(format('Central does not know clone "%s" (%s): deploy an archive to it.', p_hello ->> 'clone_name', p_hello ->> 'clone_id'));
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.check_hello(jsonb, lizsync.server_metadata) IS
'On central: raises LZ001 where a hello comes from the same database, from a clone of another central, from another version or from a clone that is not registered';
REVOKE ALL ON FUNCTION lizsync.check_hello(jsonb, lizsync.server_metadata) FROM PUBLIC;
