CREATE OR REPLACE FUNCTION lizsync.apply_group(p_sync uuid, p_relation text, p_action text, p_keys text[], p_uids uuid[])
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
AS $function$
DECLARE
  v_statement CONSTANT text := lizsync.apply_statement(p_relation, p_action, p_keys);
  v_rows bigint;
BEGIN
  IF v_statement IS NULL THEN
    RETURN 0;
  END IF;
  EXECUTE v_statement USING p_sync, p_relation, p_action, p_keys, p_uids;
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_group(uuid, text, text, text[], uuid[]) IS
'Applies the changes of one table, action and set of columns; p_uids, only these rows (null: all of the group). Returns the rows really changed';
REVOKE ALL ON FUNCTION lizsync.apply_group(uuid, text, text, text[], uuid[]) FROM PUBLIC;
