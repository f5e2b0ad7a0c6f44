-- Whoever deletes a row has deleted, emptied or moved what lay under it. What is left was under another row there, which got the key, and does not get it here.
CREATE OR REPLACE FUNCTION lizsync.rows_left_under(p_sync uuid, p_relations text[], p_actions text[])
RETURNS TABLE (relation text, uid uuid, edited_at timestamptz, edited_by text)
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- The inbox has no statistics: it is hashed; the tables are reached by index, as the foreign key itself does.
SET enable_seqscan TO off
SET enable_mergejoin TO off
AS $function$
#variable_conflict use_column
DECLARE
  v_key record;
  -- These rows are seen to by lizsync.put_back().
  v_handed_on uuid[];
BEGIN
  IF NOT EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.action = 'D' AND i.state = 'apply') THEN
    RETURN;
  END IF;
  v_handed_on := ARRAY(SELECT DISTINCT h.old_uid FROM lizsync.handed_on_keys(p_sync) AS h);
  FOR v_key IN
    SELECT f.child, f.parent, f.child_columns, k.names, k.reference
    FROM lizsync.foreign_keys(p_relations) AS f
    CROSS JOIN LATERAL (
      SELECT string_agg(format('t.%I AS k%s', x.parent, x.n), ', ') AS names, string_agg(format('c.%I = p.k%s', x.child, x.n), ' AND ') AS reference
      FROM unnest(f.child_columns, f.parent_columns) WITH ORDINALITY AS x(child, parent, n)
    ) AS k
    WHERE f.on_delete = ANY (p_actions) AND EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.relation = f.parent AND i.action = 'D' AND i.state = 'apply')
  LOOP
    RETURN QUERY EXECUTE format($sql$
      WITH deleted AS MATERIALIZED (
        SELECT i.uid, i.edited_at, i.edited_by, %3$s
        FROM lizsync.inbox AS i CROSS JOIN LATERAL (SELECT x.* FROM %2$s AS x WHERE x.uid = i.uid OFFSET 0) AS t
        WHERE i.sync_id = $1 AND i.relation = $3 AND i.action = 'D' AND i.state = 'apply' AND i.uid NOT IN (SELECT h.uid FROM unnest($5) AS h(uid))
      ), sent AS MATERIALIZED (
        SELECT i.uid FROM lizsync.inbox AS i WHERE i.sync_id = $1 AND i.relation = $2 AND (i.action = 'D' OR i.row_values ?| $4)
        UNION ALL
        SELECT o.uid FROM lizsync.outbox AS o WHERE o.sync_id = $1 AND o.relation = $2
      )
      SELECT DISTINCT ON (p.uid) $3, p.uid, p.edited_at, p.edited_by
      FROM deleted AS p JOIN %1$s AS c ON %4$s
      WHERE c.uid NOT IN (SELECT s.uid FROM sent AS s) AND c.uid <> p.uid$sql$, lizsync.from_clause(v_key.child::regclass), lizsync.from_clause(v_key.parent::regclass), v_key.names, v_key.reference)
    USING p_sync, v_key.child, v_key.parent, v_key.child_columns, v_handed_on;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.rows_left_under(uuid, text[], text[]) IS
'Rows that a sync''s inbox deletes, with the time and the user of the delete, although rows reference them that whoever deleted them left as they are: a key was handed on, and the row that was to get it does not. Once for each foreign key. p_relations, tables of the sync; p_actions, which ON DELETE actions count (as pg_constraint has them)';
REVOKE ALL ON FUNCTION lizsync.rows_left_under(uuid, text[], text[]) FROM PUBLIC;
