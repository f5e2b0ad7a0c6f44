-- ON DELETE NO ACTION wants the key to be there at the end of the statement only.
CREATE OR REPLACE FUNCTION lizsync.hand_keys_on(p_sync uuid)
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
  v_pair record;
  v_keys text[];
  v_write text;
  v_written bigint;
  v_rows bigint := 0;
BEGIN
  FOR v_pair IN
    SELECT DISTINCT h.relation, h.old_uid, h.new_uid, h.new_action
    FROM lizsync.handed_on_keys(p_sync) AS h JOIN pg_constraint AS c ON c.oid = h.constraint_id
    WHERE h.old_action = 'D' AND c.confdeltype = 'a' AND EXISTS (SELECT FROM lizsync.rows_under(p_sync, c.oid, ARRAY[h.old_uid], NULL, true))
  LOOP
    SELECT akeys(i.row_values) INTO v_keys FROM lizsync.inbox AS i WHERE i.uid = v_pair.new_uid AND i.sync_id = p_sync AND i.relation = v_pair.relation;
    v_write := lizsync.apply_statement(v_pair.relation, v_pair.new_action, v_keys, true);
    CONTINUE WHEN v_write IS NULL;
    BEGIN
      EXECUTE format('WITH gone AS (DELETE FROM %s AS t WHERE t.uid = $6 RETURNING t.uid) %s AND (SELECT count(*) FROM gone) > 0', lizsync.from_clause(v_pair.relation::regclass), v_write)
      USING p_sync, v_pair.relation, v_pair.new_action, v_keys, ARRAY[v_pair.new_uid], v_pair.old_uid;
      GET DIAGNOSTICS v_written = ROW_COUNT;
      IF v_written = 0 THEN
        RAISE EXCEPTION 'row-level security hides one of them' USING ERRCODE = 'insufficient_privilege';
      END IF;
      SET CONSTRAINTS ALL IMMEDIATE;
      UPDATE lizsync.inbox SET state = 'applied', error_code = NULL, error_message = NULL
      WHERE sync_id = p_sync AND relation = v_pair.relation AND uid IN (v_pair.old_uid, v_pair.new_uid) AND state = 'apply';
      v_rows := v_rows + 2;
    EXCEPTION WHEN OTHERS THEN
      -- What else it needs may come first.
      IF NOT lizsync.is_refusal(SQLSTATE) THEN
        RAISE;
      END IF;
    END;
  END LOOP;
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.hand_keys_on(uuid) IS
'Before the rest of a sync''s inbox is applied: rows that are deleted although rows reference them by a foreign key with NO ACTION, together with those that get their keys. Returns the rows really changed';
REVOKE ALL ON FUNCTION lizsync.hand_keys_on(uuid) FROM PUBLIC;
