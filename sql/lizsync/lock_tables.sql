CREATE OR REPLACE FUNCTION lizsync.lock_tables(p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_relation text;
  v_timeout CONSTANT text := current_setting('lock_timeout');
  v_wait CONSTANT text := coalesce(nullif(current_setting('lizsync.lock_timeout', true), ''), '30s');
BEGIN
  PERFORM set_config('lock_timeout', v_wait, true);
  FOREACH v_relation IN ARRAY p_relations LOOP
    BEGIN
      EXECUTE format('LOCK TABLE %s IN SHARE ROW EXCLUSIVE MODE', v_relation::regclass);
    EXCEPTION WHEN lock_not_available THEN
      RAISE EXCEPTION 'Table % is being edited in an open transaction: save or cancel that edit, then synchronise again (waited %).', v_relation, v_wait
        USING ERRCODE = 'lock_not_available';
    END;
  END LOOP;
  PERFORM set_config('lock_timeout', v_timeout, true);
END
$function$;
COMMENT ON FUNCTION lizsync.lock_tables(text[]) IS
'Locks tables ("schema"."table") against edits until the end of the transaction; waits for open transactions as long as setting lizsync.lock_timeout says (30 s). Raises lock_not_available';
REVOKE ALL ON FUNCTION lizsync.lock_tables(text[]) FROM PUBLIC;
