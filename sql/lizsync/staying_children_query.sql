CREATE OR REPLACE FUNCTION lizsync.staying_children_query(p_child text, p_parent text, p_child_columns text[], p_parent_columns text[])
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT format($sql$
    WITH deleted AS MATERIALIZED (
      SELECT i.uid FROM lizsync.inbox AS i WHERE i.sync_id = $1 AND i.relation = $2 AND i.action = 'D'
    ), child AS (
      SELECT o.uid, o.edited_at, o.edited_by, false AS must_stay FROM lizsync.outbox AS o
      WHERE o.sync_id = $1 AND o.relation = $2 AND o.action <> 'D' AND o.uid NOT IN (SELECT d.uid FROM deleted AS d)
      UNION ALL
      SELECT i.uid, o.edited_at, o.edited_by, true FROM lizsync.inbox AS i LEFT JOIN lizsync.outbox AS o USING (sync_id, relation, uid)
      WHERE i.sync_id = $1 AND i.relation = $2 AND i.action = 'D' AND i.state = 'settled' AND o.action IS DISTINCT FROM 'D'
    )
    SELECT c.uid AS child_uid, p.uid AS parent_uid, child.must_stay OR m.needed IS TRUE AS must_stay, m.emptied IS TRUE AS emptied,
      CASE WHEN child.edited_at < m.edited_at THEN m.edited_at ELSE child.edited_at END AS central_at, CASE WHEN child.edited_at < m.edited_at THEN m.edited_by ELSE child.edited_by END AS central_by, i.edited_at AS clone_at, i.edited_by AS clone_by,
      lizsync.current_row($2, c.uid) || coalesce(m.row_values, '') AS child_row
    -- From each child to its parent, by index: the inbox has no statistics.
    FROM child CROSS JOIN LATERAL (SELECT x.* FROM %s AS x WHERE x.uid = child.uid OFFSET 0) AS c
    LEFT JOIN LATERAL (
      -- What the clone made of it counts, but for a reference that its own delete emptied.
      SELECT e.needed, e.emptied, CASE WHEN NOT e.emptied THEN e.edited_at END AS edited_at, e.edited_by, CASE WHEN e.state = 'apply' THEN e.row_values - CASE WHEN e.emptied THEN akeys($5) ELSE '{}' END END AS row_values
      FROM (SELECT x.needed, x.state, x.row_values, x.edited_at, x.edited_by, x.state = 'apply'
              -- A default may be what one of its columns had before.
              AND (x.row_values ?| akeys($5) AND slice(x.row_values, $4) <@ $5 AND hstore($4, ARRAY[%s]) || x.row_values @> $5) IS TRUE AS emptied FROM lizsync.inbox AS x
            WHERE x.uid = c.uid AND x.sync_id = $1 AND x.relation = $2 AND x.action <> 'D' OFFSET 0) AS e
    ) AS m ON true
    CROSS JOIN LATERAL (SELECT p.uid FROM %s AS p WHERE %s OFFSET 0) AS p
    CROSS JOIN LATERAL (SELECT x.* FROM lizsync.inbox AS x WHERE x.uid = p.uid AND x.sync_id = $1 AND x.relation = $3 OFFSET 0) AS i
    WHERE i.action = 'D' AND i.state = 'apply'
    $sql$, lizsync.from_clause(p_child::regclass), (SELECT string_agg(format('c.%I::text', k), ', ') FROM unnest(p_child_columns) AS k), lizsync.from_clause(p_parent::regclass),
    (SELECT string_agg(format('p.%1$I = CASE WHEN m.row_values ? %2$L THEN (m.row_values -> %2$L)::%3$s ELSE c.%2$I END',
        k.parent_column, k.child_column, t.type), ' AND ')
     FROM unnest(p_parent_columns, p_child_columns) AS k(parent_column, child_column) JOIN lizsync.table_columns(p_child::regclass) AS t ON t.name = k.child_column))
$function$;
COMMENT ON FUNCTION lizsync.staying_children_query(text, text, text[], text[]) IS
'Query for rows that stay in central and will reference rows which the clone deletes. $1 sync id, $2 child table, $3 parent table, $4 the child''s columns of the foreign key, $5 what its delete puts into them (null where it deletes the row or is refused)';
REVOKE ALL ON FUNCTION lizsync.staying_children_query(text, text, text[], text[]) FROM PUBLIC;
