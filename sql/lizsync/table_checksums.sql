CREATE OR REPLACE FUNCTION lizsync.table_checksums(p_relation text)
RETURNS jsonb
LANGUAGE plpgsql STABLE
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
  v_sums jsonb;
BEGIN
  IF to_regclass(p_relation) IS NULL OR NOT lizsync.has_uid(to_regclass(p_relation)) THEN
    PERFORM lizsync.raise_error(format('Table %s does not exist in database "%s", or has no uid column: it cannot be compared.', p_relation, current_database()));
  END IF;
  EXECUTE format('
    SELECT coalesce(jsonb_object_agg(b.bucket, b.checksum), ''{}'')
    FROM (SELECT lizsync.bucket(t.uid) AS bucket, count(*) || '':'' || sum(hashtextextended(slice(hstore(t.*), $1)::text, 0)::numeric) AS checksum
          FROM %s AS t GROUP BY 1) AS b', lizsync.from_clause(to_regclass(p_relation)))
  INTO v_sums USING lizsync.sync_columns(to_regclass(p_relation));
  RETURN v_sums;
END
$function$;
COMMENT ON FUNCTION lizsync.table_checksums(text) IS
'Checksum of the rows of a table ("schema"."table") by bucket: equal tables are compared without shipping their rows. Raises LZ001 where the table is not there';
REVOKE ALL ON FUNCTION lizsync.table_checksums(text) FROM PUBLIC;
