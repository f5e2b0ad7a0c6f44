CREATE OR REPLACE FUNCTION lizsync.staying_children_query(p_child text, p_parent text, p_child_columns text[], p_parent_columns text[])
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT format($sql$
    WITH child AS (
      SELECT o.uid, o.edited_at, o.edited_by, false AS must_stay FROM lizsync.outbox AS o
      WHERE o.sync_id = $1 AND o.relation = $2 AND o.action <> 'D'
        AND NOT EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.uid = o.uid AND i.sync_id = $1 AND i.relation = $2 AND i.action = 'D')
      UNION ALL
      SELECT i.uid, o.edited_at, o.edited_by, true FROM lizsync.inbox AS i LEFT JOIN lizsync.outbox AS o USING (sync_id, relation, uid)
      WHERE i.sync_id = $1 AND i.relation = $2 AND i.action = 'D' AND i.state = 'settled' AND o.action IS DISTINCT FROM 'D'
    )
    SELECT c.uid AS child_uid, p.uid AS parent_uid, child.must_stay, child.edited_at AS central_at, child.edited_by AS central_by,
      i.edited_at AS clone_at, i.edited_by AS clone_by, lizsync.current_row($2, c.uid) AS child_row
    FROM child JOIN %s AS c ON c.uid = child.uid JOIN %s AS p ON %s
    JOIN lizsync.inbox AS i ON i.uid = p.uid AND i.sync_id = $1 AND i.relation = $3 AND i.action = 'D' AND i.state = 'apply'
    $sql$, lizsync.from_clause(p_child::regclass), lizsync.from_clause(p_parent::regclass),
    (SELECT string_agg(format('p.%I = c.%I', k.parent_column, k.child_column), ' AND ') FROM unnest(p_parent_columns, p_child_columns) AS k(parent_column, child_column)))
$function$;
COMMENT ON FUNCTION lizsync.staying_children_query(text, text, text[], text[]) IS
'Query for rows that stay in central and reference rows which the clone deletes. $1 sync id, $2 child table, $3 parent table';
REVOKE ALL ON FUNCTION lizsync.staying_children_query(text, text, text[], text[]) FROM PUBLIC;
