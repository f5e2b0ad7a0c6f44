-- A uid says nothing to people.
CREATE OR REPLACE FUNCTION lizsync.row_label(p_relation text, p_uid uuid, p_row hstore)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_keys CONSTANT text[] := lizsync.key_columns(to_regclass(p_relation));
  v_row CONSTANT hstore := CASE WHEN to_regclass(p_relation) IS NOT NULL THEN coalesce(lizsync.current_row(p_relation, p_uid), p_row) END;
BEGIN
  IF v_row ?& v_keys AND v_keys <> '{}' THEN
    RETURN (SELECT string_agg(k || ' ' || (v_row -> k), ', ' ORDER BY n) FROM unnest(v_keys) WITH ORDINALITY AS u(k, n));
  END IF;
  RETURN 'uid ' || p_uid;
END
$function$;
COMMENT ON FUNCTION lizsync.row_label(text, uuid, hstore) IS
'A row as people name it: its key columns with their values, as it is now or, where it is no more, as in p_row (null: not known); its uid where neither tells';
REVOKE ALL ON FUNCTION lizsync.row_label(text, uuid, hstore) FROM PUBLIC;
