CREATE OR REPLACE FUNCTION lizsync.may_apply(p_relation text, p_action text, p_keys text[])
RETURNS boolean
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT CASE WHEN p_action = 'D' THEN has_table_privilege(p_relation::regclass, 'DELETE')
    ELSE coalesce((SELECT bool_and(has_column_privilege(p_relation::regclass, c.attnum, CASE p_action WHEN 'I' THEN 'INSERT' ELSE 'UPDATE' END))
                   FROM lizsync.table_columns(p_relation::regclass) AS c WHERE c.name = ANY (p_keys) AND c.generated = '' AND NOT c.ignored), true) END
$function$;
COMMENT ON FUNCTION lizsync.may_apply(text, text, text[]) IS 'Whether the current role has the right to make changes of this kind at all: where it has not, every row is refused alike';
REVOKE ALL ON FUNCTION lizsync.may_apply(text, text, text[]) FROM PUBLIC;
