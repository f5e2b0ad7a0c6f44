CREATE OR REPLACE FUNCTION lizsync.object_needs(p_later boolean DEFAULT false)
RETURNS TABLE (classid oid, objid oid, needed_class oid, needed oid)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH part(classid, objid, whole_class, whole) AS (
    SELECT 'pg_attrdef'::regclass::oid, f.oid, 'pg_class'::regclass::oid, f.adrelid FROM pg_attrdef AS f
    UNION ALL
    SELECT 'pg_rewrite'::regclass, r.oid, 'pg_class'::regclass, r.ev_class
    FROM pg_rewrite AS r JOIN pg_class AS v ON v.oid = r.ev_class WHERE p_later OR (v.relkind IN ('v', 'm') AND r.rulename = '_RETURN')
    UNION ALL
    SELECT 'pg_constraint'::regclass, c.oid, 'pg_type'::regclass, c.contypid FROM pg_constraint AS c WHERE c.contypid <> 0
    UNION ALL
    SELECT 'pg_constraint'::regclass, c.oid, 'pg_class'::regclass, c.conrelid FROM pg_constraint AS c WHERE p_later AND c.conrelid <> 0
    UNION ALL
    SELECT 'pg_trigger'::regclass, t.oid, 'pg_class'::regclass, t.tgrelid FROM pg_trigger AS t WHERE p_later AND NOT t.tgisinternal
    UNION ALL
    SELECT 'pg_policy'::regclass, p.oid, 'pg_class'::regclass, p.polrelid FROM pg_policy AS p WHERE p_later
    UNION ALL
    SELECT 'pg_class'::regclass, i.indexrelid, 'pg_class'::regclass, i.indrelid FROM pg_index AS i WHERE p_later
    UNION ALL
    SELECT 'pg_class'::regclass, c.oid, 'pg_type'::regclass, c.reltype FROM pg_class AS c WHERE c.relkind = 'c'
  ), direct AS (
    SELECT d.classid, d.objid, d.refclassid, d.refobjid FROM pg_depend AS d
    WHERE d.classid IN ('pg_class'::regclass, 'pg_proc'::regclass, 'pg_type'::regclass) AND d.deptype IN ('n', 'a')
    UNION
    SELECT p.whole_class, p.whole, d.refclassid, d.refobjid FROM part AS p JOIN pg_depend AS d ON d.classid = p.classid AND d.objid = p.objid AND d.deptype IN ('n', 'a')
  )
  SELECT DISTINCT n.classid, n.objid, coalesce(r.refclassid, t.refclassid, n.refclassid), coalesce(r.refobjid, t.refobjid, i.indrelid, n.refobjid)
  FROM direct AS n
  -- The type of a list is part of its elements' type, that of a row part of its table.
  LEFT JOIN pg_depend AS t ON t.classid = n.refclassid AND t.objid = n.refobjid AND n.refclassid = 'pg_type'::regclass AND t.deptype = 'i'
  LEFT JOIN pg_depend AS r ON r.classid = t.refclassid AND r.objid = t.refobjid AND t.refclassid = 'pg_type'::regclass AND r.deptype = 'i'
  -- A foreign key needs the index of the other table.
  LEFT JOIN pg_index AS i ON i.indexrelid = n.refobjid AND n.refclassid = 'pg_class'::regclass
  WHERE (n.classid, n.objid) <> (coalesce(r.refclassid, t.refclassid, n.refclassid), coalesce(r.refobjid, t.refobjid, i.indrelid, n.refobjid))
$function$;
COMMENT ON FUNCTION lizsync.object_needs(boolean) IS
'What must be there before a relation, function or type: what its columns, parents, defaults and arguments need, and the query of a view; a table for the type of its rows. p_later: also what its constraints, indexes, triggers, rules and policies need';
REVOKE ALL ON FUNCTION lizsync.object_needs(boolean) FROM PUBLIC;
