-- Told by where they end: a child may have been edited before the row that goes, and would go with it.
CREATE OR REPLACE FUNCTION lizsync.late_children(p_sync uuid)
RETURNS TABLE (relation text, uid uuid)
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Nothing of this has statistics: hash it.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
#variable_conflict use_column
DECLARE
  v_key record;
BEGIN
  IF NOT EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.action = 'D' AND i.state = 'apply') THEN
    RETURN;
  END IF;
  FOR v_key IN
    SELECT h.relation AS parent, lizsync.quoted_name(c.conrelid) AS child, k.parent_columns, k.child_columns, array_agg(DISTINCT h.new_uid) AS uids
    FROM lizsync.handed_on_keys(p_sync) AS h JOIN pg_constraint AS c ON c.oid = h.constraint_id
    CROSS JOIN LATERAL (
      SELECT array_agg(p.attname::text ORDER BY x.n) AS parent_columns, array_agg(a.attname::text ORDER BY x.n) AS child_columns
      FROM unnest(c.confkey, c.conkey) WITH ORDINALITY AS x(parent, child, n)
      JOIN pg_attribute AS p ON p.attrelid = c.confrelid AND p.attnum = x.parent JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = x.child
    ) AS k
    WHERE h.old_action = 'D' GROUP BY 1, 2, 3, 4
  LOOP
    RETURN QUERY
    WITH changed AS MATERIALIZED (
      SELECT i.uid, i.row_values FROM lizsync.inbox AS i
      WHERE i.sync_id = p_sync AND i.relation = v_key.child AND i.state = 'apply' AND i.action <> 'D' AND i.row_values ?| v_key.child_columns
    ), child AS (
      SELECT c.uid, coalesce(r.now, '') || c.row_values AS row_values
      FROM changed AS c LEFT JOIN lizsync.current_rows(v_key.child, ARRAY(SELECT changed.uid FROM changed)) AS r ON r.uid = c.uid
    ), parent AS (
      SELECT i.uid, coalesce(r.now, '') || i.row_values AS row_values
      FROM lizsync.inbox AS i LEFT JOIN lizsync.current_rows(v_key.parent, v_key.uids) AS r ON r.uid = i.uid
      WHERE i.sync_id = p_sync AND i.relation = v_key.parent AND i.uid = ANY (v_key.uids)
    )
    SELECT v_key.child, c.uid FROM child AS c JOIN parent AS p ON p.row_values -> v_key.parent_columns = c.row_values -> v_key.child_columns
    WHERE c.uid <> p.uid;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.late_children(uuid) IS
'Changes of a sync''s inbox, still to be applied, that refer to a key which one row gets from another one that is still to be deleted (lizsync.handed_on_keys()): before that they would refer to the row that goes, and go with it or be emptied';
REVOKE ALL ON FUNCTION lizsync.late_children(uuid) FROM PUBLIC;
