-- Without settings of its own and in SQL, so that it becomes part of the statement that uses it.
CREATE OR REPLACE FUNCTION audit.text_changed_condition(p_old text, p_new text, p_type oid)
RETURNS text
LANGUAGE sql STABLE
AS $function$
  SELECT CASE
    WHEN p_type IN ('real'::regtype, 'double precision'::regtype, 'numeric'::regtype) THEN format('%s IS DISTINCT FROM %s', p_old, p_new)
    WHEN audit.changed_condition('', '', p_type) !~ 'record' THEN audit.changed_condition(p_old, p_new, p_type)
  END
$function$;
COMMENT ON FUNCTION audit.text_changed_condition(text, text, oid) IS
'Condition that the text of a value of a type changed; where it is true, the texts differ. (Where it is false they may differ as well: 1.0 and 1.00.) Null for types that have none';
REVOKE ALL ON FUNCTION audit.text_changed_condition(text, text, oid) FROM PUBLIC;
