CREATE OR REPLACE FUNCTION lizsync.emptied_reference(p_child text, p_constraint text)
RETURNS hstore
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_columns text[];
  v_action text;
BEGIN
  SELECT c.confdeltype,
    ARRAY(SELECT a.attname::text FROM pg_attribute AS a
          WHERE a.attrelid = c.conrelid AND a.attnum = ANY (coalesce(
            -- Some of the columns only, where the server can do that (PostgreSQL 15).
            (SELECT array_agg(n::smallint) FROM jsonb_array_elements_text(nullif(to_jsonb(c) -> 'confdelsetcols', 'null')) AS n), c.conkey)))
  INTO v_action, v_columns
  FROM pg_constraint AS c WHERE c.conrelid = p_child::regclass AND c.conname = p_constraint AND c.contype = 'f';
  RETURN CASE v_action
    WHEN 'n' THEN hstore(v_columns, array_fill(NULL::text, ARRAY[cardinality(v_columns)]))
    WHEN 'd' THEN (SELECT hstore(array_agg(c), array_agg(lizsync.column_default(p_child, c))) FROM unnest(v_columns) AS c) END;
END
$function$;
COMMENT ON FUNCTION lizsync.emptied_reference(text, text) IS
'What ON DELETE SET NULL or SET DEFAULT of a foreign key of a table ("schema"."table") puts into its columns; null where it does something else';
REVOKE ALL ON FUNCTION lizsync.emptied_reference(text, text) FROM PUBLIC;
