CREATE OR REPLACE FUNCTION lizsync.free_tables(drop_uid_columns boolean)
RETURNS integer
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_table record;
  v_tables integer := 0;
BEGIN
  FOR v_table IN
    SELECT t.tgrelid::regclass AS relation, lizsync.is_prepared(t.tgrelid) AS prepared, lizsync.key_columns(t.tgrelid) AS keys
    FROM pg_trigger AS t JOIN pg_proc AS p ON p.oid = t.tgfoid
    WHERE p.pronamespace = 'audit'::regnamespace AND NOT t.tgisinternal AND t.tgparentid = 0
      AND NOT EXISTS (SELECT FROM pg_class AS c WHERE c.oid = t.tgrelid AND c.relispartition)
    GROUP BY t.tgrelid ORDER BY t.tgrelid::regclass::text
  LOOP
    PERFORM audit.unaudit_table(v_table.relation);
    v_tables := v_tables + 1;
    -- A uid that is the primary key is the table's own.
    CONTINUE WHEN NOT drop_uid_columns OR NOT v_table.prepared OR EXISTS (SELECT FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey)
      WHERE i.indrelid = v_table.relation AND i.indisprimary AND a.attname = 'uid');
    BEGIN
      EXECUTE format('ALTER TABLE %s DROP COLUMN uid', v_table.relation);
    EXCEPTION WHEN dependent_objects_still_exist THEN
      PERFORM lizsync.raise_error(format('Column uid of %s cannot be dropped, as a view, a foreign key or the like needs it: drop that first, or uninstall without DROP_UID_COLUMNS.', v_table.relation));
    END;
  END LOOP;
  RETURN v_tables;
END
$function$;
COMMENT ON FUNCTION lizsync.free_tables(boolean) IS
'Takes LizSync''s triggers off all tables and views, and on demand the uid columns of those that were prepared. Answers their number. Raises LZ001 where something needs a uid column';
REVOKE ALL ON FUNCTION lizsync.free_tables(boolean) FROM PUBLIC;
