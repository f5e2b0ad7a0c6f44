CREATE OR REPLACE FUNCTION lizsync.free_sequences()
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_sequence record;
  v_last bigint;
  v_called boolean;
  v_used bigint;
BEGIN
  FOR v_sequence IN
    SELECT DISTINCT c.sequence_name, c.relation, c.column_name
    FROM lizsync.server_metadata AS m
    JOIN lizsync.synchronized_tables AS s ON s.server_id = m.server_id
    CROSS JOIN LATERAL lizsync.sequence_columns(ARRAY(SELECT jsonb_array_elements_text(s.sync_tables))) AS c
    WHERE EXISTS (SELECT FROM lizsync.central) AND EXISTS (SELECT FROM lizsync.id_ranges AS i WHERE i.sequence_name = c.sequence_name)
  LOOP
    EXECUTE format('ALTER SEQUENCE %s NO MINVALUE NO MAXVALUE START 1', v_sequence.sequence_name::regclass);
    EXECUTE format('SELECT last_value, is_called FROM %s', v_sequence.sequence_name::regclass) INTO v_last, v_called;
    EXECUTE format('SELECT max(t.%I) FROM %s AS t', v_sequence.column_name, v_sequence.relation::regclass) INTO v_used;
    IF v_used >= v_last THEN
      PERFORM setval(v_sequence.sequence_name::regclass, v_used, true);
    END IF;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.free_sequences() IS
'On a clone that LizSync leaves: its sequences draw all ids again, behind those that are in use, and not from leased ranges only';
REVOKE ALL ON FUNCTION lizsync.free_sequences() FROM PUBLIC;
