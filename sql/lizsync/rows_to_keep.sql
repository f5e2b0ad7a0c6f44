-- A key that one row gives away and another one gets: a foreign key's action would reach rows that keep their reference, and that nobody would send again.
CREATE OR REPLACE FUNCTION lizsync.rows_to_keep(p_sync uuid)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Nothing of this has statistics: hash it.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
DECLARE
  v_key record;
  v_next jsonb;
  -- columns: what the action changes; null, the row goes.
  v_front jsonb;
  v_kept jsonb := '[]';
BEGIN
  SELECT coalesce(jsonb_agg(jsonb_build_object('constraint', h.constraint_id::bigint, 'relation', h.relation, 'uid', u.uid, 'root', h.relation, 'root_uid', u.uid, 'columns', k.columns)), '[]')
  INTO v_front
  FROM (SELECT x.constraint_id, x.relation, x.old_action, array_agg(DISTINCT x.old_uid) AS uids FROM lizsync.handed_on_keys(p_sync) AS x GROUP BY 1, 2, 3) AS h
  CROSS JOIN LATERAL (
    SELECT CASE h.old_action WHEN 'U' THEN to_jsonb(ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = c.confrelid AND a.attnum = ANY (c.confkey))) END AS columns
    FROM pg_constraint AS c WHERE c.oid = h.constraint_id OFFSET 0
  ) AS k
  CROSS JOIN LATERAL unnest(h.uids) AS u(uid);
  -- From parents to children, and to their children, until none is new.
  WHILE v_front <> '[]' LOOP
    v_next := '[]';
    FOR v_key IN
      SELECT c.oid, lizsync.quoted_name(c.conrelid) AS child, f.columns IS NULL AS gone, a.action IN ('a', 'r') AS aside, f.uids,
        CASE WHEN f.columns IS NOT NULL OR c.confdeltype <> 'c' THEN ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = c.conrelid AND a.attnum = ANY (c.conkey)) END AS columns
      FROM (SELECT x."constraint", x.relation, x.columns, array_agg(x.uid) AS uids FROM jsonb_to_recordset(v_front) AS x("constraint" oid, relation text, uid uuid, columns text[]) GROUP BY 1, 2, 3) AS f
      JOIN pg_constraint AS c ON c.contype = 'f' AND c.conparentid = 0 AND c.confrelid = f.relation::regclass AND has_table_privilege(c.conrelid, 'SELECT')
      CROSS JOIN LATERAL (SELECT CASE WHEN f.columns IS NULL THEN c.confdeltype ELSE c.confupdtype END AS action) AS a
      WHERE coalesce(c.oid = f."constraint", a.action NOT IN ('a', 'r'))
        AND (f.columns IS NULL OR f.columns && ARRAY(SELECT a.attname::text FROM pg_attribute AS a WHERE a.attrelid = c.confrelid AND a.attnum = ANY (c.confkey)))
    LOOP
      v_next := v_next || (
        SELECT coalesce(jsonb_agg(jsonb_build_object('relation', v_key.child, 'uid', u.uid, 'row', u.row_values::text, 'aside', v_key.aside, 'root', f.root, 'root_uid', f.root_uid, 'columns', to_jsonb(v_key.columns))), '[]')
        FROM lizsync.rows_under(p_sync, v_key.oid, v_key.uids, v_key.columns, v_key.gone) AS u
        JOIN (SELECT DISTINCT ON (x.uid) x.uid, x.root, x.root_uid FROM jsonb_to_recordset(v_front) AS x(uid uuid, root text, root_uid uuid) ORDER BY x.uid) AS f ON f.uid = u.parent_uid
        WHERE NOT EXISTS (SELECT FROM jsonb_to_recordset(v_kept || v_next) AS k(relation text, uid uuid, columns text[])
                    WHERE k.relation = v_key.child AND k.uid = u.uid AND (k.columns IS NULL OR k.columns @> v_key.columns)));
    END LOOP;
    v_kept := v_kept || v_next;
    v_front := v_next;
  END LOOP;
  RETURN v_kept;
END
$function$;
COMMENT ON FUNCTION lizsync.rows_to_keep(uuid) IS
'Before the inbox of a sync is applied: rows that ON DELETE and ON UPDATE actions are going to delete or change, or that refuse to be left (aside: NO ACTION, RESTRICT), although another row of the inbox gets the key that they reference (lizsync.handed_on_keys()), and what goes with them; parents first. An array of objects with relation, uid, row (an hstore), columns that change (null: it goes), and root, root_uid: the row that gives the key away';
REVOKE ALL ON FUNCTION lizsync.rows_to_keep(uuid) FROM PUBLIC;
