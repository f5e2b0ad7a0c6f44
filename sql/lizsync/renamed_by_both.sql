CREATE OR REPLACE FUNCTION lizsync.renamed_by_both(p_sync uuid, p_renamed jsonb)
RETURNS jsonb
LANGUAGE sql
SET search_path FROM CURRENT
-- The inbox has just been filled and has no statistics: hash it.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
  SELECT coalesce(jsonb_agg(e.value || jsonb_build_object('by_both', i.uid IS NOT NULL)), '[]')
  FROM jsonb_array_elements(p_renamed) AS e
  CROSS JOIN LATERAL jsonb_to_record(e.value) AS r(parent text, uid uuid, clone_key hstore)
  LEFT JOIN lizsync.inbox AS i ON i.uid = r.uid AND i.relation = r.parent AND i.sync_id = p_sync AND i.action = 'U' AND i.row_values ?| akeys(r.clone_key)
$function$;
COMMENT ON FUNCTION lizsync.renamed_by_both(uuid, jsonb) IS
'On central: what lizsync.renamed_parents() answers, each with by_both: whether the clone changed that key, too. Before the columns are decided, as what loses leaves the inbox';
REVOKE ALL ON FUNCTION lizsync.renamed_by_both(uuid, jsonb) FROM PUBLIC;
