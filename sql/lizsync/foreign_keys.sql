CREATE OR REPLACE FUNCTION lizsync.foreign_keys(p_relations text[])
RETURNS TABLE (constraint_name text, child text, parent text, child_columns text[], parent_columns text[], on_delete text, on_update text)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT c.conname::text, lizsync.quoted_name(c.conrelid), lizsync.quoted_name(c.confrelid),
    (SELECT array_agg(a.attname::text ORDER BY k.i) FROM unnest(c.conkey) WITH ORDINALITY AS k(n, i) JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.n),
    (SELECT array_agg(a.attname::text ORDER BY k.i) FROM unnest(c.confkey) WITH ORDINALITY AS k(n, i) JOIN pg_attribute AS a ON a.attrelid = c.confrelid AND a.attnum = k.n),
    c.confdeltype::text, c.confupdtype::text
  FROM pg_constraint AS c
  WHERE c.contype = 'f' AND c.conparentid = 0
    AND lizsync.quoted_name(c.conrelid) = ANY (p_relations) AND lizsync.quoted_name(c.confrelid) = ANY (p_relations)
$function$;
COMMENT ON FUNCTION lizsync.foreign_keys(text[]) IS
'Foreign keys among tables ("schema"."table"); on_delete and on_update as pg_constraint has them: a no action, r restrict, c cascade, n set null, d set default';
REVOKE ALL ON FUNCTION lizsync.foreign_keys(text[]) FROM PUBLIC;
