CREATE OR REPLACE FUNCTION lizsync.rest_of_references(p_relation text, p_uid uuid, p_changed text[])
RETURNS hstore
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_rest CONSTANT text[] := ARRAY(SELECT DISTINCT k FROM lizsync.composite_references(p_relation::regclass) AS r CROSS JOIN LATERAL unnest(r.entangled) AS k
                                  WHERE r.columns && p_changed AND k <> ALL (p_changed));
BEGIN
  RETURN CASE WHEN v_rest <> '{}' THEN slice(lizsync.current_row(p_relation, p_uid), v_rest) END;
END
$function$;
COMMENT ON FUNCTION lizsync.rest_of_references(text, uuid, text[]) IS
'Columns of a row''s references of several columns that were not changed, where others of them were (p_changed); null where there are none. A reference is one value: central must know all of it';
REVOKE ALL ON FUNCTION lizsync.rest_of_references(text, uuid, text[]) FROM PUBLIC;
