CREATE OR REPLACE FUNCTION lizsync.sequence_columns(p_relations text[])
RETURNS TABLE (sequence_name text, relation text, column_name text)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  -- Owned by a column (serial, identity), or used by its default.
  SELECT DISTINCT lizsync.quoted_name(s.oid), lizsync.quoted_name(a.attrelid), a.attname::text
  FROM (
    SELECT d.objid AS sequence_id, d.refobjid AS table_id, d.refobjsubid AS attnum
    FROM pg_depend AS d
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjsubid > 0 AND d.deptype IN ('a', 'i')
    UNION
    SELECT d.refobjid, f.adrelid, f.adnum
    FROM pg_depend AS d JOIN pg_attrdef AS f ON f.oid = d.objid
    WHERE d.classid = 'pg_attrdef'::regclass AND d.refclassid = 'pg_class'::regclass AND d.refobjid <> f.adrelid
  ) AS u
  JOIN pg_class AS s ON s.oid = u.sequence_id AND s.relkind = 'S'
  JOIN pg_attribute AS a ON a.attrelid = u.table_id AND a.attnum = u.attnum AND NOT a.attisdropped
  WHERE lizsync.quoted_name(u.table_id) = ANY (p_relations)
$function$;
COMMENT ON FUNCTION lizsync.sequence_columns(text[]) IS 'Sequences that number rows of tables ("schema"."table"), with the columns they number';
REVOKE ALL ON FUNCTION lizsync.sequence_columns(text[]) FROM PUBLIC;
