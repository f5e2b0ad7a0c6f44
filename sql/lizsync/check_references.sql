CREATE OR REPLACE FUNCTION lizsync.check_references(p_tables regclass[])
RETURNS void
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_reference record;
BEGIN
  SELECT lizsync.plain_name(c.conrelid) AS child, lizsync.plain_name(c.confrelid) AS parent, c.conname AS name INTO v_reference
  FROM pg_constraint AS c
  WHERE c.contype = 'f' AND c.conparentid = 0 AND c.conrelid = ANY (p_tables) AND NOT c.confrelid = ANY (p_tables)
    AND NOT EXISTS (SELECT FROM pg_class AS r WHERE r.oid = c.confrelid AND r.relispartition)
  ORDER BY 1, 2 LIMIT 1;
  IF FOUND THEN
    PERFORM lizsync.raise_error(format('Table %s references %s (%s), which is not selected: select it too.', v_reference.child, v_reference.parent, v_reference.name));
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.check_references(regclass[]) IS 'Raises LZ001 where one of the tables references a table that is not among them';
REVOKE ALL ON FUNCTION lizsync.check_references(regclass[]) FROM PUBLIC;
