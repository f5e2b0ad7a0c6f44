CREATE OR REPLACE FUNCTION lizsync.revoke_sync(sync_role regrole)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_right record;
BEGIN
  FOR v_right IN SELECT r.* FROM lizsync.sync_rights() AS r LOOP
    EXECUTE format('REVOKE %s ON %s FROM %s', v_right.privilege, v_right.object, sync_role);
  END LOOP;
  DELETE FROM lizsync.sync_roles AS s USING pg_roles AS p WHERE p.oid = sync_role AND s.role_name = p.rolname;
END
$function$;
COMMENT ON FUNCTION lizsync.revoke_sync(regrole) IS 'On central: takes back what lizsync.grant_sync() gave a role';
REVOKE ALL ON FUNCTION lizsync.revoke_sync(regrole) FROM PUBLIC;
