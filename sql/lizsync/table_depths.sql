CREATE OR REPLACE FUNCTION lizsync.table_depths(p_relations text[])
RETURNS TABLE (relation text, depth integer)
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_depths jsonb := '{}';
  v_key record;
  v_changed boolean := true;
  v_round integer := 0;
  v_wanted integer;
BEGIN
  -- Longest path by relaxation; a cycle of references stops it after as many rounds as there are tables.
  WHILE v_changed AND v_round <= cardinality(p_relations) LOOP
    v_changed := false;
    v_round := v_round + 1;
    FOR v_key IN SELECT f.child, f.parent FROM lizsync.foreign_keys(p_relations) AS f WHERE f.child <> f.parent LOOP
      v_wanted := least(coalesce((v_depths ->> v_key.parent)::integer, 0) + 1, cardinality(p_relations));
      IF coalesce((v_depths ->> v_key.child)::integer, 0) < v_wanted THEN
        v_depths := v_depths || jsonb_build_object(v_key.child, v_wanted);
        v_changed := true;
      END IF;
    END LOOP;
  END LOOP;
  RETURN QUERY SELECT r, coalesce((v_depths ->> r)::integer, 0) FROM unnest(p_relations) AS r ORDER BY 2, 1;
END
$function$;
COMMENT ON FUNCTION lizsync.table_depths(text[]) IS 'Tables ordered so that parents come before children (depth 0 references none of the others)';
REVOKE ALL ON FUNCTION lizsync.table_depths(text[]) FROM PUBLIC;
