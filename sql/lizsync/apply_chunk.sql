CREATE OR REPLACE FUNCTION lizsync.apply_chunk(p_sync uuid, p_relation text, p_action text, p_keys text[], p_uids uuid[])
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_number CONSTANT integer := cardinality(p_uids);
  v_part uuid[];
  v_rows bigint;
BEGIN
  BEGIN
    v_rows := lizsync.apply_group(p_sync, p_relation, p_action, p_keys, p_uids);
    SET CONSTRAINTS ALL IMMEDIATE;
    UPDATE lizsync.inbox SET state = 'applied', error_code = NULL, error_message = NULL
    WHERE sync_id = p_sync AND relation = p_relation AND uid = ANY (p_uids) AND state = 'apply';
    RETURN v_rows;
  EXCEPTION WHEN OTHERS THEN
    IF NOT lizsync.is_refusal(SQLSTATE) THEN
      RAISE;
    ELSIF v_number = 1 OR (SQLSTATE = '42501' AND NOT lizsync.may_apply(p_relation, p_action, p_keys)) THEN
      UPDATE lizsync.inbox SET error_code = SQLSTATE, error_message = SQLERRM
      WHERE sync_id = p_sync AND relation = p_relation AND uid = ANY (p_uids);
      RETURN 0;
    END IF;
  END;
  -- In quarters: where one row is bad as many statements as in halves, where all are, a third less.
  v_rows := 0;
  FOR v_quarter IN 0 .. 3 LOOP
    v_part := p_uids[1 + v_quarter * v_number / 4 : (v_quarter + 1) * v_number / 4];
    IF v_part <> '{}' THEN
      v_rows := v_rows + lizsync.apply_chunk(p_sync, p_relation, p_action, p_keys, v_part);
    END IF;
  END LOOP;
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_chunk(uuid, text, text, text[], uuid[]) IS
'Applies changes of one kind, or the parts of them that the database accepts; what it refuses keeps state apply and gets the database''s words. Returns the rows really changed';
REVOKE ALL ON FUNCTION lizsync.apply_chunk(uuid, text, text, text[], uuid[]) FROM PUBLIC;
