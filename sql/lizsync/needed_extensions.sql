CREATE OR REPLACE FUNCTION lizsync.needed_extensions(p_tables regclass[], p_others oid[])
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(jsonb_agg(jsonb_build_object('name', e.extname, 'schema', n.nspname) ORDER BY e.oid), '[]')
  FROM pg_extension AS e JOIN pg_namespace AS n ON n.oid = e.extnamespace
  WHERE e.oid IN (
    SELECT d.refobjid
    FROM pg_depend AS d
    WHERE d.deptype = 'e' AND d.refclassid = 'pg_extension'::regclass AND (
      -- types of columns (or of their elements), and operator classes of indexes
      (d.classid = 'pg_type'::regclass AND d.objid IN (
        SELECT unnest(ARRAY[t.oid, t.typelem, t.typbasetype]) FROM pg_attribute AS a JOIN pg_type AS t ON t.oid = a.atttypid
        WHERE a.attrelid = ANY (p_tables) AND a.attnum > 0 AND NOT a.attisdropped))
      OR (d.classid = 'pg_opclass'::regclass AND d.objid IN (SELECT unnest(i.indclass::oid[]) FROM pg_index AS i WHERE i.indrelid = ANY (p_tables)))
      -- whatever the query of a view uses
      OR (d.classid, d.objid) IN (
        SELECT u.refclassid, u.refobjid FROM pg_depend AS u WHERE u.classid = 'pg_rewrite'::regclass AND u.objid IN (SELECT r.oid FROM pg_rewrite AS r WHERE r.ev_class = ANY (p_tables)))
      -- what functions and types from elsewhere use
      OR (d.classid, d.objid) IN (SELECT n.refclassid, n.refobjid FROM pg_depend AS n WHERE n.objid = ANY (p_others) AND n.classid IN ('pg_proc'::regclass, 'pg_type'::regclass))
      -- functions in defaults, checks and triggers
      OR (d.classid = 'pg_proc'::regclass AND d.objid IN (
        SELECT u.refobjid FROM pg_depend AS u WHERE u.refclassid = 'pg_proc'::regclass AND (
          (u.classid = 'pg_attrdef'::regclass AND u.objid IN (SELECT f.oid FROM pg_attrdef AS f WHERE f.adrelid = ANY (p_tables)))
          OR (u.classid = 'pg_constraint'::regclass AND u.objid IN (SELECT c.oid FROM pg_constraint AS c WHERE c.conrelid = ANY (p_tables)))
          OR (u.classid = 'pg_trigger'::regclass AND u.objid IN (SELECT t.oid FROM pg_trigger AS t WHERE t.tgrelid = ANY (p_tables))))))))
$function$;
COMMENT ON FUNCTION lizsync.needed_extensions(regclass[], oid[]) IS 'Extensions whose types, operator classes or functions tables and views use, and functions and types (p_others), with the schemas they are in';
REVOKE ALL ON FUNCTION lizsync.needed_extensions(regclass[], oid[]) FROM PUBLIC;
