CREATE OR REPLACE FUNCTION lizsync.rows_without_parent(p_sync uuid, p_child text, p_parent text, p_child_columns text[], p_parent_columns text[])
RETURNS TABLE (child_uid uuid, child_row hstore, needed boolean, clone_at timestamptz, clone_by text, parent_uid uuid, parent_row hstore, central_at timestamptz, central_by text)
LANGUAGE sql
SET search_path FROM CURRENT
-- Inbox and outbox have just been filled and have no statistics: hash them.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
  WITH gone AS MATERIALIZED (
    -- Where the clone gave it another key before, that is what its rows reference.
    SELECT o.uid, o.row_values || coalesce(slice(k.row_values, p_parent_columns), '') AS parent_row, o.edited_at, o.edited_by
    FROM lizsync.outbox AS o LEFT JOIN lizsync.inbox AS k ON k.uid = o.uid AND k.sync_id = p_sync AND k.relation = p_parent AND k.action = 'U'
    WHERE o.sync_id = p_sync AND o.relation = p_parent AND o.action = 'D'
      AND NOT EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.uid = o.uid AND i.sync_id = p_sync AND i.relation = p_parent AND i.state = 'apply')
    UNION ALL
    -- Rows of the clone that went with their own parent.
    SELECT i.uid, c.rejected_row, c.central_edited_at, c.central_edited_by
    FROM lizsync.inbox AS i JOIN lizsync.conflicts AS c ON c.object_uid = i.uid AND c.sync_id = p_sync AND c.object_table = p_parent AND c.conflict_kind = 'parent_deleted' AND c.rejected = 'clone'
    WHERE i.sync_id = p_sync AND i.relation = p_parent AND i.action = 'D' AND i.sent_action IN ('I', 'U')
      AND NOT EXISTS (SELECT FROM lizsync.outbox AS o WHERE o.uid = i.uid AND o.sync_id = p_sync AND o.relation = p_parent AND o.action = 'D')
  ), child AS MATERIALIZED (
    SELECT i.*, r.child_row
    FROM lizsync.inbox AS i
    CROSS JOIN LATERAL (
      SELECT CASE WHEN i.row_values ?& p_child_columns THEN i.row_values ELSE coalesce(lizsync.current_row(p_child, i.uid), '') || i.row_values END AS child_row
    ) AS r
    WHERE i.sync_id = p_sync AND i.relation = p_child AND i.state = 'apply' AND i.action <> 'D' AND EXISTS (SELECT FROM gone)
      -- What central deleted it has taken its own rows from; what goes only now may still be referenced by rows that are as they were.
      AND (i.row_values ?| p_child_columns OR EXISTS (SELECT FROM lizsync.inbox AS g WHERE g.sync_id = p_sync AND g.relation = p_parent AND g.action = 'D' AND g.sent_action IN ('I', 'U')))
  ), anew AS MATERIALIZED (
    -- The clone made a row with that key anew, and means that one.
    SELECT DISTINCT CASE WHEN i.row_values ?& p_parent_columns THEN i.row_values ELSE coalesce(lizsync.current_row(p_parent, i.uid), '') || i.row_values END -> p_parent_columns AS key
    FROM lizsync.inbox AS i
    WHERE i.sync_id = p_sync AND i.relation = p_parent AND i.state = 'apply' AND i.action IN ('I', 'U') AND i.row_values ?| p_parent_columns AND EXISTS (SELECT FROM gone)
  )
  SELECT DISTINCT ON (c.uid) c.uid, c.child_row, c.needed, greatest(c.edited_at, o.edited_at), CASE WHEN o.edited_at > c.edited_at THEN o.edited_by ELSE c.edited_by END, g.uid, g.parent_row, g.edited_at, g.edited_by
  FROM child AS c JOIN gone AS g ON (c.child_row -> p_child_columns) = (g.parent_row -> p_parent_columns)
  LEFT JOIN (
    -- What central edited of the same row counts as well, but for the reference, which its own delete may have emptied.
    SELECT x.uid, x.edited_by, CASE WHEN x.row_values ?| p_child_columns THEN (SELECT max(t.value::timestamptz) FROM each(x.column_times - p_child_columns) AS t) ELSE x.edited_at END AS edited_at
    FROM lizsync.outbox AS x WHERE x.sync_id = p_sync AND x.relation = p_child AND x.action = 'U'
  ) AS o ON o.uid = c.uid
  WHERE array_position(c.child_row -> p_child_columns, NULL) IS NULL AND NOT EXISTS (SELECT FROM anew AS n WHERE n.key = c.child_row -> p_child_columns)
  -- Of several rows that had the key one after the other, the same one for all.
  ORDER BY c.uid, g.edited_at DESC NULLS LAST, g.uid
$function$;
COMMENT ON FUNCTION lizsync.rows_without_parent(uuid, text, text, text[], text[]) IS
'On central: rows of the clone that are to be applied and reference a row that central deleted, or that goes with one, and that the clone did not make anew';
REVOKE ALL ON FUNCTION lizsync.rows_without_parent(uuid, text, text, text[], text[]) FROM PUBLIC;
