-- A reference that cannot be emptied is a delete that the database would have refused: the column is NOT NULL, or the default's own row is gone.
CREATE OR REPLACE FUNCTION lizsync.can_be_emptied(p_sync uuid, p_child text, p_parent text, p_child_columns text[], p_parent_columns text[], p_row hstore, p_emptied hstore)
RETURNS boolean
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_key CONSTANT text[] := (p_row || p_emptied) -> p_child_columns;
BEGIN
  IF p_emptied IS NULL THEN
    -- The row goes.
    RETURN true;
  ELSIF EXISTS (SELECT FROM pg_attribute AS a WHERE a.attrelid = p_child::regclass AND a.attnotnull AND p_emptied ? a.attname AND p_emptied -> a.attname IS NULL) THEN
    RETURN false;
  ELSIF array_position(v_key, NULL) IS NOT NULL THEN
    RETURN true;
  END IF;
  RETURN lizsync.has_key(p_sync, p_parent, p_parent_columns, v_key);
END
$function$;
COMMENT ON FUNCTION lizsync.can_be_emptied(uuid, text, text, text[], text[], hstore, hstore) IS
'On central: whether a row may get what ON DELETE SET NULL or SET DEFAULT puts into its reference (lizsync.emptied_reference(); null, the row goes)';
REVOKE ALL ON FUNCTION lizsync.can_be_emptied(uuid, text, text, text[], text[], hstore, hstore) FROM PUBLIC;
