-- An archive has the selected schemas in one dump, what comes by its name in another, and the views that need both in a third. pg_dump puts in order
-- what is in one dump; so of the schemas goes into the others whatever must be restored after what is there.
CREATE OR REPLACE FUNCTION lizsync.archive_parts(p_schemas text[], p_tables text[])
RETURNS TABLE (part text, relid oid, name text, label text, needs text)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  WITH RECURSIVE object_need AS MATERIALIZED (
    SELECT n.* FROM lizsync.object_needs() AS n
  ), portable AS MATERIALIZED (
    SELECT p.classid, p.objid FROM lizsync.portable_objects(p_schemas) AS p
  ), need AS MATERIALIZED (
    SELECT n.objid AS relid, n.needed_class, n.needed, CASE n.needed_class WHEN 'pg_class'::regclass THEN n.needed END AS needed_relation
    FROM object_need AS n WHERE n.classid = 'pg_class'::regclass
  ), relation AS MATERIALIZED (
    SELECT c.oid AS relid, c.relkind AS kind, c.relnamespace = ANY (ARRAY(SELECT n.oid FROM pg_namespace AS n WHERE n.nspname = ANY (p_schemas))) AS in_schema
    FROM pg_class AS c
  ), selected AS MATERIALIZED (
    SELECT r.* FROM lizsync.selected_tables(p_schemas, p_tables) AS s(relid) JOIN relation AS r ON r.relid = s.relid
  ), follows AS MATERIALIZED (
    SELECT i.inhparent AS leader, i.inhrelid AS relid FROM pg_inherits AS i
    UNION ALL
    SELECT d.refobjid, r.relid FROM pg_depend AS d JOIN relation AS r ON r.relid = d.objid AND r.kind = 'S'
    WHERE d.classid = 'pg_class'::regclass AND d.refclassid = 'pg_class'::regclass AND d.deptype IN ('a', 'i')
    UNION ALL
    SELECT n.needed_relation, r.relid FROM need AS n JOIN relation AS r ON r.relid = n.relid AND r.kind IN ('r', 'p', 'f') AND r.in_schema WHERE n.needed_relation IS NOT NULL
  ), apart AS (
    SELECT s.relid FROM selected AS s WHERE NOT s.in_schema AND s.kind NOT IN ('v', 'm')
    UNION
    SELECT r.relid FROM selected AS s CROSS JOIN LATERAL pg_partition_tree(s.relid) AS p JOIN relation AS r ON r.relid = p.relid WHERE NOT r.in_schema
    UNION
    SELECT f.relid FROM apart AS a JOIN follows AS f ON f.leader = a.relid
  ), view AS MATERIALIZED (
    SELECT r.relid, NOT r.in_schema AS is_single
    FROM relation AS r
    WHERE r.kind IN ('v', 'm') AND (r.in_schema OR r.relid IN (SELECT s.relid FROM selected AS s))
      AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = 'pg_class'::regclass AND e.objid = r.relid AND e.deptype = 'e')
  ), standing AS (
    SELECT v.relid FROM view AS v
    WHERE v.is_single OR v.relid IN (SELECT n.relid FROM need AS n JOIN apart AS a ON a.relid = n.needed_relation)
    UNION
    SELECT v.relid FROM standing AS s JOIN need AS n ON n.needed_relation = s.relid JOIN view AS v ON v.relid = n.relid
  ), elsewhere AS MATERIALIZED (
    SELECT DISTINCT n.needed_class, n.needed
    FROM need AS n JOIN view AS v ON v.relid = n.relid
    WHERE NOT EXISTS (SELECT FROM apart AS a WHERE a.relid = n.needed_relation) AND NOT EXISTS (SELECT FROM view AS w WHERE w.relid = n.needed_relation)
      AND NOT EXISTS (SELECT FROM pg_depend AS e WHERE e.classid = n.needed_class AND e.objid = n.needed AND e.deptype = 'e')
  ), missing AS MATERIALIZED (
    SELECT e.needed_class, e.needed, replace(o.identity, 'pg_catalog.', '') AS identity
    FROM elsewhere AS e CROSS JOIN LATERAL pg_identify_object(e.needed_class, e.needed, 0) AS o
    WHERE lizsync.is_elsewhere((parse_ident(o.schema))[1], p_schemas)
      AND NOT EXISTS (SELECT FROM portable AS p WHERE p.classid = e.needed_class AND p.objid = e.needed)
  ), lacking AS (
    SELECT v.relid, m.identity AS needs FROM missing AS m JOIN need AS n ON n.needed_class = m.needed_class AND n.needed = m.needed JOIN view AS v ON v.relid = n.relid
    UNION
    SELECT v.relid, l.needs FROM lacking AS l JOIN need AS n ON n.needed_relation = l.relid JOIN view AS v ON v.relid = n.relid
  ), result(part, relid, needs) AS (
    SELECT CASE r.kind WHEN 'S' THEN 'sequence' ELSE 'table' END, r.relid, NULL FROM apart AS a JOIN relation AS r ON r.relid = a.relid
    UNION ALL
    SELECT 'view', s.relid, NULL FROM standing AS s WHERE NOT EXISTS (SELECT FROM lacking AS l WHERE l.relid = s.relid)
    UNION ALL
    SELECT 'left out', l.relid, min(l.needs) FROM lacking AS l GROUP BY l.relid
  )
  SELECT r.part, r.relid, lizsync.quoted_name(r.relid), lizsync.plain_name(r.relid), r.needs FROM result AS r
  UNION ALL
  -- Functions and types cannot be taken out of the dump of their schema.
  SELECT 'fault', NULL, NULL, replace(o.identity, 'pg_catalog.', ''), lizsync.plain_name(r.relid)
  FROM object_need AS d
  JOIN result AS r ON d.needed_class = 'pg_class'::regclass AND r.relid = d.needed
  CROSS JOIN LATERAL pg_identify_object(d.classid, d.objid, 0) AS o
  WHERE o.schema = ANY (ARRAY(SELECT quote_ident(s) FROM unnest(p_schemas) AS s))
    AND (d.classid <> 'pg_class'::regclass OR d.objid IN (SELECT c.relid FROM relation AS c WHERE c.kind = 'c'))
  ORDER BY 1, 3, 4
$function$;
COMMENT ON FUNCTION lizsync.archive_parts(text[], text[]) IS
'What does not travel with the dump of the selected schemas: part table, sequence or view, what comes by its name; left out, a view that needs something that is not selected; fault, a function or type (label) of a selected schema that must be restored before one of those (needs), but cannot';
REVOKE ALL ON FUNCTION lizsync.archive_parts(text[], text[]) FROM PUBLIC;
