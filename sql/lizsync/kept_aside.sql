CREATE OR REPLACE FUNCTION lizsync.kept_aside(p_clone uuid, p_relation text)
RETURNS uuid[]
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(array_agg(DISTINCT a.uid), '{}')
  FROM (
    SELECT k.uid
    FROM (
      -- What stands, and what was resolved in this very sync: an index serves each.
      SELECT c.* FROM lizsync.conflicts AS c WHERE c.clone_id = p_clone AND NOT c.resolved AND c.error_message IS NOT NULL
      UNION ALL
      SELECT c.* FROM lizsync.conflicts AS c WHERE c.clone_id = p_clone AND c.resolved AND c.error_message IS NOT NULL AND c.resolved_at >= now()
    ) AS c
    -- What central refused the clone still has as it typed it; resolved, it gets what central has, whatever came of it meanwhile.
    -- Nor does it want what clashes with it where that is a row that it keeps as it typed it, too.
    CROSS JOIN LATERAL (VALUES (CASE WHEN c.rejected = 'central' OR c.resolved THEN c.object_uid END),
      (CASE WHEN c.resolved OR NOT EXISTS (SELECT FROM lizsync.conflicts AS h WHERE h.clone_id = p_clone AND h.object_table = c.object_table AND h.object_uid = c.other_uid AND h.rejected = 'clone' AND NOT h.resolved)
         THEN c.other_uid END)) AS k(uid)
    WHERE c.object_table = p_relation AND k.uid IS NOT NULL
    UNION ALL
    -- What stood when this sync began, though the clone's row clashes with another one by now.
    SELECT k.uid::uuid FROM lizsync.clone_states AS s CROSS JOIN LATERAL jsonb_array_elements_text(s.running_kept -> p_relation) AS k(uid)
    WHERE s.clone_id = p_clone AND s.running_transaction = txid_current()
  ) AS a
$function$;
COMMENT ON FUNCTION lizsync.kept_aside(uuid, text) IS
'On central: rows of a table that a clone could not take, or that clash with one of its rows: sent whole at every sync until it takes them, and once more when central takes what it refused';
REVOKE ALL ON FUNCTION lizsync.kept_aside(uuid, text) FROM PUBLIC;
