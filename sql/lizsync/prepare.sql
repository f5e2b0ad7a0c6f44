CREATE OR REPLACE FUNCTION lizsync.prepare(schemas text[], tables text[], server_name text)
RETURNS TABLE (relation text, status text, reason text)
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
DECLARE
  v_table regclass;
BEGIN
  IF EXISTS (SELECT FROM lizsync.central) THEN
    PERFORM lizsync.raise_error(format('Database "%s" is a clone: tables are prepared in central, before they are packaged.', current_database()));
  END IF;
  UPDATE lizsync.server_metadata AS m SET server_name = prepare.server_name WHERE nullif(prepare.server_name, '') <> m.server_name;
  FOR v_table IN SELECT lizsync.selected_tables(prepare.schemas, prepare.tables) LOOP
    relation := lizsync.plain_name(v_table);
    IF lizsync.is_prepared(v_table) THEN
      status := 'already prepared';
      reason := lizsync.mend_capture(v_table);
    ELSE
      reason := lizsync.prepare_table(v_table);
      status := CASE WHEN reason IS NULL THEN 'prepared' ELSE 'cannot be prepared' END;
    END IF;
    RETURN NEXT;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.prepare(text[], text[], text) IS
'On central: prepares the tables of schemas and tables named singly ("schema"."table"), and names the server (null: keeps its name). Answers each table with prepared, already prepared, or cannot be prepared and why. What happened to a prepared table since is mended (lizsync.mend_capture()), and told as its reason; otherwise twice changes nothing. Raises LZ001 where a name is wrong, or in a clone';
REVOKE ALL ON FUNCTION lizsync.prepare(text[], text[], text) FROM PUBLIC;
