-- Unique values that are handed on from row to row (numbers that move up by one): a row gets its value when the one that has it got its own.
CREATE OR REPLACE FUNCTION lizsync.apply_order(p_sync uuid)
RETURNS TABLE (relation text, uid uuid, level integer, steps boolean)
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
#variable_conflict use_column
DECLARE
  v_relation text;
  v_uids uuid[];
  v_others uuid[];
  v_levels integer[];
  -- Of what a row looked along, the lowest one that has a value on the way.
  v_lowest uuid[];
BEGIN
  FOR v_relation IN SELECT DISTINCT i.relation FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.state = 'apply' LOOP
    SELECT array_agg(c.uid), array_agg(c.other), array_agg(1), array_agg(CASE WHEN i.first_values ?| akeys(i.row_values) THEN c.uid END) INTO v_uids, v_others, v_levels, v_lowest
    FROM (SELECT DISTINCT ON (x.uid) x.uid, x.other FROM lizsync.clashing_rows(p_sync, v_relation, false) AS x ORDER BY x.uid, x.other) AS c
    JOIN lizsync.inbox AS i ON i.uid = c.uid AND i.sync_id = p_sync AND i.relation = v_relation;
    CONTINUE WHEN v_uids IS NULL;
    -- Each step doubles how far a row looks along its chain (pointer jumping, Wyllie 1979): as many steps as the longest chain has binary digits.
    FOR v_step IN 0 .. ceil(log(2, cardinality(v_uids) + 1))::integer LOOP
      EXIT WHEN NOT EXISTS (SELECT FROM unnest(v_others) AS o WHERE o IS NOT NULL);
      SELECT array_agg(a.uid), array_agg(b.other), array_agg(a.level + coalesce(b.level, 0)), array_agg(least(a.lowest, b.lowest)) INTO v_uids, v_others, v_levels, v_lowest
      FROM unnest(v_uids, v_others, v_levels, v_lowest) AS a(uid, other, level, lowest) LEFT JOIN unnest(v_uids, v_others, v_levels, v_lowest) AS b(uid, other, level, lowest) ON b.uid = a.other;
    END LOOP;
    RETURN QUERY SELECT v_relation, a.uid, CASE WHEN a.other IS NULL THEN a.level END, a.other IS NOT NULL AND a.lowest IS NOT DISTINCT FROM a.uid
      FROM unnest(v_uids, v_others, v_levels, v_lowest) AS a(uid, other, level, lowest);
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_order(uuid) IS
'Changes of a sync''s inbox that are still to be applied and bring a unique value of a row that is still to be changed or deleted too. level: how many changes have to be applied before, one after the other; null where rows wait for each other in a circle. steps: the row of a circle that is to step aside, to a value that it had on the way, so that all others can follow one after the other';
REVOKE ALL ON FUNCTION lizsync.apply_order(uuid) FROM PUBLIC;
