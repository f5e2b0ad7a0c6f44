CREATE OR REPLACE FUNCTION lizsync.clone_apply(p_merge jsonb)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_sync CONSTANT uuid := p_merge ->> 'sync_id';
  v_relations CONSTANT text[] := ARRAY(SELECT jsonb_array_elements_text(p_merge -> 'tables'));
  v_touched text[];
  v_cascaded text[];
  v_relation text;
  v_uids uuid[];
  v_applied bigint := 0;
  v_states jsonb;
  v_vanished jsonb;
  v_may_hold boolean := true;
BEGIN
  SELECT coalesce(array_agg(DISTINCT i.relation), '{}') INTO v_touched FROM lizsync.inbox AS i WHERE i.sync_id = v_sync;
  IF v_touched <> '{}' THEN
    PERFORM lizsync.lock_tables(v_touched);
    PERFORM lizsync.settle_inbox_rows(v_sync);
    v_cascaded := lizsync.cascaded_tables(v_sync);
    PERFORM lizsync.lock_tables(v_cascaded);
    PERFORM lizsync.hold_parents(v_sync, v_relations);
    v_states := lizsync.switch_triggers_off(v_touched, v_cascaded);
    LOOP
      BEGIN
        v_applied := lizsync.replace_rows(v_sync);
        v_applied := v_applied + lizsync.apply_inbox(v_sync, v_relations);
        v_vanished := '[]';
        FOREACH v_relation IN ARRAY v_touched LOOP
          v_uids := lizsync.unequal_rows(v_sync, v_relation);
          IF v_uids <> '{}' THEN
            v_vanished := v_vanished || lizsync.refuse_vanished(v_sync, v_relation, v_uids);
            v_uids := lizsync.unequal_rows(v_sync, v_relation);
          END IF;
          IF v_uids <> '{}' THEN
            RAISE EXCEPTION 'Row % of % is not in the clone what central sent: the sync was stopped and changed nothing.', v_uids[1], v_relation
              USING ERRCODE = 'LZ003';
          END IF;
        END LOOP;
        EXIT WHEN v_vanished = '[]' OR NOT v_may_hold;
        RAISE EXCEPTION 'rows went with what was deleted' USING ERRCODE = 'LZ009';
      EXCEPTION WHEN SQLSTATE 'LZ009' THEN
        -- All over again without these deletes: what else went with these rows, or lost its reference, nobody would send again.
        v_may_hold := lizsync.hold_deletes(v_sync, v_relations, v_vanished) > 0;
      END;
    END LOOP;
    PERFORM lizsync.switch_triggers_back(v_states);
  END IF;
  RETURN p_merge || jsonb_build_object(
    'to_clone', v_applied,
    'clone_snapshot', txid_current_snapshot()::text,
    'clone_digest', lizsync.event_digest(txid_current_snapshot()),
    'refused', (SELECT coalesce(jsonb_agg(jsonb_build_object('relation', i.relation, 'uid', i.uid, 'code', i.error_code, 'message', i.error_message)), '[]')
                FROM lizsync.inbox AS i WHERE i.sync_id = v_sync AND i.state = 'refused'));
END
$function$;
COMMENT ON FUNCTION lizsync.clone_apply(jsonb) IS
'On a clone: applies what came from central, without firing user triggers and without logging, and reports what it could not take. Raises lock_not_available where an open transaction edits a table too long, LZ003 where a row is not what central sent (docs/protocol.md)';
REVOKE ALL ON FUNCTION lizsync.clone_apply(jsonb) FROM PUBLIC;
