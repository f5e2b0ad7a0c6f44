CREATE OR REPLACE FUNCTION lizsync.needed_objects(p_schemas text[], p_relations oid[])
RETURNS TABLE (kind text, name text, schema_name text, definition text, needed_by text, objid oid)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH RECURSIVE need AS MATERIALIZED (
    SELECT n.* FROM lizsync.object_needs(true) AS n
    WHERE n.needed_class NOT IN ('pg_namespace'::regclass, 'pg_language'::regclass)
      AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = n.needed_class AND e.objid = n.needed AND e.deptype = 'e')
  ), portable AS MATERIALIZED (
    SELECT p.* FROM lizsync.portable_objects(p_schemas) AS p
  ), travelling AS MATERIALIZED (
    SELECT 'pg_class'::regclass::oid AS classid, r.relid AS objid FROM unnest(p_relations) AS r(relid)
    UNION ALL
    SELECT 'pg_proc'::regclass, p.oid FROM pg_proc AS p JOIN pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = ANY (p_schemas)
    UNION ALL
    SELECT 'pg_type'::regclass, t.oid FROM pg_type AS t JOIN pg_namespace AS n ON n.oid = t.typnamespace WHERE n.nspname = ANY (p_schemas)
  ), wanted AS (
    SELECT DISTINCT ON (n.needed_class, n.needed) n.needed_class, n.needed, n.classid, n.objid
    FROM travelling AS t JOIN need AS n ON n.classid = t.classid AND n.objid = t.objid
    WHERE NOT EXISTS (SELECT FROM travelling AS x WHERE x.classid = n.needed_class AND x.objid = n.needed)
    ORDER BY n.needed_class, n.needed, n.classid, n.objid
  ), chain(classid, objid, by_class, by_object, depth) AS (
    SELECT w.needed_class, w.needed, w.classid, w.objid, 1
    FROM wanted AS w JOIN LATERAL pg_identify_object(w.needed_class, w.needed, 0) AS i ON lizsync.is_elsewhere((parse_ident(i.schema))[1], p_schemas)
      OR w.needed_class = 'pg_class'::regclass AND (parse_ident(i.schema))[1] = ANY (p_schemas)
    UNION
    -- What needs each other in a circle is in order nowhere.
    SELECT n.needed_class, n.needed, c.by_class, c.by_object, c.depth + 1
    FROM chain AS c
    JOIN portable AS p ON p.classid = c.classid AND p.objid = c.objid
    JOIN need AS n ON n.classid = c.classid AND n.objid = c.objid
    JOIN portable AS q ON q.classid = n.needed_class AND q.objid = n.needed
    WHERE c.depth < 30
  )
  SELECT CASE c.classid WHEN 'pg_proc'::regclass THEN 'function' WHEN 'pg_type'::regclass THEN 'type' ELSE i.type END, i.identity, (parse_ident(i.schema))[1],
    (SELECT p.definition FROM portable AS p WHERE p.classid = c.classid AND p.objid = c.objid),
    replace((pg_identify_object((array_agg(c.by_class ORDER BY c.depth, c.by_object))[1], (array_agg(c.by_object ORDER BY c.depth, c.by_object))[1], 0)).identity, 'pg_catalog.', ''), c.objid
  FROM chain AS c CROSS JOIN LATERAL pg_identify_object(c.classid, c.objid, 0) AS i
  GROUP BY c.classid, c.objid, i.type, i.identity, i.schema
  ORDER BY max(c.depth) DESC, 1, 2
$function$;
COMMENT ON FUNCTION lizsync.needed_objects(text[], oid[]) IS
'What the relations, functions and types of an archive (whole schemas, and p_relations) need from elsewhere, in the order to make it: functions and types with the statements that make them; without one, what the archive cannot bring. needed_by: one that needs it';
REVOKE ALL ON FUNCTION lizsync.needed_objects(text[], oid[]) FROM PUBLIC;
