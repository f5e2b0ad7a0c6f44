CREATE OR REPLACE FUNCTION lizsync.clashing_rows(p_sync uuid, p_relation text, p_refused boolean)
RETURNS TABLE (uid uuid, other uuid)
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
SET enable_nestloop TO on
AS $function$
#variable_conflict use_column
DECLARE
  v_relid CONSTANT regclass := p_relation::regclass;
  v_index record;
  v_columns text;
  v_given text;
  v_new text;
BEGIN
  SELECT string_agg(format('%s AS %I', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) ELSE format('t.%I', a.attname) END, a.attname), ', ' ORDER BY a.attnum),
    string_agg(CASE WHEN a.attname = 'uid' THEN 'i.uid' WHEN a.attgenerated <> '' THEN format('NULL::%s AS %I', y.name, a.attname)
      ELSE format('CASE WHEN i.row_values ? %1$L THEN (i.row_values -> %1$L)::%2$s ELSE x.%1$I::%2$s END AS %1$I', a.attname, y.name) END, ', ' ORDER BY a.attnum)
  INTO v_columns, v_given
  FROM pg_attribute AS a LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  CROSS JOIN LATERAL (SELECT format_type(lizsync.base_type(a.atttypid), NULL) AS name) AS y
  WHERE a.attrelid = v_relid AND a.attnum > 0 AND NOT a.attisdropped;
  FOR v_index IN SELECT k.* FROM lizsync.unique_keys(v_relid) AS k WHERE p_refused OR NOT k.excludes LOOP
    BEGIN
      v_new := format('(SELECT t.uid, %1$s FROM (SELECT %3$s FROM (SELECT %4$s FROM lizsync.inbox AS i LEFT JOIN %2$s AS x ON x.uid = i.uid WHERE i.sync_id = $1 AND i.relation = $2 AND %5$s) AS t) AS t %6$s) AS n',
        v_index.keys, lizsync.from_clause(v_relid), v_columns, v_given, CASE WHEN p_refused THEN 'i.state = ''refused'' AND i.error_code IN (''23505'', ''23P01'')' ELSE 'i.state = ''apply'' AND i.action <> ''D''' END, v_index.predicate);
      IF p_refused THEN
        RETURN QUERY EXECUTE format('SELECT n.uid, o.uid FROM %1$s CROSS JOIN LATERAL (SELECT l.uid FROM (SELECT t.uid, %2$s FROM %3$s AS t %4$s) AS l WHERE %5$s AND l.uid <> n.uid LIMIT 1) AS o',
          v_new, v_index.keys, lizsync.from_clause(v_relid), v_index.predicate, v_index.condition)
        USING p_sync, p_relation;
      ELSE
        RETURN QUERY EXECUTE format($sql$
          SELECT n.uid, l.uid
          FROM (SELECT t.uid, %2$s FROM (SELECT x.* FROM %3$s AS x WHERE x.uid IN (SELECT o.uid FROM lizsync.inbox AS o WHERE o.sync_id = $1 AND o.relation = $2 AND o.state = 'apply' AND o.action <> 'I')) AS t %4$s) AS l
          JOIN %1$s ON %5$s
          WHERE l.uid <> n.uid$sql$, v_new, v_index.keys, lizsync.from_clause(v_relid), v_index.predicate, replace(v_index.condition, 'IS NOT DISTINCT FROM', '='))
        USING p_sync, p_relation;
      END IF;
    EXCEPTION WHEN OTHERS THEN
      -- A value that is none here has been refused for itself.
      IF NOT lizsync.is_refusal(SQLSTATE) THEN
        RAISE;
      END IF;
    END;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.clashing_rows(uuid, text, boolean) IS
'Changes of a sync''s inbox in a table that are still to be applied and bring a unique value, each with the row that has it and is itself still to be changed or deleted; p_refused, those that were refused for a unique value or an exclusion, each with the row that has it or excludes them (a pair for each index that tells)';
REVOKE ALL ON FUNCTION lizsync.clashing_rows(uuid, text, boolean) FROM PUBLIC;
