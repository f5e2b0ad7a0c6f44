CREATE OR REPLACE FUNCTION lizsync.portable_objects(p_schemas text[])
RETURNS TABLE (classid oid, objid oid, definition text)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH RECURSIVE need AS MATERIALIZED (
    SELECT n.* FROM lizsync.object_needs() AS n
    WHERE n.needed_class NOT IN ('pg_namespace'::regclass, 'pg_language'::regclass)
      AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = n.needed_class AND e.objid = n.needed AND e.deptype = 'e')
  ), elsewhere AS MATERIALIZED (
    SELECT o.classid, o.objid, lizsync.object_definition(o.classid, o.objid) AS definition
    FROM (SELECT 'pg_proc'::regclass::oid, p.oid, p.pronamespace FROM pg_proc AS p
          UNION ALL SELECT 'pg_type'::regclass, t.oid, t.typnamespace FROM pg_type AS t WHERE t.typtype IN ('e', 'd', 'c')) AS o(classid, objid, namespace)
    JOIN pg_namespace AS n ON n.oid = o.namespace
    WHERE lizsync.is_elsewhere(n.nspname, p_schemas) AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = o.classid AND e.objid = o.objid AND e.deptype = 'e')
  ), lacking AS (
    SELECT e.classid, e.objid FROM elsewhere AS e WHERE e.definition IS NULL
    UNION
    SELECT e.classid, e.objid
    FROM elsewhere AS e JOIN need AS n ON n.classid = e.classid AND n.objid = e.objid
    WHERE NOT EXISTS (SELECT FROM elsewhere AS x WHERE x.classid = n.needed_class AND x.objid = n.needed)
      AND (pg_identify_object(n.needed_class, n.needed, 0)).schema IS DISTINCT FROM 'pg_catalog'
    UNION
    SELECT n.classid, n.objid FROM lacking AS l JOIN need AS n ON n.needed_class = l.classid AND n.needed = l.objid JOIN elsewhere AS e ON e.classid = n.classid AND e.objid = n.objid
  )
  SELECT e.* FROM elsewhere AS e WHERE NOT EXISTS (SELECT FROM lacking AS l WHERE l.classid = e.classid AND l.objid = e.objid)
$function$;
COMMENT ON FUNCTION lizsync.portable_objects(text[]) IS
'Functions and types outside the selected schemas, extensions and LizSync, with the statements that make them: those that need no table and nothing of the selected schemas, so that they can be made before these';
REVOKE ALL ON FUNCTION lizsync.portable_objects(text[]) FROM PUBLIC;
