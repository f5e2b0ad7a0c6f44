CREATE OR REPLACE FUNCTION lizsync.table_columns(p_relid oid)
RETURNS TABLE (name text, type text, generated text, identity text, ignored boolean, attnum smallint)
LANGUAGE sql STABLE
-- No settings of its own, so that it becomes a part of its caller's query, which hardly ever needs the types of all columns.
AS $function$
  SELECT a.attname::text, lizsync.type_name(a.atttypid, a.atttypmod), a.attgenerated::text, a.attidentity::text,
    -- Asked once for all columns.
    a.attname::text = ANY (ARRAY(SELECT x.column_name FROM audit.ignored_columns AS x WHERE x.relation_name = lizsync.plain_name(p_relid))),
    a.attnum
  FROM pg_attribute AS a
  WHERE a.attrelid = p_relid AND a.attnum > 0 AND NOT a.attisdropped
  ORDER BY a.attnum
$function$;
COMMENT ON FUNCTION lizsync.table_columns(oid) IS
'Columns of a table: name, type with its modifiers, generated (s stored, v virtual, or empty), identity (a always, d by default, or empty), ignored (neither logged nor synchronised)';
REVOKE ALL ON FUNCTION lizsync.table_columns(oid) FROM PUBLIC;
