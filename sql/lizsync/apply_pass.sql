CREATE OR REPLACE FUNCTION lizsync.apply_pass(p_sync uuid, p_ordered boolean, p_circles boolean)
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_run record;
  v_rows bigint := 0;
BEGIN
  FOR v_run IN
    -- Each for itself: joined to the inbox at once, functions would be read anew for each row.
    WITH late AS MATERIALIZED (
      SELECT DISTINCT l.relation, l.uid FROM lizsync.late_children(p_sync) AS l
    ), ordered AS MATERIALIZED (
      SELECT o.* FROM lizsync.apply_order(CASE WHEN p_ordered THEN p_sync END, '{}') AS o
    ), pending AS MATERIALIZED (
      SELECT i.relation, i.action, CASE WHEN i.action <> 'D' THEN akeys(i.row_values) END AS keys, i.uid, i.first_event FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.state = 'apply'
    ), change AS (
      SELECT i.relation, i.action, i.keys, i.uid, i.first_event, coalesce(o.level, 0) AS level
      FROM pending AS i LEFT JOIN ordered AS o ON o.relation = i.relation AND o.uid = i.uid LEFT JOIN late AS l ON l.relation = i.relation AND l.uid = i.uid
      WHERE ((o.uid IS NOT NULL AND o.level IS NULL) OR l.uid IS NOT NULL) = p_circles
    ), numbered AS (
      SELECT c.*, row_number() OVER w AS place, row_number() OVER w - row_number() OVER (PARTITION BY c.relation, c.action, c.keys ORDER BY c.level, c.first_event, c.uid) AS run
      FROM change AS c
      WINDOW w AS (ORDER BY c.level, c.first_event, c.uid)
    )
    SELECT n.relation, n.action, n.keys, array_agg(n.uid ORDER BY n.place) AS uids
    FROM numbered AS n
    GROUP BY n.relation, n.action, n.keys, n.run
    ORDER BY min(n.place)
  LOOP
    v_rows := v_rows + lizsync.apply_chunk(p_sync, v_run.relation, v_run.action, v_run.keys, v_run.uids);
  END LOOP;
  -- What is left may need each other: deferrable constraints, references in a circle.
  IF (SELECT count(*) FROM lizsync.inbox WHERE sync_id = p_sync AND state = 'apply') > 1 AND NOT EXISTS (SELECT FROM lizsync.late_children(p_sync)) THEN
    v_rows := v_rows + lizsync.apply_together(p_sync);
  END IF;
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_pass(uuid, boolean, boolean) IS 'Tries each change of a sync''s inbox that is still to be applied, in the order of the edits; p_ordered, what waits for another one''s unique value after that (lizsync.apply_order()), and of those that wait for each other, or for a key that another row is still to give away (lizsync.late_children()), none, or, with p_circles, nothing else. Returns the rows really changed';
REVOKE ALL ON FUNCTION lizsync.apply_pass(uuid, boolean, boolean) FROM PUBLIC;
