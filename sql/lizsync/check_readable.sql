CREATE OR REPLACE FUNCTION lizsync.check_readable(p_clone_name text, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_role CONSTANT name := lizsync.calling_role();
  v_unreadable text;
BEGIN
  SELECT lizsync.plain_name(k.oid) INTO v_unreadable
  FROM unnest(p_relations) AS r(relation) JOIN pg_class AS k ON k.oid = to_regclass(r.relation)
  WHERE NOT has_schema_privilege(v_role, k.relnamespace, 'USAGE')
    OR NOT (has_table_privilege(v_role, k.oid, 'SELECT')
            OR (SELECT bool_and(has_column_privilege(v_role, k.oid, c.attnum, 'SELECT')) FROM lizsync.table_columns(k.oid) AS c WHERE NOT c.ignored))
  ORDER BY r.relation LIMIT 1;
  IF v_unreadable IS NOT NULL THEN
    PERFORM lizsync.raise_error(format('User "%s" may not read all of table %s in central, which clone "%s" synchronises: have its owner grant that (GRANT SELECT), or deploy an archive without it.',
      v_role, v_unreadable, p_clone_name));
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.check_readable(text, text[]) IS
'On central: raises LZ001 where the calling role may not read a table that its clone synchronises, or a column of it: what it cannot see the clone would miss without anybody noticing';
REVOKE ALL ON FUNCTION lizsync.check_readable(text, text[]) FROM PUBLIC;
