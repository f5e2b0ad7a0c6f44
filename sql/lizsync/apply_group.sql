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
  v_statement CONSTANT text := lizsync.apply_statement(p_relation, p_action, p_keys, p_uids IS NOT NULL);
  v_rows bigint;
  v_done uuid[];
BEGIN
  IF v_statement IS NULL THEN
    RETURN 0;
  ELSIF p_action <> 'I' AND row_security_active(p_relation::regclass) THEN
    -- Rows that a policy hides are passed over without a word: ask for those that were not.
    EXECUTE format('WITH done AS (%s RETURNING lizsync_row.uid) SELECT coalesce(array_agg(d.uid), ''{}'') FROM done AS d', v_statement)
    INTO v_done USING p_sync, p_relation, p_action, p_keys, p_uids;
    UPDATE lizsync.inbox AS i SET state = 'refused', error_code = '42501', error_message = format('row-level security of table %s hides this row from %s', lizsync.plain_name(p_relation::regclass), current_user)
    WHERE i.sync_id = p_sync AND i.relation = p_relation AND i.action = p_action AND i.state = 'apply' AND (p_uids IS NULL OR i.uid = ANY (p_uids))
      AND (p_action = 'D' OR akeys(i.row_values) = p_keys) AND i.uid <> ALL (v_done);
    RETURN cardinality(v_done);
  END IF;
  EXECUTE v_statement USING p_sync, p_relation, p_action, p_keys, p_uids;
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_group(uuid, text, text, text[], uuid[]) IS
'Applies the changes of one table, action and set of columns; p_uids, only these rows, in this order (null: all of the group). Rows that a row-level security policy hides are refused. Returns the rows really changed';
REVOKE ALL ON FUNCTION lizsync.apply_group(uuid, text, text, text[], uuid[]) FROM PUBLIC;
