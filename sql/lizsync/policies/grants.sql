-- Functions that this version brings are new to the roles that synchronise.
DO $do$
BEGIN
  PERFORM lizsync.grant_sync_rights(p.oid::regrole) FROM pg_roles AS p WHERE p.rolname IN (SELECT r.role_name FROM lizsync.sync_roles AS r);
END
$do$;
