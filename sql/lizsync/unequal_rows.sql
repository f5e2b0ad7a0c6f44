CREATE OR REPLACE FUNCTION lizsync.unequal_rows(p_sync uuid, p_relation text)
RETURNS uuid[]
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET extra_float_digits TO 1
SET bytea_output TO 'hex'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
AS $function$
DECLARE
  v_names text;
  v_uids uuid[];
BEGIN
  -- Only the columns that came, as the text of a polygon takes time; in the order in which hstore keeps them.
  SELECT string_agg(format('x.%I', c.k), ', ' ORDER BY octet_length(c.k), c.k COLLATE "C") INTO v_names
  FROM (SELECT DISTINCT k FROM (
          SELECT akeys(i.row_values) FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.relation = p_relation AND i.state IN ('apply', 'applied') GROUP BY 1) AS s(keys)
        CROSS JOIN LATERAL unnest(s.keys) AS k) AS c;
  EXECUTE format('
    SELECT coalesce(array_agg(i.uid), ''{}'')
    FROM lizsync.inbox AS i
    LEFT JOIN LATERAL (SELECT x.uid, (SELECT hstore(c.*) FROM (SELECT %s) AS c) AS now FROM %s AS x WHERE x.uid = i.uid OFFSET 0) AS t ON true
    WHERE i.sync_id = $1 AND i.relation = $2 AND i.state IN (''apply'', ''applied'')
      AND CASE WHEN i.action = ''D'' THEN t.uid IS NOT NULL ELSE t.uid IS NULL OR NOT t.now @> i.row_values END', coalesce(v_names, 'x.uid'), lizsync.from_clause(p_relation::regclass))
  INTO v_uids USING p_sync, p_relation;
  RETURN v_uids;
END
$function$;
COMMENT ON FUNCTION lizsync.unequal_rows(uuid, text) IS 'Rows of a table that are not what the applied changes of a sync''s inbox say: the convergence check';
REVOKE ALL ON FUNCTION lizsync.unequal_rows(uuid, text) FROM PUBLIC;
