CREATE OR REPLACE FUNCTION lizsync.rows_under(p_sync uuid, p_constraint oid, p_uids uuid[], p_columns text[], p_gone boolean)
RETURNS TABLE (parent_uid uuid, uid uuid, row_values hstore)
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET extra_float_digits TO 1
SET bytea_output TO 'hex'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
-- As the foreign key itself does: by index, whatever the planner believes of the table.
SET enable_seqscan TO off
AS $function$
DECLARE
  v_child text;
  v_parent text;
  v_relation text;
  v_reference text;
BEGIN
  SELECT lizsync.from_clause(c.conrelid), lizsync.from_clause(c.confrelid), lizsync.quoted_name(c.conrelid),
    (SELECT string_agg(format('x.%I = p.%I', a.attname, p.attname), ' AND ') FROM unnest(c.conkey, c.confkey) AS k(child, parent)
     JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.child JOIN pg_attribute AS p ON p.attrelid = c.confrelid AND p.attnum = k.parent)
  INTO v_child, v_parent, v_relation, v_reference
  FROM pg_constraint AS c WHERE c.oid = p_constraint;
  RETURN QUERY EXECUTE format($sql$
    SELECT p.uid, c.uid, c.now
    FROM unnest($1) AS u(uid)
    CROSS JOIN LATERAL (SELECT t.* FROM %s AS t WHERE t.uid = u.uid OFFSET 0) AS p
    CROSS JOIN LATERAL (SELECT x.uid, hstore(x.*) AS now FROM %s AS x WHERE %s OFFSET 0) AS c
    -- What is to go goes, a new reference is in the inbox, and settle_cascades sees to it; of what central changed, and the clone did not, it has been decided whether its reference stays.
    WHERE NOT EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.uid = c.uid AND i.sync_id = $2 AND i.relation = $3 AND i.state = 'apply' AND (i.action = 'D' OR (NOT $5 AND i.row_values ?& $4)))
      AND NOT ($4 IS NOT NULL AND EXISTS (SELECT FROM lizsync.outbox AS o WHERE o.uid = c.uid AND o.sync_id = $2 AND o.relation = $3))
    $sql$, v_parent, v_child, v_reference)
  USING p_uids, p_sync, v_relation, p_columns, p_gone;
END
$function$;
COMMENT ON FUNCTION lizsync.rows_under(uuid, oid, uuid[], text[], boolean) IS
'Rows, as they are, that reference p_uids by a foreign key, which a sync is going to delete (p_gone) or to give another key; not those that it deletes itself or decided about. p_columns: what the foreign key is going to change (null: the whole row goes)';
REVOKE ALL ON FUNCTION lizsync.rows_under(uuid, oid, uuid[], text[], boolean) FROM PUBLIC;
