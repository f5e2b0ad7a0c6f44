CREATE OR REPLACE FUNCTION lizsync.lease_id_range(p_clone uuid, p_sequence text)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_settings pg_sequence;
  v_column record;
  v_last bigint;
  v_called boolean;
  v_used bigint;
  v_first bigint;
  v_end bigint;
  v_timeout CONSTANT text := current_setting('lock_timeout');
  -- Whoever draws an id meanwhile waits too: not for long.
  v_wait CONSTANT interval := least(coalesce(nullif(current_setting('lizsync.lock_timeout', true), ''), '5s')::interval, '5s');
BEGIN
  IF p_sequence NOT IN (SELECT c.sequence_name FROM lizsync.sequence_columns(ARRAY(SELECT jsonb_array_elements_text(sync_tables) FROM lizsync.synchronized_tables WHERE server_id = p_clone)) AS c) THEN
    PERFORM lizsync.raise_error(format('Sequence %s does not exist in central, or numbers no table of this clone: deploy a new archive.', left(p_sequence, 200)));
  END IF;
  SELECT * INTO STRICT v_settings FROM pg_sequence WHERE seqrelid = p_sequence::regclass;
  -- Altering a sequence to what it is locks it: no id can be drawn between reading and setting it.
  PERFORM set_config('lock_timeout', greatest(1, round(extract(epoch FROM v_wait) * 1000))::text, true);
  BEGIN
    EXECUTE format('ALTER SEQUENCE %s INCREMENT BY %s', p_sequence::regclass, v_settings.seqincrement);
  EXCEPTION WHEN lock_not_available THEN
    RAISE EXCEPTION 'The clone needs new ids of sequence %, from which an open transaction of central has drawn some: try again when that has ended. Nothing was changed.', p_sequence
      USING ERRCODE = 'LZ001';
  END;
  PERFORM set_config('lock_timeout', v_timeout, true);
  EXECUTE format('SELECT last_value, is_called FROM %s', p_sequence::regclass) INTO v_last, v_called;
  v_first := CASE WHEN v_called THEN v_last + v_settings.seqincrement ELSE v_last END;
  -- A sequence that was set back must not give a range twice.
  SELECT max(r.last_id) INTO v_used FROM lizsync.id_ranges AS r WHERE r.sequence_name = p_sequence;
  WHILE v_used >= v_first AND v_settings.seqincrement > 0 LOOP
    v_first := v_first + v_settings.seqincrement * greatest(1, (v_used - v_first) / v_settings.seqincrement);
  END LOOP;
  -- Rows may have been given ids by hand: the range lies behind those that are in its way, and one far away does no harm.
  LOOP
    v_end := v_first + v_settings.seqincrement * (CASE v_settings.seqtypid WHEN 'smallint'::regtype THEN 100 WHEN 'integer'::regtype THEN 100000 ELSE 1000000 END - 1);
    v_used := NULL;
    FOR v_column IN SELECT c.* FROM lizsync.sequence_columns(ARRAY(SELECT jsonb_array_elements_text(sync_tables) FROM lizsync.synchronized_tables WHERE server_id = p_clone)) AS c
      WHERE c.sequence_name = p_sequence
    LOOP
      EXECUTE format('SELECT greatest($3, max(t.%1$I)) FROM %2$s AS t WHERE t.%1$I BETWEEN $1 AND $2', v_column.column_name, v_column.relation::regclass)
      INTO v_used USING v_first, v_end, v_used;
    END LOOP;
    EXIT WHEN v_used IS NULL;
    v_first := v_first + v_settings.seqincrement * ((v_used - v_first) / v_settings.seqincrement + 1);
  END LOOP;
  IF v_settings.seqincrement < 1 OR v_end > v_settings.seqmax THEN
    PERFORM lizsync.raise_error(format('Sequence %s of central has no ids left for a clone (the next is %s, the last possible one %s): give its column a larger type.',
      p_sequence, v_first, v_settings.seqmax));
  END IF;
  PERFORM setval(p_sequence::regclass, v_end, true);
  INSERT INTO lizsync.id_ranges (clone_id, sequence_name, first_id, last_id) VALUES (p_clone, p_sequence, v_first, v_end);
  RETURN jsonb_build_object('sequence', p_sequence, 'first_id', v_first, 'last_id', v_end);
END
$function$;
COMMENT ON FUNCTION lizsync.lease_id_range(uuid, text) IS
'On central: leases the next ids of a sequence ("schema"."sequence") to a clone; central''s own sequence goes on behind them. 100 ids of a smallint, 100,000 of an integer, 1,000,000 of a bigint. Raises LZ001 where the sequence does not exist, numbers no table of the clone, or is used up, or where an open transaction uses it for more than lizsync.lock_timeout, at most 5 s';
REVOKE ALL ON FUNCTION lizsync.lease_id_range(uuid, text) FROM PUBLIC;
