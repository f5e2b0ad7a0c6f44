CREATE OR REPLACE FUNCTION lizsync.grant_sync_rights(p_role regrole)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_right record;
BEGIN
  FOR v_right IN SELECT r.* FROM lizsync.sync_rights() AS r LOOP
    EXECUTE format('GRANT %s ON %s TO %s', v_right.privilege, v_right.object, p_role);
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.grant_sync_rights(regrole) IS 'On central: grants a role what lizsync.sync_rights() lists';
REVOKE ALL ON FUNCTION lizsync.grant_sync_rights(regrole) FROM PUBLIC;
