CREATE OR REPLACE FUNCTION lizsync.clone_status()
RETURNS jsonb
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_range record;
  v_left bigint;
  v_ranges jsonb := '[]';
BEGIN
  FOR v_range IN
    SELECT DISTINCT ON (r.sequence_name) r.sequence_name, r.first_id, r.last_id
    FROM lizsync.id_ranges AS r JOIN lizsync.server_metadata AS m ON m.server_id = r.clone_id
    WHERE to_regclass(r.sequence_name) IS NOT NULL
    ORDER BY r.sequence_name, r.leased_at DESC, r.first_id DESC
  LOOP
    EXECUTE format('SELECT $1 - last_value + CASE WHEN is_called THEN 0 ELSE 1 END FROM %s', v_range.sequence_name::regclass) INTO v_left USING v_range.last_id;
    -- A sequence that somebody set by hand may stand anywhere.
    v_left := least(greatest(v_left, 0), v_range.last_id - v_range.first_id + 1);
    v_ranges := v_ranges || jsonb_build_object('sequence', v_range.sequence_name, 'first_id', v_range.first_id, 'left', v_left);
  END LOOP;
  RETURN jsonb_build_object('log_bytes', pg_total_relation_size('audit.logged_actions'), 'id_ranges', v_ranges);
END
$function$;
COMMENT ON FUNCTION lizsync.clone_status() IS 'On a clone: what it tells central of itself at each hello, for lizsync.fleet_status(): size of its log, what is left of its id ranges';
REVOKE ALL ON FUNCTION lizsync.clone_status() FROM PUBLIC;
