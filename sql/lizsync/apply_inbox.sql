CREATE OR REPLACE FUNCTION lizsync.apply_inbox(p_sync uuid, p_relations text[])
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_rows bigint;
  v_identities text[];
  -- Nothing is handed on where nothing is referenced.
  v_referenced CONSTANT boolean := EXISTS (SELECT FROM pg_constraint AS c WHERE c.contype = 'f' AND c.confrelid IN (SELECT to_regclass(r) FROM unnest(p_relations) AS r));
  v_kept jsonb := '[]';
  v_failed jsonb;
BEGIN
  v_identities := lizsync.open_identities(p_sync, p_relations);
  LOOP
    IF v_referenced THEN
      v_kept := lizsync.rows_to_keep(p_sync);
    END IF;
    BEGIN
      v_rows := 0;
      IF v_kept @> '[{"aside": true}]' THEN
        v_rows := lizsync.hand_keys_on(p_sync);
        PERFORM lizsync.step_aside(p_sync, v_kept);
      END IF;
      v_rows := v_rows + lizsync.apply_changes(p_sync, p_relations);
      PERFORM lizsync.settle_cascades(p_sync, p_relations);
      EXIT WHEN v_kept = '[]';
      v_failed := lizsync.put_back(p_sync, v_kept);
      EXIT WHEN v_failed = '[]';
      RAISE EXCEPTION 'rows went with keys that were handed on' USING ERRCODE = 'LZ009';
    EXCEPTION WHEN SQLSTATE 'LZ009' THEN
      -- All over again with these keys where they are: what foreign keys did to such rows nobody would send again.
      UPDATE lizsync.inbox AS i SET state = 'refused', error_code = '23503', error_message = 'a row whose change could not be applied still references it'
      FROM jsonb_to_recordset(v_failed) AS f(relation text, uid uuid)
      WHERE i.sync_id = p_sync AND i.relation = f.relation AND i.uid = f.uid AND i.state = 'apply';
      -- It would never end.
      IF NOT FOUND THEN
        RAISE EXCEPTION 'Rows that reference % would go with a key that another row gets: the sync was stopped and changed nothing.', v_failed -> 0 ->> 'relation' USING ERRCODE = 'LZ003';
      END IF;
    END;
  END LOOP;
  PERFORM lizsync.close_identities(v_identities);
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_inbox(uuid, text[]) IS
'Applies the inbox of a sync; p_relations are the tables, parents first. What is refused in the end has state refused and the database''s words; rows that foreign keys reach on the way, and that keep their references, are as they were. Returns the rows really changed. Raises LZ003 where they cannot be';
REVOKE ALL ON FUNCTION lizsync.apply_inbox(uuid, text[]) FROM PUBLIC;
