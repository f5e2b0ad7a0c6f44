CREATE OR REPLACE FUNCTION lizsync.low_sequences()
RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_range record;
  v_last bigint;
  v_low jsonb := '[]';
BEGIN
  FOR v_range IN
    SELECT DISTINCT ON (r.sequence_name) r.sequence_name, r.first_id, r.last_id, m.server_id IS NOT NULL AS own
    FROM lizsync.id_ranges AS r LEFT JOIN lizsync.server_metadata AS m ON m.server_id = r.clone_id
    WHERE to_regclass(r.sequence_name) IS NOT NULL
    ORDER BY r.sequence_name, own DESC, r.leased_at DESC, r.first_id DESC
  LOOP
    EXECUTE format('SELECT last_value FROM %s', v_range.sequence_name::regclass) INTO v_last;
    IF NOT v_range.own OR v_last > v_range.first_id + (v_range.last_id - v_range.first_id) * 0.8 THEN
      v_low := v_low || to_jsonb(v_range.sequence_name);
    END IF;
  END LOOP;
  RETURN v_low;
END
$function$;
COMMENT ON FUNCTION lizsync.low_sequences() IS 'On a clone: sequences that have used four fifths of their id range, or whose range belongs to the clone that this one is a copy of, and get the next one at this sync';
REVOKE ALL ON FUNCTION lizsync.low_sequences() FROM PUBLIC;
