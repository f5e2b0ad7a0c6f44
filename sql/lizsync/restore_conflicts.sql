CREATE OR REPLACE FUNCTION lizsync.restore_conflicts(p_ids bigint[])
RETURNS integer
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_pair record;
  v_id bigint;
  v_count integer := 0;
BEGIN
  SELECT a.id AS first, b.id AS second, a.object_table, a.object_uid INTO v_pair
  FROM lizsync.conflicts AS a JOIN lizsync.conflicts AS b
    ON b.object_uid = a.object_uid AND b.object_table = a.object_table AND b.id > a.id AND (b.column_name = a.column_name OR b.column_name IS NULL OR a.column_name IS NULL)
  WHERE a.id = ANY (p_ids) AND b.id = ANY (p_ids)
  ORDER BY a.id, b.id LIMIT 1;
  IF FOUND THEN
    PERFORM lizsync.raise_error(format('Conflicts %s and %s are about the same value of row %s of table %s: restore one of them.', v_pair.first, v_pair.second, v_pair.object_uid, v_pair.object_table));
  END IF;
  FOR v_id IN SELECT DISTINCT i FROM unnest(p_ids) AS i ORDER BY i LOOP
    PERFORM lizsync.restore_conflict(v_id);
    v_count := v_count + 1;
  END LOOP;
  RETURN v_count;
END
$function$;
COMMENT ON FUNCTION lizsync.restore_conflicts(bigint[]) IS
'On central: lizsync.restore_conflict() for several conflicts, all or none of them. Answers their number. Raises LZ001 also where two of them are about the same value';
REVOKE ALL ON FUNCTION lizsync.restore_conflicts(bigint[]) FROM PUBLIC;
