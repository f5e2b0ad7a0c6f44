CREATE OR REPLACE FUNCTION lizsync.clashing_row(p_relation text, p_uid uuid, p_values hstore)
RETURNS uuid
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
AS $function$
DECLARE
  v_relid CONSTANT regclass := p_relation::regclass;
  v_row CONSTANT hstore := coalesce(lizsync.current_row(p_relation, p_uid), '') || p_values;
  v_index record;
  v_columns text;
  v_given text;
  v_other uuid;
BEGIN
  -- Generated columns are computed from those that are given. What is not given is null, also where the column's domain allows none.
  SELECT string_agg(format('%s AS %I', CASE WHEN a.attgenerated <> '' THEN pg_get_expr(d.adbin, d.adrelid) ELSE format('t.%I', a.attname) END, a.attname), ', ' ORDER BY a.attnum),
    string_agg(CASE WHEN v_row ? a.attname THEN format('($1 -> %1$L)::%2$s AS %1$I', a.attname, format_type(a.atttypid, a.atttypmod))
      ELSE format('NULL::%s AS %I', format_type(lizsync.base_type(a.atttypid), NULL), a.attname) END, ', ' ORDER BY a.attnum)
  INTO v_columns, v_given
  FROM pg_attribute AS a LEFT JOIN pg_attrdef AS d ON d.adrelid = a.attrelid AND d.adnum = a.attnum
  WHERE a.attrelid = v_relid AND a.attnum > 0 AND NOT a.attisdropped;
  FOR v_index IN SELECT k.* FROM lizsync.unique_keys(v_relid) AS k LOOP
    -- Each side is a subquery of its own, as the keys do not name their table.
    EXECUTE format('SELECT l.uid FROM (SELECT t.uid, %1$s FROM %2$s AS t %3$s) AS l JOIN (SELECT %1$s FROM (SELECT %6$s FROM (SELECT %4$s) AS t) AS t %3$s) AS n ON %5$s WHERE l.uid <> $2',
      v_index.keys, lizsync.from_clause(v_relid), v_index.predicate, v_given, v_index.condition, v_columns)
    INTO v_other USING v_row, p_uid;
    IF v_other IS NOT NULL THEN
      RETURN v_other;
    END IF;
  END LOOP;
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION lizsync.clashing_row(text, uuid, hstore) IS
'uid of the row that has a unique value already, or excludes this one; null where no index tells';
REVOKE ALL ON FUNCTION lizsync.clashing_row(text, uuid, hstore) FROM PUBLIC;
