CREATE OR REPLACE FUNCTION lizsync.advance_sequences()
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_column record;
  v_used bigint;
  v_last bigint;
BEGIN
  FOR v_column IN
    SELECT c.sequence_name, c.relation, c.column_name, r.first_id, r.last_id
    FROM lizsync.server_metadata AS m
    JOIN lizsync.synchronized_tables AS s ON s.server_id = m.server_id
    CROSS JOIN LATERAL lizsync.sequence_columns(ARRAY(SELECT jsonb_array_elements_text(s.sync_tables))) AS c
    CROSS JOIN LATERAL (SELECT i.first_id, i.last_id FROM lizsync.id_ranges AS i WHERE i.clone_id = m.server_id AND i.sequence_name = c.sequence_name
                        ORDER BY i.leased_at DESC, i.first_id DESC LIMIT 1) AS r
  LOOP
    EXECUTE format('SELECT max(t.%1$I) FROM %2$s AS t WHERE t.%1$I BETWEEN $1 AND $2', v_column.column_name, v_column.relation::regclass)
      INTO v_used USING v_column.first_id, v_column.last_id;
    EXECUTE format('SELECT last_value FROM %s', v_column.sequence_name::regclass) INTO v_last;
    IF v_used >= v_last THEN
      PERFORM setval(v_column.sequence_name::regclass, v_used, true);
    END IF;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.advance_sequences() IS
'On a clone that went back to a backup: moves its sequences behind the ids of their ranges that are in use, as they came back from central';
REVOKE ALL ON FUNCTION lizsync.advance_sequences() FROM PUBLIC;
