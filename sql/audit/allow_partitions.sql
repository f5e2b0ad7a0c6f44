CREATE OR REPLACE FUNCTION audit.allow_partitions(p_relid oid)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_owner CONSTANT regrole := (SELECT relowner FROM pg_class WHERE oid = p_relid);
BEGIN
  -- A partition gets the row triggers by itself, for which whoever makes it needs the right to call them. The owner's right will do: nobody else may make one.
  IF NOT has_function_privilege(v_owner, 'audit.log_row()', 'EXECUTE') OR NOT has_function_privilege(v_owner, 'audit.refuse_uid_change()', 'EXECUTE') THEN
    EXECUTE format('GRANT EXECUTE ON FUNCTION audit.log_row(), audit.refuse_uid_change() TO %s', v_owner);
  END IF;
END
$function$;
COMMENT ON FUNCTION audit.allow_partitions(oid) IS
'Lets the owner of a partitioned table make partitions of it: they copy its row triggers, which PostgreSQL allows only to whoever may execute their functions (they run as triggers only)';
REVOKE ALL ON FUNCTION audit.allow_partitions(oid) FROM PUBLIC;
