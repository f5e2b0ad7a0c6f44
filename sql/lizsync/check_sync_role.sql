CREATE OR REPLACE FUNCTION lizsync.check_sync_role(p_hello jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  -- A copy of a clone is registered by whoever may synchronise the clone that it was.
  v_clone CONSTANT uuid := CASE WHEN EXISTS (SELECT FROM lizsync.clone_states WHERE clone_id = (p_hello ->> 'clone_id')::uuid)
    THEN p_hello ->> 'clone_id' ELSE p_hello ->> 'former_id' END;
BEGIN
  IF v_clone IS NULL OR v_clone NOT IN (SELECT lizsync.own_clones()) THEN
    PERFORM lizsync.raise_error(format('User "%s" may not synchronise clone "%s": have the owner of central run SELECT lizsync.grant_sync(%L).',
      lizsync.calling_role(), p_hello ->> 'clone_name', quote_ident(lizsync.calling_role())));
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.check_sync_role(jsonb) IS 'On central: raises LZ001 where the calling role may not synchronise the clone of a hello';
REVOKE ALL ON FUNCTION lizsync.check_sync_role(jsonb) FROM PUBLIC;
