-- The protocol over postgres_fdw (docs/protocol.md); the engine does the same over two connections.
CREATE OR REPLACE FUNCTION lizsync.exchange()
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Compiling these statements takes longer than running them.
SET jit TO off
AS $function$
DECLARE
  v_hello jsonb := lizsync.clone_hello();
  v_reply jsonb;
  v_asked timestamptz;
  v_clock jsonb;
  v_offset interval;
  v_merge jsonb;
  v_report jsonb;
  v_final jsonb;
BEGIN
  INSERT INTO lizsync.central_call (verb, request) VALUES ('hello', v_hello) RETURNING reply INTO v_reply;
  -- By a round trip of its own: the hello takes time to be answered.
  v_asked := clock_timestamp();
  INSERT INTO lizsync.central_call (verb) VALUES ('clock') RETURNING reply INTO v_clock;
  v_offset := lizsync.clock_offset(v_asked, (v_clock #>> '{}')::timestamptz);

  INSERT INTO lizsync.central_push
  SELECT (v_reply ->> 'sync_id')::uuid, array_agg(c.relation), array_agg(c.uid), array_agg(c.action), array_agg(c.row_values), array_agg(c.edited_at),
    array_agg(c.column_times), array_agg(c.first_values), array_agg(c.edited_by), array_agg(c.first_event)
  -- A row of the foreign table is one round trip: 5,000 changes, or as many as 8 MB hold.
  FROM (SELECT n.*, (row_number() OVER () - 1) / 5000 AS by_rows, sum(coalesce(pg_column_size(n.row_values), 0)) OVER (ROWS UNBOUNDED PRECEDING) / 8000000 AS by_size
        FROM lizsync.clone_changes(v_reply, v_offset) AS n) AS c
  GROUP BY c.by_rows, c.by_size;

  INSERT INTO lizsync.central_call (verb, request) VALUES ('merge', lizsync.merge_request(v_reply, v_offset)) RETURNING reply INTO v_merge;
  IF (v_merge ->> 'to_clone')::bigint > 0 THEN
    EXECUTE format('INSERT INTO lizsync.inbox (relation, uid, action, row_values, first_values, first_event, sync_id)
      SELECT o.relation, o.uid, o.action, o.row_values, o.first_values, o.first_event, o.sync_id FROM lizsync.%I AS o WHERE o.sync_id = $1',
      CASE WHEN (v_merge ->> 'largest')::bigint > 10000 THEN 'central_outbox_large' ELSE 'central_outbox' END)
    USING (v_merge ->> 'sync_id')::uuid;
  END IF;
  v_report := lizsync.clone_apply(v_merge);
  INSERT INTO lizsync.central_call (verb, request) VALUES ('report', v_report) RETURNING reply INTO v_final;
  PERFORM lizsync.clone_finish(v_hello, v_reply, v_final), lizsync.keep_no_connection();
  RETURN v_final;
END
$function$;
COMMENT ON FUNCTION lizsync.exchange() IS 'On a clone: the messages of one sync through postgres_fdw; central''s transaction ends with the caller''s. Answers the counts';
REVOKE ALL ON FUNCTION lizsync.exchange() FROM PUBLIC;
