CREATE OR REPLACE FUNCTION lizsync.key_columns(p_relid oid)
RETURNS text[]
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(
    (SELECT array_agg(a.attname::text ORDER BY k.n)
     FROM pg_index AS i
     CROSS JOIN LATERAL unnest(i.indkey::smallint[]) WITH ORDINALITY AS k(attnum, n)
     JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
     WHERE i.indrelid = p_relid AND i.indisprimary),
    CASE WHEN lizsync.has_uid(p_relid) THEN ARRAY['uid'] ELSE ARRAY[]::text[] END)
$function$;
COMMENT ON FUNCTION lizsync.key_columns(oid) IS 'Primary key columns of a table, in order; uid where it has no primary key; none where it has neither';
REVOKE ALL ON FUNCTION lizsync.key_columns(oid) FROM PUBLIC;
