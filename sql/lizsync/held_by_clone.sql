CREATE OR REPLACE FUNCTION lizsync.held_by_clone(p_clone uuid)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(jsonb_object_agg(h.object_table, h.uids), '{}')
  FROM (SELECT c.object_table, jsonb_agg(DISTINCT c.object_uid) AS uids
        FROM lizsync.conflicts AS c WHERE c.clone_id = p_clone AND NOT c.resolved AND c.rejected = 'clone'
        GROUP BY c.object_table) AS h
$function$;
COMMENT ON FUNCTION lizsync.held_by_clone(uuid) IS 'On central: rows of a clone whose change central refused and the clone keeps, by table';
REVOKE ALL ON FUNCTION lizsync.held_by_clone(uuid) FROM PUBLIC;
