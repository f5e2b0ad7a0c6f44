CREATE OR REPLACE FUNCTION lizsync.apply_chunk(p_sync uuid, p_relation text, p_action text, p_keys text[], p_uids uuid[])
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_rows bigint;
  v_half CONSTANT integer := cardinality(p_uids) / 2;
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
    ELSIF v_half = 0 OR NOT lizsync.may_apply(p_relation, p_action, p_keys) THEN
      UPDATE lizsync.inbox SET error_code = SQLSTATE, error_message = SQLERRM
      WHERE sync_id = p_sync AND relation = p_relation AND uid = ANY (p_uids);
      RETURN 0;
    END IF;
  END;
  RETURN lizsync.apply_chunk(p_sync, p_relation, p_action, p_keys, p_uids[:v_half])
    + lizsync.apply_chunk(p_sync, p_relation, p_action, p_keys, p_uids[v_half + 1:]);
END
$function$;
COMMENT ON FUNCTION lizsync.apply_chunk(uuid, text, text, text[], uuid[]) IS
'Applies changes of one kind, or the halves of them that the database accepts; what it refuses keeps state apply and gets the database''s words. Returns the rows really changed';
REVOKE ALL ON FUNCTION lizsync.apply_chunk(uuid, text, text, text[], uuid[]) FROM PUBLIC;
