CREATE OR REPLACE FUNCTION audit.updated_rows(p_relid oid, p_ignored text[], p_keys text[], p_expected text[])
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v record;
BEGIN
  SELECT string_agg(format('o.%1$I AS o%2$s, n.%1$I AS n%2$s', c.name, c.number), ', ' ORDER BY c.number) FILTER (WHERE NOT c.is_virtual) AS columns,
    array_agg(c.name ORDER BY c.number) FILTER (WHERE NOT c.ignored) AS names,
    string_agg(CASE WHEN c.is_key THEN audit.text_of(c.old, c.type) ELSE format('CASE WHEN %s THEN %s END', c.differs, audit.text_of(c.old, c.type)) END, ', ' ORDER BY c.number) FILTER (WHERE NOT c.ignored) AS old_texts,
    string_agg(CASE WHEN c.is_key THEN audit.text_of(c.new, c.type) ELSE format('CASE WHEN %s THEN %s END', c.differs, audit.text_of(c.new, c.type)) END, ', ' ORDER BY c.number) FILTER (WHERE NOT c.ignored) AS new_texts,
    string_agg(CASE WHEN c.expected THEN audit.text_changed_condition(c.old_column, c.new_column, c.type)
      ELSE format('NOT (%s)', audit.changed_condition(c.old_column, c.new_column, c.type)) END, ' AND ' ORDER BY c.expected DESC, c.number) FILTER (WHERE NOT c.ignored AND c.name <> 'uid') AS as_expected,
    array_agg(c.name ORDER BY c.number) FILTER (WHERE c.is_key OR c.expected) AS kept_names,
    string_agg(audit.text_of(c.old, c.type), ', ' ORDER BY c.number) FILTER (WHERE c.is_key OR c.expected) AS kept_texts,
    array_agg(c.name ORDER BY c.number) FILTER (WHERE c.expected) AS expected_names,
    string_agg(audit.text_of(c.new, c.type), ', ' ORDER BY c.number) FILTER (WHERE c.expected) AS expected_texts,
    bool_and(audit.text_changed_condition('', '', c.type) IS NOT NULL) FILTER (WHERE c.expected) AS predictable, count(*) AS number
  INTO v
  FROM (
    SELECT a.attnum AS number, a.attname AS name, a.atttypid AS type, 'c.o' || a.attnum AS old, 'c.n' || a.attnum AS new, format('o.%I', a.attname) AS old_column, format('n.%I', a.attname) AS new_column,
      audit.changed_condition('c.o' || a.attnum, 'c.n' || a.attnum, a.atttypid) AS differs,
      -- A virtual column is in no tuple, and may not be named.
      a.attgenerated = 'v' AS is_virtual, a.attname = ANY (p_ignored) OR a.attgenerated = 'v' AS ignored, a.attname = ANY (p_keys) AS is_key,
      a.attname = ANY (p_expected) AND a.attname <> ALL (p_ignored) AND a.attgenerated <> 'v' AS expected
    FROM pg_attribute AS a WHERE a.attrelid = p_relid AND a.attnum > 0 AND NOT a.attisdropped
  ) AS c;

  IF v.number > 800 THEN
    -- Twice as many are more than a statement can name (1664).
    RETURN format($sql$(
      SELECT c.uid, c.changed, slice(c.old_row, %1$L::text[] || akeys(c.changed)) AS row_data
      FROM (
        SELECT o.uid, hstore(o.*) AS old_row, CASE WHEN n.uid IS NULL THEN audit.refuse_moved_row(%3$s, o.uid) ELSE hstore(n.*) - hstore(o.*) - %2$L::text[] END AS changed
        FROM old_rows AS o LEFT JOIN new_rows AS n ON n.uid = o.uid
        OFFSET 0
      ) AS c
      WHERE c.changed <> ''
      OFFSET 0)$sql$, p_keys, p_ignored, p_relid);
  END IF;
  RETURN format($sql$(
    SELECT e.uid, e.changed, CASE WHEN e.as_expected THEN e.old_row ELSE slice(e.old_row, %1$L::text[] || akeys(e.changed)) END AS row_data
    FROM (
      SELECT c.uid, c.as_expected,
        CASE WHEN c.as_expected THEN hstore(%2$L::text[], ARRAY[%3$s]::text[]) ELSE hstore(%5$L::text[], ARRAY[%4$s]::text[]) END AS old_row,
        CASE WHEN c.as_expected THEN hstore(%6$L::text[], ARRAY[%7$s]::text[]) WHEN c.is_gone THEN audit.refuse_moved_row(%11$s, c.uid)
          ELSE hstore(%5$L::text[], ARRAY[%8$s]::text[]) - hstore(%5$L::text[], ARRAY[%4$s]::text[]) END AS changed
      FROM (SELECT o.uid AS uid, n.uid IS NULL AS is_gone, n.uid IS NOT NULL AND %9$s AS as_expected, %10$s FROM old_rows AS o LEFT JOIN new_rows AS n ON n.uid = o.uid OFFSET 0) AS c
      OFFSET 0
    ) AS e
    WHERE e.changed <> ''
    OFFSET 0)$sql$,
    p_keys, v.kept_names, v.kept_texts, v.old_texts, v.names, coalesce(v.expected_names, '{}'), v.expected_texts, v.new_texts,
    CASE WHEN v.predictable THEN v.as_expected ELSE 'false' END, v.columns, p_relid);
END
$function$;
COMMENT ON FUNCTION audit.updated_rows(oid, text[], text[], text[]) IS
'Subquery (uid, row_data, changed) of the changed rows of an UPDATE, from transition tables old_rows and new_rows. Values are compared as such; what did not change is not even written as text. p_expected: columns in which most of the rows changed, and in no others; those rows take a short cut. A row whose uid a trigger changed is refused (check_violation)';
REVOKE ALL ON FUNCTION audit.updated_rows(oid, text[], text[], text[]) FROM PUBLIC;
