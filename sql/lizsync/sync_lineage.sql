CREATE OR REPLACE FUNCTION lizsync.sync_lineage(p_sync uuid)
RETURNS SETOF uuid
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH RECURSIVE lineage AS (
    SELECT h.sync_id, h.after_sync FROM lizsync.history AS h WHERE h.sync_id = p_sync
    UNION
    SELECT h.sync_id, h.after_sync FROM lineage AS l JOIN lizsync.history AS h ON h.sync_id = l.after_sync
  )
  SELECT l.sync_id FROM lineage AS l
$function$;
COMMENT ON FUNCTION lizsync.sync_lineage(uuid) IS 'On central: a sync, what its clone had acknowledged before it, and so on back to the package';
REVOKE ALL ON FUNCTION lizsync.sync_lineage(uuid) FROM PUBLIC;
