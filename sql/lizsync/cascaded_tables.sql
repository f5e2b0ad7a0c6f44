CREATE OR REPLACE FUNCTION lizsync.cascaded_tables(p_sync uuid)
RETURNS text[]
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH RECURSIVE incoming AS (
    SELECT DISTINCT i.relation, i.action FROM lizsync.inbox AS i WHERE i.sync_id = p_sync
  ), reached AS (
    SELECT c.conrelid AS relid
    FROM incoming AS i
    CROSS JOIN LATERAL (SELECT i.relation::regclass::oid UNION SELECT p.relid FROM pg_partition_tree(i.relation::regclass) AS p) AS t(relid)
    JOIN pg_constraint AS c ON c.confrelid = t.relid
    WHERE c.contype = 'f' AND c.conparentid = 0 AND CASE i.action
      WHEN 'D' THEN c.confdeltype IN ('c', 'n', 'd')
      WHEN 'U' THEN c.confupdtype IN ('c', 'n', 'd')
        AND EXISTS (SELECT FROM lizsync.inbox AS u WHERE u.sync_id = p_sync AND u.relation = i.relation AND u.action = 'U'
                      AND u.row_values ?| ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = c.confrelid AND a.attnum = ANY (c.confkey)))
      ELSE false END
    UNION
    SELECT c.conrelid
    FROM reached AS r
    CROSS JOIN LATERAL (SELECT r.relid UNION SELECT p.relid FROM pg_partition_tree(r.relid) AS p) AS t(relid)
    JOIN pg_constraint AS c ON c.confrelid = t.relid
    WHERE c.contype = 'f' AND c.conparentid = 0 AND (c.confdeltype IN ('c', 'n', 'd') OR c.confupdtype IN ('c', 'n', 'd'))
  )
  SELECT coalesce(array_agg(lizsync.quoted_name(t.oid) ORDER BY lizsync.quoted_name(t.oid)), '{}')
  FROM pg_class AS t
  WHERE t.oid IN (SELECT r.relid FROM reached AS r) AND pg_has_role(t.relowner, 'USAGE')
    AND NOT EXISTS (SELECT FROM incoming AS i WHERE i.relation::regclass = coalesce(pg_partition_root(t.oid), t.oid))
    AND EXISTS (SELECT FROM pg_trigger AS g JOIN pg_proc AS f ON f.oid = g.tgfoid
                WHERE (g.tgrelid = t.oid OR g.tgrelid IN (SELECT p.relid FROM pg_partition_tree(t.oid) AS p)) AND NOT g.tgisinternal AND g.tgenabled <> 'D'
                  AND f.pronamespace NOT IN ('audit'::regnamespace, 'lizsync'::regnamespace))
$function$;
COMMENT ON FUNCTION lizsync.cascaded_tables(uuid) IS
'On a clone: tables ("schema"."table") of the current role, with triggers of users, that nothing in the inbox of a sync is for, but that foreign keys lead to from what it deletes and updates (CASCADE, SET NULL, SET DEFAULT)';
REVOKE ALL ON FUNCTION lizsync.cascaded_tables(uuid) FROM PUBLIC;
