CREATE OR REPLACE FUNCTION lizsync.net_columns_query()
RETURNS text
LANGUAGE sql IMMUTABLE
AS $function$
  SELECT $columns$
    SELECT k.key, max(coalesce((e.edited ->> k.key)::timestamptz, e.at)) FILTER (WHERE k.sign = 1) AS edited_at,
      (array_agg(k.value ORDER BY e.id) FILTER (WHERE k.sign = 1))[1] AS first_value,
      sum(k.sign) FILTER (WHERE s.now ? k.key AND k.value IS NOT DISTINCT FROM s.now -> k.key) AS balance,
      sum(k.sign * CASE WHEN k.value IS NULL THEN 1 ELSE hashtext(k.value)::bigint END) <> 0
        AND coalesce(bool_or(k.sign = 1 AND k.value IS NOT DISTINCT FROM s.now -> k.key), false) AS typed_over,
      -- A column that has another type since holds its last value in another form.
      sum(k.sign * CASE WHEN k.value IS NULL THEN 1 ELSE hashtext(k.value)::bigint END) <> 0
        AND NOT bool_or(k.value IS NOT DISTINCT FROM s.now -> k.key) AND min(e.transaction) <= ($13 ->> k.key)::bigint IS TRUE AS retyped,
      k.key = ANY ($15) AND bool_or(k.sign = 1) AS moved,
      bool_or(k.sign = 1 AND e.same) AS same
    FROM unnest(s.ids, s.actions, s.rows, s.changes, s.times, s.columns_edited, s.transactions, s.sames) AS e(id, action, old, new, at, edited, transaction, same)
    CROSS JOIN LATERAL (
      SELECT v.key, v.value, 1 AS sign FROM each(CASE e.action WHEN 'U' THEN e.new WHEN 'I' THEN e.old END) AS v
      UNION ALL
      SELECT v.key, v.value, -1 FROM each(CASE e.action WHEN 'U' THEN slice(e.old, akeys(e.new)) WHEN 'D' THEN e.old END) AS v
    ) AS k
    WHERE k.key = ANY ($9)
    GROUP BY k.key
    UNION ALL
    -- A column that has another name now: the one that holds its last value.
    SELECT p.key, o.edited_at, s.now -> p.key, 1, false, false, false, false
    FROM (SELECT max(e.at) AS edited_at, (array_agg(v.value ORDER BY e.id DESC))[1] AS last_value, max(e.transaction) AS transaction
          FROM unnest(s.ids, s.changes, s.times, s.transactions) AS e(id, new, at, transaction) CROSS JOIN LATERAL each(e.new - $11) AS v
          WHERE s.renamed GROUP BY v.key) AS o
    -- One that is as it was when they were written has not been renamed since. (Ids of transactions in the future come from another cluster, a dump of which this is.)
    JOIN unnest($9) AS p(key) ON s.now -> p.key IS NOT DISTINCT FROM o.last_value
      AND (o.transaction <= ($13 ->> p.key)::bigint OR o.transaction > txid_snapshot_xmax(txid_current_snapshot()))
    WHERE NOT EXISTS (SELECT FROM unnest(s.changes) AS u(new) WHERE u.new ? p.key)
    $columns$
$function$;
COMMENT ON FUNCTION lizsync.net_columns_query() IS
'Query, inside that of lizsync.net_changes() and with its parameters, for the columns that the events of a row s edited: each with its last edit time, its first value, how its old and new values balance, and why it may be a change although they do (typed over, another type, a reference to another row, the same value again)';
REVOKE ALL ON FUNCTION lizsync.net_columns_query() FROM PUBLIC;
