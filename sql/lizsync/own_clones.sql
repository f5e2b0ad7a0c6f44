CREATE OR REPLACE FUNCTION lizsync.own_clones()
RETURNS SETOF uuid
LANGUAGE sql STABLE SECURITY DEFINER
SET search_path FROM CURRENT
AS $function$
  SELECT s.clone_id FROM lizsync.clone_states AS s
  WHERE pg_has_role(lizsync.calling_role(), (SELECT n.nspowner FROM pg_namespace AS n WHERE n.nspname = 'lizsync'), 'USAGE')
    OR EXISTS (
      SELECT FROM lizsync.sync_roles AS r JOIN pg_roles AS p ON p.rolname = r.role_name
      WHERE (r.clone_id IS NULL OR r.clone_id = s.clone_id) AND pg_has_role(lizsync.calling_role(), p.oid, 'USAGE'))
$function$;
COMMENT ON FUNCTION lizsync.own_clones() IS
'On central: the clones that the calling role may synchronise: all where it has the rights of LizSync''s owner, or else those of lizsync.sync_roles';
REVOKE ALL ON FUNCTION lizsync.own_clones() FROM PUBLIC;
