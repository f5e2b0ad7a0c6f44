CREATE OR REPLACE FUNCTION lizsync.table_rows(p_relation text, p_buckets integer[])
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
  v_rows jsonb;
BEGIN
  EXECUTE format('SELECT coalesce(jsonb_object_agg(t.uid, slice(hstore(t.*), $2)::text), ''{}'') FROM %s AS t WHERE lizsync.bucket(t.uid) = ANY ($1)',
    lizsync.from_clause(p_relation::regclass))
  INTO v_rows USING p_buckets, lizsync.sync_columns(p_relation::regclass);
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.table_rows(text, integer[]) IS 'Rows of some buckets of a table ("schema"."table"), as hstore text by uid';
REVOKE ALL ON FUNCTION lizsync.table_rows(text, integer[]) FROM PUBLIC;
