-- Without settings of its own and in SQL, so that it becomes part of the statement that uses it.
CREATE OR REPLACE FUNCTION audit.changed_condition(p_old text, p_new text, p_type oid)
RETURNS text
LANGUAGE sql STABLE
AS $function$
  SELECT CASE
    -- Values that are equal have the same text.
    WHEN p_type IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'oid'::regtype, 'uuid'::regtype, 'boolean'::regtype, 'date'::regtype, 'timestamp'::regtype,
      'timestamptz'::regtype, 'bytea'::regtype) THEN format('%s IS DISTINCT FROM %s', p_old, p_new)
    WHEN p_type IN ('text'::regtype, 'varchar'::regtype) THEN format('%s COLLATE "C" IS DISTINCT FROM %s COLLATE "C"', p_old, p_new)
    -- Whatever "=" means there (1.0 and 1.00, 0 and -0, nothing at all for json): the bytes.
    ELSE format('ROW(%s)::record OPERATOR(pg_catalog.*<>) ROW(%s)::record', p_old, p_new)
  END
$function$;
COMMENT ON FUNCTION audit.changed_condition(text, text, oid) IS
'Condition that a value of a type changed; where it is false, the text of both is the same. (Where it is true it may be the same as well: an array that was stored in another way)';
REVOKE ALL ON FUNCTION audit.changed_condition(text, text, oid) FROM PUBLIC;
