CREATE OR REPLACE FUNCTION lizsync.handed_on_keys(p_sync uuid)
RETURNS TABLE (constraint_id oid, relation text, old_uid uuid, old_action text, new_uid uuid, new_action text)
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
-- The inbox has no statistics: what is joined is hashed; the table itself is reached by uid, row by row.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
#variable_conflict use_column
DECLARE
  v_key record;
BEGIN
  FOR v_key IN
    SELECT c.oid, c.confrelid, r.relation, k.names, k.old_columns, k.new_columns, k.same
    FROM (SELECT DISTINCT i.relation FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.state = 'apply') AS r
    JOIN pg_constraint AS c ON c.contype = 'f' AND c.conparentid = 0 AND c.confrelid = r.relation::regclass AND has_table_privilege(c.conrelid, 'SELECT')
    CROSS JOIN LATERAL (
      SELECT array_agg(p.attname::text) AS names, string_agg(format('x.%1$I::%2$s AS k%3$s', p.attname, y.name, k.n), ', ') AS old_columns,
        string_agg(format('CASE WHEN i.row_values ? %1$L THEN (i.row_values -> %1$L)::%2$s ELSE x.%1$I::%2$s END AS k%3$s', p.attname, y.name, k.n), ', ') AS new_columns,
        string_agg(format('o.k%1$s = n.k%1$s', k.n), ' AND ') AS same
      FROM unnest(c.confkey) WITH ORDINALITY AS k(parent, n) JOIN pg_attribute AS p ON p.attrelid = c.confrelid AND p.attnum = k.parent
      CROSS JOIN LATERAL (SELECT lizsync.type_name(p.atttypid, p.atttypmod) AS name) AS y
    ) AS k
    WHERE EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.relation = r.relation AND i.state = 'apply'
                    AND (i.action = 'D' OR (i.action = 'U' AND i.row_values ?| k.names)))
      AND EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.relation = r.relation AND i.state = 'apply' AND i.action <> 'D' AND i.row_values ?| k.names)
  LOOP
    BEGIN
      RETURN QUERY EXECUTE format($sql$
        WITH o AS MATERIALIZED (
          SELECT i.uid, i.action, %2$s FROM lizsync.inbox AS i CROSS JOIN LATERAL (SELECT t.* FROM %1$s AS t WHERE t.uid = i.uid OFFSET 0) AS x
          WHERE i.sync_id = $1 AND i.relation = $2 AND i.state = 'apply' AND (i.action = 'D' OR (i.action = 'U' AND i.row_values ?| $4))
        ), n AS MATERIALIZED (
          SELECT i.uid, i.action, %3$s FROM lizsync.inbox AS i LEFT JOIN LATERAL (SELECT t.* FROM %1$s AS t WHERE t.uid = i.uid OFFSET 0) AS x ON true
          WHERE i.sync_id = $1 AND i.relation = $2 AND i.state = 'apply' AND i.action <> 'D' AND i.row_values ?| $4
        )
        SELECT $3::oid, $2, o.uid, o.action, n.uid, n.action FROM o JOIN n ON %4$s
        WHERE n.uid <> o.uid$sql$, lizsync.from_clause(v_key.confrelid), v_key.old_columns, v_key.new_columns, v_key.same)
      USING p_sync, v_key.relation, v_key.oid, v_key.names;
    EXCEPTION WHEN OTHERS THEN
      -- A value that is none here is going to be refused for itself.
      IF NOT lizsync.is_refusal(SQLSTATE) THEN
        RAISE;
      END IF;
    END;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.handed_on_keys(uuid) IS
'Keys that rows of a sync''s inbox give away (old_action D or U) and others get (new_action I or U), for each foreign key that refers to them';
REVOKE ALL ON FUNCTION lizsync.handed_on_keys(uuid) FROM PUBLIC;
