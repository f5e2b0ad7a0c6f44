-- The guard of the uid looks at statements that name it only; what triggers do to it, the log sees. (That of somebody else's table stays as it is, which is right as well.)
DO $do$
DECLARE
  v_table regclass;
BEGIN
  FOR v_table IN
    SELECT g.tgrelid FROM pg_trigger AS g JOIN pg_trigger AS l ON l.tgrelid = g.tgrelid AND l.tgname = 'lizsync_audit_update'
    JOIN pg_class AS c ON c.oid = g.tgrelid
    WHERE g.tgname = 'lizsync_uid_guard' AND pg_has_role(c.relowner, 'USAGE')
  LOOP
    EXECUTE format('DROP TRIGGER lizsync_uid_guard ON %s', v_table);
    EXECUTE format('CREATE TRIGGER lizsync_uid_guard AFTER UPDATE OF uid ON %s FOR EACH ROW WHEN (OLD.uid IS DISTINCT FROM NEW.uid) EXECUTE FUNCTION audit.refuse_uid_change()', v_table);
  END LOOP;
END
$do$;
