CREATE OR REPLACE FUNCTION lizsync.compare_tables(pschema text, ptable text)
RETURNS TABLE (uid uuid, status text, clone_table_values hstore, central_table_values hstore)
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
DECLARE
  v_relation CONSTANT text := '"' || replace(pschema, '"', '""') || '"."' || replace(ptable, '"', '""') || '"';
  v_clone CONSTANT jsonb := lizsync.table_checksums(v_relation);
  v_central jsonb;
  v_buckets integer[];
BEGIN
  INSERT INTO lizsync.central_call (verb, request) VALUES ('checksums', jsonb_build_object('relation', v_relation)) RETURNING reply INTO v_central;
  -- Some buckets at a time: the rows of a large table are more than one value can hold.
  FOR v_buckets IN
    SELECT array_agg(d.bucket)
    FROM (SELECT coalesce(a.key, b.key)::integer AS bucket, row_number() OVER () / 8 AS part
          FROM jsonb_each_text(v_clone) AS a FULL JOIN jsonb_each_text(v_central) AS b ON a.key = b.key
          WHERE a.value IS DISTINCT FROM b.value) AS d
    GROUP BY d.part
  LOOP
    INSERT INTO lizsync.central_call (verb, request) VALUES ('rows', jsonb_build_object('relation', v_relation, 'buckets', v_buckets)) RETURNING reply INTO v_central;
    RETURN QUERY
      SELECT coalesce(a.key, b.key)::uuid,
        CASE WHEN b.key IS NULL THEN 'not in central' WHEN a.key IS NULL THEN 'not in clone' ELSE 'different' END,
        CASE WHEN b.key IS NULL THEN a.value::hstore ELSE a.value::hstore - b.value::hstore END,
        CASE WHEN a.key IS NULL THEN b.value::hstore ELSE b.value::hstore - a.value::hstore END
      FROM jsonb_each_text(lizsync.table_rows(v_relation, v_buckets)) AS a
      FULL JOIN jsonb_each_text(v_central) AS b ON a.key = b.key
      WHERE a.value IS DISTINCT FROM b.value;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.compare_tables(text, text) IS
'On a clone: rows of a table that differ from central''s (status: different, not in central, not in clone), with the values that differ; no row where equal. Compares checksums first. Raises LZ001 where the table is not there';
REVOKE ALL ON FUNCTION lizsync.compare_tables(text, text) FROM PUBLIC;
