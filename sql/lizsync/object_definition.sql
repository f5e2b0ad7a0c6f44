CREATE OR REPLACE FUNCTION lizsync.object_definition(p_class oid, p_object oid)
RETURNS text
LANGUAGE sql STABLE
-- Every name in it is qualified.
SET search_path TO pg_catalog
AS $function$
  SELECT CASE
    WHEN p_class = 'pg_proc'::regclass THEN (
      SELECT pg_get_functiondef(p.oid) FROM pg_proc AS p JOIN pg_language AS l ON l.oid = p.prolang
      WHERE p.oid = p_object AND p.prokind <> 'a' AND l.lanname NOT IN ('c', 'internal'))
    WHEN p_class = 'pg_type'::regclass THEN (
      SELECT CASE t.typtype
        WHEN 'e' THEN format('CREATE TYPE %s AS ENUM (%s)', t.oid::regtype, (SELECT string_agg(quote_literal(e.enumlabel), ', ' ORDER BY e.enumsortorder) FROM pg_enum AS e WHERE e.enumtypid = t.oid))
        WHEN 'd' THEN concat_ws(' ', format('CREATE DOMAIN %s AS %s', t.oid::regtype, format_type(t.typbasetype, t.typtypmod)),
          (SELECT 'COLLATE ' || c.oid::regcollation FROM pg_collation AS c JOIN pg_type AS b ON b.oid = t.typbasetype WHERE c.oid = t.typcollation AND c.oid <> b.typcollation),
          'DEFAULT ' || pg_get_expr(t.typdefaultbin, 0), CASE WHEN t.typnotnull THEN 'NOT NULL' END,
          (SELECT string_agg(format('CONSTRAINT %I %s', c.conname, pg_get_constraintdef(c.oid)), ' ' ORDER BY c.conname) FROM pg_constraint AS c WHERE c.contypid = t.oid AND c.contype = 'c'))
        WHEN 'c' THEN format('CREATE TYPE %s AS (%s)', t.oid::regtype, (
          SELECT string_agg(concat_ws(' ', quote_ident(a.attname), format_type(a.atttypid, a.atttypmod),
            (SELECT 'COLLATE ' || c.oid::regcollation FROM pg_collation AS c JOIN pg_type AS b ON b.oid = a.atttypid WHERE c.oid = a.attcollation AND c.oid <> b.typcollation)), ', ' ORDER BY a.attnum)
          FROM pg_attribute AS a WHERE a.attrelid = t.typrelid AND a.attnum > 0 AND NOT a.attisdropped))
        END
      FROM pg_type AS t LEFT JOIN pg_class AS c ON c.oid = t.typrelid
      WHERE t.oid = p_object AND (c.oid IS NULL OR c.relkind = 'c'))
    END
$function$;
COMMENT ON FUNCTION lizsync.object_definition(oid, oid) IS
'Statement that makes a function, procedure, enumeration, domain or composite type; null for anything else (pg_proc or pg_type, and the object''s oid)';
REVOKE ALL ON FUNCTION lizsync.object_definition(oid, oid) FROM PUBLIC;
