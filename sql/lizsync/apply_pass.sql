CREATE OR REPLACE FUNCTION lizsync.apply_pass(p_sync uuid)
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_run record;
  v_rows bigint := 0;
BEGIN
  FOR v_run IN
    WITH change AS (
      SELECT i.relation, i.action, CASE WHEN i.action <> 'D' THEN akeys(i.row_values) END AS keys, i.uid, i.first_event
      FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.state = 'apply'
    ), numbered AS (
      SELECT c.*, row_number() OVER (ORDER BY c.first_event, c.uid) - row_number() OVER (PARTITION BY c.relation, c.action, c.keys ORDER BY c.first_event, c.uid) AS run
      FROM change AS c
    )
    SELECT n.relation, n.action, n.keys, array_agg(n.uid ORDER BY n.first_event, n.uid) AS uids
    FROM numbered AS n
    GROUP BY n.relation, n.action, n.keys, n.run
    ORDER BY min(n.first_event)
  LOOP
    v_rows := v_rows + lizsync.apply_chunk(p_sync, v_run.relation, v_run.action, v_run.keys, v_run.uids);
  END LOOP;
  -- What is left may need each other: deferrable constraints, references in a circle.
  IF (SELECT count(*) FROM lizsync.inbox WHERE sync_id = p_sync AND state = 'apply') > 1 THEN
    v_rows := v_rows + lizsync.apply_together(p_sync);
  END IF;
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.apply_pass(uuid) IS 'Tries each change of a sync''s inbox that is still to be applied, in the order of the edits. Returns the rows really changed';
REVOKE ALL ON FUNCTION lizsync.apply_pass(uuid) FROM PUBLIC;
