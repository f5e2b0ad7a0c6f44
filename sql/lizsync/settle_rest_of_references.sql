CREATE OR REPLACE FUNCTION lizsync.settle_rest_of_references(p_sync uuid, p_relation text, p_columns text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET extra_float_digits TO 1
SET bytea_output TO 'hex'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
-- Inbox and outbox have just been filled and have no statistics: hash them.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
BEGIN
  -- Where central has the same, or its own edit of it stands, there is nothing to do; else it is as old as the edit that it came with.
  EXECUTE format($sql$
    UPDATE lizsync.inbox AS i SET
      row_values = i.row_values - r.settled,
      column_times = (i.column_times - r.rest) || (hstore(r.rest, array_fill(r.edited_at, ARRAY[cardinality(r.rest)])) - r.settled)
    FROM (
      SELECT n.uid, n.rest, n.edited_at,
        ARRAY(SELECT k FROM unnest(n.rest) AS k
              WHERE (n.central_action <> 'D' AND n.central_values ? k AND lizsync.column_time(k, n.central_times, n.central_at) IS NOT NULL AND NOT n.apart)
                OR n.row_values -> k IS NOT DISTINCT FROM CASE WHEN n.central_action = 'D' THEN n.central_values ELSE n.now END -> k) AS settled
      FROM (
        SELECT x.uid, x.row_values, o.action AS central_action, o.row_values AS central_values, o.column_times AS central_times, o.edited_at AS central_at, t.rest, c.now,
          -- After a lost reply the clone may still hold what lost in central, of a column that central did not edit: what it has there is no part of central's reference.
          EXISTS (SELECT FROM unnest(t.rest) AS k WHERE o.row_values ? k IS NOT TRUE AND x.row_values -> k IS DISTINCT FROM c.now -> k) AS apart,
          (SELECT max(lizsync.column_time(k, x.column_times, x.edited_at))::text FROM unnest($3) AS k WHERE x.row_values ? k) AS edited_at
        FROM lizsync.inbox AS x
        CROSS JOIN LATERAL (SELECT array_agg(e.key) AS rest FROM each(x.column_times) AS e WHERE e.key = ANY ($3) AND e.value = '-infinity') AS t
        LEFT JOIN lizsync.outbox AS o ON o.uid = x.uid AND o.sync_id = $1 AND o.relation = $2
        LEFT JOIN LATERAL (SELECT slice(hstore(r.*), t.rest) AS now FROM %s AS r WHERE o.action IS DISTINCT FROM 'D' AND r.uid = x.uid OFFSET 0) AS c ON true
        WHERE x.sync_id = $1 AND x.relation = $2 AND x.column_times ?| $3 AND t.rest IS NOT NULL
      ) AS n
    ) AS r
    WHERE i.sync_id = $1 AND i.relation = $2 AND i.uid = r.uid
    $sql$, lizsync.from_clause(p_relation::regclass))
  USING p_sync, p_relation, p_columns;
END
$function$;
COMMENT ON FUNCTION lizsync.settle_rest_of_references(uuid, text, text[]) IS
'On central: what the clone sent along of the references of a table (lizsync.clone_changes()) stays in the inbox only where central has something else and did not just edit it';
REVOKE ALL ON FUNCTION lizsync.settle_rest_of_references(uuid, text, text[]) FROM PUBLIC;
