CREATE OR REPLACE FUNCTION lizsync.sees_row(p_relation text, p_uid uuid)
RETURNS boolean
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_sees boolean;
BEGIN
  IF to_regclass(p_relation) IS NULL OR NOT has_column_privilege(to_regclass(p_relation), 'uid', 'SELECT') THEN
    RETURN false;
  END IF;
  EXECUTE format('SELECT EXISTS (SELECT FROM %s AS t WHERE t.uid = $1)', lizsync.from_clause(to_regclass(p_relation))) INTO v_sees USING p_uid;
  RETURN v_sees;
END
$function$;
COMMENT ON FUNCTION lizsync.sees_row(text, uuid) IS 'Whether the current role sees the row of a table ("schema"."table"), its grants and row-level security considered';
REVOKE ALL ON FUNCTION lizsync.sees_row(text, uuid) FROM PUBLIC;
