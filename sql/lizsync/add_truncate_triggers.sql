-- Row triggers come to new partitions by themselves, those of TRUNCATE do not.
CREATE OR REPLACE FUNCTION lizsync.add_truncate_triggers(p_relid oid, p_must boolean)
RETURNS integer
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_call CONSTANT text := (SELECT substring(pg_get_triggerdef(t.oid) FROM 'EXECUTE FUNCTION .*$') FROM pg_trigger AS t
                           WHERE t.tgrelid = p_relid AND t.tgname = 'lizsync_audit_truncate');
  v_leaf regclass;
  v_added integer := 0;
BEGIN
  FOR v_leaf IN
    SELECT c.oid::regclass
    FROM pg_partition_tree(p_relid) AS l JOIN pg_class AS c ON c.oid = l.relid
    WHERE v_call IS NOT NULL AND c.relkind IN ('r', 'p') AND (p_must OR pg_has_role(c.relowner, 'USAGE'))
      AND NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = c.oid AND t.tgname = 'lizsync_audit_truncate')
  LOOP
    BEGIN
      IF NOT p_must THEN
        EXECUTE format('LOCK TABLE ONLY %s IN SHARE ROW EXCLUSIVE MODE NOWAIT', v_leaf);
      END IF;
      EXECUTE format('CREATE TRIGGER lizsync_audit_truncate BEFORE TRUNCATE ON %s FOR EACH STATEMENT %s', v_leaf, v_call);
      v_added := v_added + 1;
    EXCEPTION WHEN lock_not_available OR insufficient_privilege THEN
      -- Another time: a sync does not wait for it.
      IF p_must THEN
        RAISE;
      END IF;
    END;
  END LOOP;
  RETURN v_added;
END
$function$;
COMMENT ON FUNCTION lizsync.add_truncate_triggers(oid, boolean) IS
'Gives the partitions that a table got since it was audited their trigger of TRUNCATE; p_must false: only where that needs no waiting and is allowed. Answers how many';
REVOKE ALL ON FUNCTION lizsync.add_truncate_triggers(oid, boolean) FROM PUBLIC;
