CREATE OR REPLACE FUNCTION lizsync.current_rows(p_relation text, p_uids uuid[])
RETURNS TABLE (uid uuid, now hstore)
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
BEGIN
  RETURN QUERY EXECUTE format('SELECT t.uid, slice(hstore(t.*), $2) FROM unnest($1) AS o(uid) CROSS JOIN LATERAL (SELECT x.* FROM %s AS x WHERE x.uid = o.uid OFFSET 0) AS t',
    lizsync.from_clause(p_relation::regclass))
  USING p_uids, lizsync.sync_columns(p_relation::regclass);
END
$function$;
COMMENT ON FUNCTION lizsync.current_rows(text, uuid[]) IS 'Rows of a table ("schema"."table") as they are now, as lizsync.current_row(), of many in one statement; those that are not there are left out';
REVOKE ALL ON FUNCTION lizsync.current_rows(text, uuid[]) FROM PUBLIC;
