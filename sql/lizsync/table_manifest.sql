CREATE OR REPLACE FUNCTION lizsync.table_manifest(p_table regclass)
RETURNS jsonb
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_rows bigint;
BEGIN
  EXECUTE format('SELECT count(*) FROM %s', lizsync.from_clause(p_table)) INTO v_rows;
  RETURN jsonb_build_object(
    'name', lizsync.quoted_name(p_table),
    'columns', (SELECT jsonb_agg(jsonb_build_object('name', c.name, 'type', c.type, 'generated', c.generated <> '', 'ignored', c.ignored) ORDER BY c.attnum)
                FROM lizsync.table_columns(p_table) AS c),
    'key', to_jsonb(lizsync.key_columns(p_table)),
    'rows', v_rows);
END
$function$;
COMMENT ON FUNCTION lizsync.table_manifest(regclass) IS 'What the manifest of an archive says of a table: name, columns, key, row count';
REVOKE ALL ON FUNCTION lizsync.table_manifest(regclass) FROM PUBLIC;
