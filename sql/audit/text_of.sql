-- Without settings of its own and in SQL, so that it becomes part of the statement that uses it.
CREATE OR REPLACE FUNCTION audit.text_of(p_value text, p_type oid)
RETURNS text
LANGUAGE sql STABLE
AS $function$
  SELECT CASE
    WHEN p_type IN ('smallint'::regtype, 'integer'::regtype, 'bigint'::regtype, 'oid'::regtype, 'real'::regtype, 'double precision'::regtype, 'numeric'::regtype, 'uuid'::regtype,
      'text'::regtype, 'varchar'::regtype, 'date'::regtype, 'timestamp'::regtype, 'timestamptz'::regtype, 'bytea'::regtype) THEN format('%s::text', p_value)
    -- A cast may write something else than the type's own text (boolean, char(n), inet), concat() does not; but it knows no null.
    ELSE format('CASE WHEN num_nulls(%1$s) = 0 THEN concat(%1$s) END', p_value)
  END
$function$;
COMMENT ON FUNCTION audit.text_of(text, oid) IS 'Expression for the text of a value of a type, as its output function writes it and hstore( row ) holds it';
REVOKE ALL ON FUNCTION audit.text_of(text, oid) FROM PUBLIC;
