-- The protocol over postgres_fdw (docs/protocol.md); the engine does the same over two connections.
CREATE OR REPLACE FUNCTION lizsync.exchange()
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Compiling these statements takes longer than running them.
SET jit TO off
SET array_nulls TO on
SET quote_all_identifiers TO off
AS $function$
DECLARE
  v_memory CONSTANT text := current_setting('work_mem');
  v_hello jsonb := lizsync.clone_hello();
  v_reply jsonb;
  v_answer record;
  v_offset interval;
  v_merge jsonb;
  v_report jsonb;
  v_final jsonb;
BEGIN
  -- As lizsync.keep_session() does it in central; the caller has its own again in the end.
  PERFORM set_config('work_mem', '16MB', true) WHERE pg_size_bytes(v_memory) BETWEEN 4194304 AND 16777216;
  -- A row of a foreign table is a round trip, a statement two more. The clocks are compared by a row of their own: the hello takes time to be answered.
  FOR v_answer IN
    INSERT INTO lizsync.central_call (verb, request) VALUES ('hello', v_hello), ('clock', to_jsonb(clock_timestamp()))
    RETURNING verb, request, reply, clock_timestamp() AS answered_at
  LOOP
    IF v_answer.verb = 'hello' THEN
      v_reply := v_answer.reply;
    ELSE
      v_offset := lizsync.clock_offset((v_answer.request #>> '{}')::timestamptz, (v_answer.reply #>> '{}')::timestamptz, v_answer.answered_at);
    END IF;
  END LOOP;
  PERFORM lizsync.tell_oddities(v_hello, v_reply, v_offset);

  WITH sent AS (
    INSERT INTO lizsync.central_push (sync_id, relations, uids, actions, row_values, edited_at, column_times, first_values, edited_by, first_events, request)
    SELECT (v_reply ->> 'sync_id')::uuid, lizsync.shortened(array_agg(c.relation)), array_agg(c.uid), lizsync.shortened(array_agg(c.action)), string_agg(lizsync.separable_text(c.row_text), chr(30)),
      lizsync.shortened(array_agg(c.edited_at)), lizsync.shortened(array_agg(c.column_times)), lizsync.shortened(array_agg(c.first_values)), lizsync.shortened(array_agg(c.edited_by)), array_agg(c.first_event), NULL::jsonb
    -- 5,000 changes a row, or as many as 8 MB hold.
    FROM (SELECT n.*, n.row_values::text AS row_text, (count(*) OVER so_far - 1) / 5000 AS by_rows, sum(coalesce(pg_column_size(n.row_values), 0)) OVER so_far / 8000000 AS by_size
          FROM lizsync.clone_changes(v_reply, v_offset) AS n
          WINDOW so_far AS (ROWS UNBOUNDED PRECEDING)) AS c
    GROUP BY c.by_rows, c.by_size
    UNION ALL
    -- After them all, in the order of UNION ALL: the merge.
    SELECT (v_reply ->> 'sync_id')::uuid, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, NULL, lizsync.merge_request(v_reply, v_offset)
    RETURNING reply
  )
  SELECT s.reply INTO STRICT v_merge FROM sent AS s WHERE s.reply IS NOT NULL;
  IF (v_merge ->> 'to_clone')::bigint > 0 THEN
    EXECUTE format('INSERT INTO lizsync.inbox (relation, uid, action, row_values, first_values, first_event, sync_id)
      SELECT o.relation, o.uid, o.action, o.row_values, o.first_values, o.first_event, o.sync_id FROM lizsync.%I AS o WHERE o.sync_id = $1',
      CASE WHEN (v_merge ->> 'largest')::bigint > 10000 THEN 'central_outbox_large' ELSE 'central_outbox' END)
    USING (v_merge ->> 'sync_id')::uuid;
  END IF;
  v_report := lizsync.clone_apply(v_merge);
  INSERT INTO lizsync.central_call (verb, request) VALUES ('report', v_report) RETURNING reply INTO v_final;
  PERFORM lizsync.clone_finish(v_hello, v_reply, v_final), lizsync.keep_no_connection(), set_config('work_mem', v_memory, true);
  RETURN v_final;
END
$function$;
COMMENT ON FUNCTION lizsync.exchange() IS 'On a clone: the messages of one sync through postgres_fdw; central''s transaction ends with the caller''s. Answers the counts';
REVOKE ALL ON FUNCTION lizsync.exchange() FROM PUBLIC;
