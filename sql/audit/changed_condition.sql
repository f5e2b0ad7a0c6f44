CREATE OR REPLACE FUNCTION audit.changed_condition(p_name text, p_type oid)
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $function$
  SELECT CASE
    -- Values that are equal have the same text.
    WHEN p_type IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'oid'::regtype, 'uuid'::regtype, 'boolean'::regtype, 'date'::regtype, 'timestamp'::regtype,
      'timestamptz'::regtype, 'bytea'::regtype) THEN format('o.%1$I IS DISTINCT FROM n.%1$I', p_name)
    WHEN p_type IN ('text'::regtype, 'varchar'::regtype) THEN format('o.%1$I COLLATE "C" IS DISTINCT FROM n.%1$I COLLATE "C"', p_name)
    -- Whatever "=" means there (1.0 and 1.00, 0 and -0, nothing at all for json): the bytes.
    ELSE format('ROW(o.%1$I)::record OPERATOR(pg_catalog.*<>) ROW(n.%1$I)::record', p_name)
  END
$function$;
COMMENT ON FUNCTION audit.changed_condition(text, oid) IS
'Condition, of rows o and n, that a column of a type changed; where it is false, the text of both values is the same. (Where it is true it may be the same as well: an array that was stored in another way)';
REVOKE ALL ON FUNCTION audit.changed_condition(text, oid) FROM PUBLIC;
