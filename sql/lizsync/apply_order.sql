-- Unique values that are handed on from row to row (numbers that move up by one): a row gets its value when the one that has it got its own.
CREATE OR REPLACE FUNCTION lizsync.apply_order(p_sync uuid)
RETURNS TABLE (relation text, uid uuid, level integer)
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
BEGIN
  FOR v_relation IN SELECT DISTINCT i.relation FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.state = 'apply' LOOP
    SELECT array_agg(c.uid), array_agg(c.other), array_agg(1) INTO v_uids, v_others, v_levels
    FROM (SELECT DISTINCT ON (x.uid) x.uid, x.other FROM lizsync.clashing_rows(p_sync, v_relation) AS x ORDER BY x.uid, x.other) AS c;
    CONTINUE WHEN v_uids IS NULL;
    -- Each step doubles how far a row looks along its chain (pointer jumping, Wyllie 1979): as many steps as the longest chain has binary digits.
    FOR v_step IN 0 .. ceil(log(2, cardinality(v_uids) + 1))::integer LOOP
      EXIT WHEN NOT EXISTS (SELECT FROM unnest(v_others) AS o WHERE o IS NOT NULL);
      SELECT array_agg(a.uid), array_agg(b.other), array_agg(a.level + coalesce(b.level, 0)) INTO v_uids, v_others, v_levels
      FROM unnest(v_uids, v_others, v_levels) AS a(uid, other, level) LEFT JOIN unnest(v_uids, v_others, v_levels) AS b(uid, other, level) ON b.uid = a.other;
    END LOOP;
    RETURN QUERY SELECT v_relation, a.uid, a.level FROM unnest(v_uids, v_others, v_levels) AS a(uid, other, level) WHERE a.other IS NULL;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_order(uuid) IS
'Changes of a sync''s inbox that are still to be applied and bring a unique value of a row that is still to be changed or deleted too: how many changes have to be applied before, one after the other. Rows that wait for each other in a circle are left out';
REVOKE ALL ON FUNCTION lizsync.apply_order(uuid) FROM PUBLIC;
