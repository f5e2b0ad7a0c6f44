CREATE OR REPLACE FUNCTION lizsync.grant_sync(sync_role regrole, clones uuid[] DEFAULT NULL)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_unknown uuid;
BEGIN
  SELECT c.id INTO v_unknown FROM unnest(clones) AS c(id) WHERE NOT EXISTS (SELECT FROM lizsync.clone_states AS s WHERE s.clone_id = c.id) LIMIT 1;
  IF v_unknown IS NOT NULL THEN
    PERFORM lizsync.raise_error(format('No clone has the id %s: see lizsync.clones.', v_unknown));
  END IF;
  PERFORM lizsync.grant_sync_rights(sync_role);
  INSERT INTO lizsync.sync_roles (role_name, clone_id)
  SELECT p.rolname, c.id FROM pg_roles AS p CROSS JOIN unnest(CASE WHEN clones IS NULL THEN ARRAY[NULL::uuid] ELSE clones END) AS c(id)
  WHERE p.oid = sync_role
  ON CONFLICT DO NOTHING;
END
$function$;
COMMENT ON FUNCTION lizsync.grant_sync(regrole, uuid[]) IS
'On central: lets a role synchronise these clones (null: any), and nothing more. What it reads and writes of the data is what GRANTs and row-level security of the tables themselves say: it needs SELECT on every table that its clones synchronise; what it may not write becomes an unresolved conflict. Raises LZ001 where a clone is not known';
REVOKE ALL ON FUNCTION lizsync.grant_sync(regrole, uuid[]) FROM PUBLIC;
