CREATE OR REPLACE FUNCTION lizsync.clone_finish(p_hello jsonb, p_reply jsonb, p_final jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_range record;
  v_nothing_held boolean;
  -- As one text each: two columns are compared in twice the time that the delete itself takes.
  v_tables CONSTANT text[] := ARRAY(SELECT format('%I.%I', VARIADIC parse_ident(t.name)) FROM jsonb_array_elements_text(p_reply -> 'tables') AS t(name));
BEGIN
  DELETE FROM lizsync.held_changes;
  INSERT INTO lizsync.held_changes (relation, uid)
  SELECT h.key, u::uuid FROM jsonb_each(p_final -> 'held') AS h CROSS JOIN LATERAL jsonb_array_elements_text(h.value) AS u;
  v_nothing_held := NOT FOUND;
  -- Central has them, or said that they are no change: all that this transaction saw, but what it is to keep.
  DELETE FROM audit.logged_actions AS a
  WHERE NOT a.statement_only
    AND format('%I.%I', a.schema_name, a.table_name) = ANY (v_tables)
    AND (v_nothing_held OR NOT EXISTS (
      SELECT FROM lizsync.held_changes AS h WHERE h.uid::text = a.row_data -> 'uid' AND parse_ident(h.relation) = ARRAY[a.schema_name, a.table_name]));
  IF p_reply ->> 'mode' <> 'normal' THEN
    PERFORM lizsync.advance_sequences();
  END IF;
  FOR v_range IN SELECT r.* FROM jsonb_to_recordset(p_reply -> 'id_ranges') AS r(sequence text, first_id bigint, last_id bigint) LOOP
    PERFORM lizsync.use_id_range((p_hello ->> 'clone_id')::uuid, v_range.sequence, v_range.first_id, v_range.last_id);
  END LOOP;
  IF p_final ->> 'sync_id' IS NOT NULL THEN
    UPDATE lizsync.central SET acknowledged_sync = (p_final ->> 'sync_id')::uuid, acknowledged_at = clock_timestamp(), former_id = NULL, finished_snapshot = txid_current_snapshot();
    INSERT INTO lizsync.history (sync_id, server_from, server_to, sync_type, sync_status, to_central, to_clone, conflicts)
    VALUES ((p_final ->> 'sync_id')::uuid, p_hello ->> 'clone_id', ARRAY[p_hello ->> 'central_id'], 'partial', 'done',
      (p_final ->> 'to_central')::integer, (p_final ->> 'to_clone')::integer, (p_final ->> 'conflicts')::integer);
  END IF;
  DELETE FROM lizsync.inbox WHERE sync_id = (p_reply ->> 'sync_id')::uuid;
END
$function$;
COMMENT ON FUNCTION lizsync.clone_finish(jsonb, jsonb, jsonb) IS
'On a clone, last in its transaction: stores the acknowledged sync, drops the events that were sent, keeps those that central refused, and takes new id ranges (docs/protocol.md)';
REVOKE ALL ON FUNCTION lizsync.clone_finish(jsonb, jsonb, jsonb) FROM PUBLIC;
