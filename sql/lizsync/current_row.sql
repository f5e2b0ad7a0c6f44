CREATE OR REPLACE FUNCTION lizsync.current_row(p_relation text, p_uid uuid)
RETURNS hstore
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
  v_row hstore;
BEGIN
  EXECUTE format('SELECT slice(hstore(t.*), $2) FROM %s AS t WHERE t.uid = $1', lizsync.from_clause(p_relation::regclass))
  INTO v_row USING p_uid, lizsync.sync_columns(p_relation::regclass);
  RETURN v_row;
END
$function$;
COMMENT ON FUNCTION lizsync.current_row(text, uuid) IS 'The row of a table ("schema"."table") as it is now; null where it is not there';
REVOKE ALL ON FUNCTION lizsync.current_row(text, uuid) FROM PUBLIC;
