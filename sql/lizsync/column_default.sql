CREATE OR REPLACE FUNCTION lizsync.column_default(p_relation text, p_column text)
RETURNS text
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_expression text;
  v_value text;
BEGIN
  SELECT pg_get_expr(d.adbin, d.adrelid) INTO v_expression
  FROM pg_attrdef AS d JOIN pg_attribute AS a ON a.attrelid = d.adrelid AND a.attnum = d.adnum
  WHERE d.adrelid = p_relation::regclass AND a.attname = p_column;
  IF v_expression IS NOT NULL THEN
    EXECUTE 'SELECT (' || v_expression || ')::text' INTO v_value;
  END IF;
  RETURN v_value;
END
$function$;
COMMENT ON FUNCTION lizsync.column_default(text, text) IS 'Default value of a column as text (ON DELETE SET DEFAULT); null where it has none';
REVOKE ALL ON FUNCTION lizsync.column_default(text, text) FROM PUBLIC;
