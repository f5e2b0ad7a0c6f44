-- Unique values that are handed on from row to row (numbers that move up by one): a row gets its value when each that has one of its own got its own.
CREATE OR REPLACE FUNCTION lizsync.apply_order(p_sync uuid, p_steady uuid[])
RETURNS TABLE (relation text, uid uuid, level integer, steps boolean)
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
#variable_conflict use_column
DECLARE
  v_relation text;
  -- Rows by number; for how many others each still waits; the numbers of those that wait for the first row, then of those that wait for the second one, and so on, and where each row's end.
  v_uids uuid[];
  v_waits integer[];
  v_followers integer[];
  v_ends integer[];
  v_steppers integer[];
  v_levels integer[];
  v_steps boolean[];
  v_queue integer[];
  v_head integer;
  v_tail integer;
  v_reached integer;
  v_stepper integer;
  v_row integer;
  v_follower integer;
BEGIN
  FOR v_relation IN SELECT DISTINCT i.relation FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.state = 'apply' LOOP
    WITH edge AS MATERIALIZED (
      SELECT DISTINCT x.uid, x.other FROM lizsync.clashing_rows(p_sync, v_relation, false) AS x
    ), node AS MATERIALIZED (
      SELECT e.uid, row_number() OVER (ORDER BY e.uid)::integer AS number FROM (SELECT DISTINCT edge.uid FROM edge) AS e
    ), wait AS MATERIALIZED (
      SELECT a.number AS follower, b.number AS target FROM edge AS e JOIN node AS a ON a.uid = e.uid JOIN node AS b ON b.uid = e.other
    ), counted AS (
      SELECT n.uid, n.number, coalesce(w.waits, 0)::integer AS waits, (sum(coalesce(f.followers, 0)) OVER (ORDER BY n.number))::integer AS ends,
        EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.uid = n.uid AND i.sync_id = p_sync AND i.relation = v_relation AND i.first_values ?| akeys(i.row_values))
          AND NOT EXISTS (SELECT FROM unnest(p_steady) AS s(uid) WHERE s.uid = n.uid) AS steps
      FROM node AS n LEFT JOIN (SELECT w.follower, count(*) AS waits FROM wait AS w GROUP BY w.follower) AS w ON w.follower = n.number
      LEFT JOIN (SELECT w.target, count(*) AS followers FROM wait AS w GROUP BY w.target) AS f ON f.target = n.number
    )
    SELECT array_agg(c.uid ORDER BY c.number), array_agg(c.waits ORDER BY c.number), array_agg(c.ends ORDER BY c.number), array_agg(c.number ORDER BY c.number) FILTER (WHERE c.steps),
      array_agg(c.number) FILTER (WHERE c.waits = 0), count(*) FILTER (WHERE c.waits = 0), (SELECT array_agg(w.follower ORDER BY w.target) FROM wait AS w)
    INTO v_uids, v_waits, v_ends, v_steppers, v_queue, v_tail, v_followers FROM counted AS c;
    CONTINUE WHEN v_uids IS NULL;
    v_levels := array_fill(1, ARRAY[cardinality(v_uids)]);
    v_steps := array_fill(false, ARRAY[cardinality(v_uids)]);
    v_queue := v_queue || array_fill(0, ARRAY[cardinality(v_uids) - v_tail]);
    v_head := 0;
    v_stepper := 0;
    v_reached := NULL;
    -- Whoever waits for nobody any more goes on (topological sorting, Kahn 1962); where all that are left wait for each other, one steps aside.
    LOOP
      WHILE v_head < v_tail LOOP
        v_head := v_head + 1;
        v_row := v_queue[v_head];
        FOR v_place IN coalesce(v_ends[v_row - 1], 0) + 1 .. v_ends[v_row] LOOP
          v_follower := v_followers[v_place];
          v_waits[v_follower] := v_waits[v_follower] - 1;
          v_levels[v_follower] := greatest(v_levels[v_follower], v_levels[v_row] + 1);
          IF v_waits[v_follower] = 0 AND NOT v_steps[v_follower] THEN
            v_tail := v_tail + 1;
            v_queue[v_tail] := v_follower;
          END IF;
        END LOOP;
      END LOOP;
      v_reached := coalesce(v_reached, v_tail);
      LOOP
        v_stepper := v_stepper + 1;
        v_row := v_steppers[v_stepper];
        EXIT WHEN v_row IS NULL OR v_waits[v_row] > 0;
      END LOOP;
      EXIT WHEN v_row IS NULL;
      v_steps[v_row] := true;
      v_tail := v_tail + 1;
      v_queue[v_tail] := v_row;
    END LOOP;
    RETURN QUERY SELECT v_relation, v_uids[n.number], CASE WHEN q.place <= v_reached THEN v_levels[n.number] END, v_steps[n.number]
      FROM generate_subscripts(v_uids, 1) AS n(number) LEFT JOIN unnest(v_queue[:v_tail]) WITH ORDINALITY AS q(number, place) ON q.number = n.number;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_order(uuid, uuid[]) IS
'Changes of a sync''s inbox that are still to be applied and bring a unique value of a row that is still to be changed or deleted too. level: how many changes have to be applied before, one after the other, at least; null where rows wait for each other in a circle. steps: rows of circles that are to step aside, to a value that they had on the way, so that all others can follow one after the other; p_steady, rows that may not';
REVOKE ALL ON FUNCTION lizsync.apply_order(uuid, uuid[]) FROM PUBLIC;
