-- They are known by their names: under another one they would travel.
CREATE OR REPLACE FUNCTION lizsync.check_ignored_columns(p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_name CONSTANT text := (
    SELECT min(t.name)
    FROM (SELECT to_regclass(r) AS relid, lizsync.plain_name(to_regclass(r)) AS name FROM unnest(p_relations) AS r WHERE to_regclass(r) IS NOT NULL) AS t
    WHERE t.name IN (SELECT i.relation_name FROM audit.ignored_columns AS i)
      AND lizsync.ignored_names(t.relid) <> ARRAY(SELECT c.name FROM lizsync.table_columns(t.relid) AS c WHERE c.ignored ORDER BY c.attnum));
BEGIN
  IF v_name IS NOT NULL THEN
    PERFORM lizsync.raise_error(CASE WHEN EXISTS (SELECT FROM lizsync.central)
      THEN format('Columns of table %s that are not synchronised have other names now: run SELECT lizsync.mend_capture(%L) in the clone, then synchronise; lizsync:compare lists what was edited meanwhile.', v_name, v_name)
      ELSE format('Columns of table %s that are not synchronised have other names now: run lizsync:prepare again in central, then synchronise; lizsync:compare lists what was edited meanwhile.', v_name) END);
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.check_ignored_columns(text[]) IS
'Raises LZ001 where ignored columns of tables ("schema"."table") were renamed, until lizsync.mend_capture() was told to ignore them by their new names';
REVOKE ALL ON FUNCTION lizsync.check_ignored_columns(text[]) FROM PUBLIC;
