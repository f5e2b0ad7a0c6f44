CREATE OR REPLACE FUNCTION lizsync.object_needs()
RETURNS TABLE (classid oid, objid oid, needed_class oid, needed oid)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH direct AS (
    SELECT d.classid, d.objid, d.refclassid, d.refobjid FROM pg_depend AS d
    WHERE d.classid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass) AND d.deptype IN ('n', 'a')
    UNION
    SELECT 'pg_class'::regclass, f.adrelid, d.refclassid, d.refobjid FROM pg_attrdef AS f JOIN pg_depend AS d ON d.classid = 'pg_attrdef'::regclass AND d.objid = f.oid AND d.deptype = 'n'
    UNION
    SELECT 'pg_class'::regclass, r.ev_class, d.refclassid, d.refobjid
    FROM pg_rewrite AS r JOIN pg_class AS v ON v.oid = r.ev_class AND v.relkind IN ('v', 'm') JOIN pg_depend AS d ON d.classid = 'pg_rewrite'::regclass AND d.objid = r.oid AND d.deptype = 'n'
    WHERE r.rulename = '_RETURN'
  )
  SELECT DISTINCT n.classid, n.objid, coalesce(r.refclassid, t.refclassid, n.refclassid), coalesce(r.refobjid, t.refobjid, n.refobjid)
  FROM direct AS n
  -- The type of a list is part of its elements' type, that of a row part of its table.
  LEFT JOIN pg_depend AS t ON t.classid = n.refclassid AND t.objid = n.refobjid AND n.refclassid = 'pg_type'::regclass AND t.deptype = 'i'
  LEFT JOIN pg_depend AS r ON r.classid = t.refclassid AND r.objid = t.refobjid AND t.refclassid = 'pg_type'::regclass AND r.deptype = 'i'
  WHERE (n.classid, n.objid) <> (coalesce(r.refclassid, t.refclassid, n.refclassid), coalesce(r.refobjid, t.refobjid, n.refobjid))
$function$;
COMMENT ON FUNCTION lizsync.object_needs() IS
'What must be there before a relation, function or type: what its columns, parents, defaults and arguments need, and the query of a view; a table for the type of its rows';
REVOKE ALL ON FUNCTION lizsync.object_needs() FROM PUBLIC;
