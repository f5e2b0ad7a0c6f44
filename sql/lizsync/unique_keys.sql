CREATE OR REPLACE FUNCTION lizsync.unique_keys(p_relid oid)
RETURNS TABLE (keys text, condition text, predicate text, excludes boolean)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT string_agg(format('%s AS k%s', pg_get_indexdef(i.indexrelid, k.n, false), k.n), ', '),
    string_agg(CASE WHEN x.conexclop IS NOT NULL THEN format('l.k%1$s OPERATOR(%2$I.%3$s) n.k%1$s', k.n, p.nspname, o.oprname)
      -- NULLS NOT DISTINCT of PostgreSQL 15.
      WHEN (to_jsonb(i) -> 'indnullsnotdistinct')::text = 'true' THEN format('l.k%1$s IS NOT DISTINCT FROM n.k%1$s', k.n)
      ELSE format('l.k%1$s = n.k%1$s', k.n) END, ' AND '),
    coalesce('WHERE ' || pg_get_expr(i.indpred, i.indrelid), ''), i.indisexclusion
  FROM pg_index AS i CROSS JOIN LATERAL generate_series(1, i.indnkeyatts) AS k(n)
  LEFT JOIN pg_constraint AS x ON x.conindid = i.indexrelid AND x.contype = 'x'
  LEFT JOIN pg_operator AS o ON o.oid = x.conexclop[k.n] LEFT JOIN pg_namespace AS p ON p.oid = o.oprnamespace
  WHERE i.indrelid = p_relid AND (i.indisunique OR i.indisexclusion)
  GROUP BY i.indexrelid, i.indrelid, i.indpred, i.indisexclusion
$function$;
COMMENT ON FUNCTION lizsync.unique_keys(oid) IS
'For each unique or exclusion index of a table: its keys k1, k2 … as a select list, the condition on which rows l and n exclude each other by them, and the condition of a partial index. Keys and predicate name columns without their table';
REVOKE ALL ON FUNCTION lizsync.unique_keys(oid) FROM PUBLIC;
