CREATE OR REPLACE FUNCTION audit.unaudit_table(target_table regclass)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_trigger record;
BEGIN
  FOR v_trigger IN
    SELECT t.tgname, t.tgrelid::regclass AS relation
    FROM pg_trigger AS t
    WHERE t.tgrelid IN (SELECT relid FROM pg_partition_tree(target_table) UNION SELECT target_table)
      AND NOT t.tgisinternal AND t.tgparentid = 0
      AND t.tgfoid IN (SELECT p.oid FROM pg_proc AS p WHERE p.pronamespace = 'audit'::regnamespace)
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', v_trigger.tgname, v_trigger.relation);
  END LOOP;
  DELETE FROM lizsync.partitions WHERE relation = lizsync.quoted_name(target_table);
  DELETE FROM audit.logged_relations WHERE relation_name = lizsync.plain_name(target_table);
  DELETE FROM audit.ignored_columns WHERE relation_name = lizsync.plain_name(target_table);
END
$function$;
COMMENT ON FUNCTION audit.unaudit_table(regclass) IS
'Takes the audit triggers of a table or view away; its events, its rows and its uid column stay';
REVOKE ALL ON FUNCTION audit.unaudit_table(regclass) FROM PUBLIC;
