CREATE OR REPLACE FUNCTION lizsync.type_in_words(p_signature text)
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  -- What another database says is looked up, not parsed.
  SELECT coalesce((SELECT lizsync.type_name(t.oid, s.part[2]::integer) || coalesce(s.part[3], '')
                   FROM pg_type AS t WHERE t.typmodout <> 0 AND t.typnamespace <> 'pg_catalog'::regnamespace AND lizsync.type_name(t.oid, NULL) = s.part[1]), p_signature)
  FROM (SELECT regexp_match(p_signature, '^(.+)#([0-9]{1,9})( generated)?$') AS part) AS s
$function$;
COMMENT ON FUNCTION lizsync.type_in_words(text) IS
'What people call a type of lizsync.structure(), public.geometry(Polygon,2154) for public.geometry#541588; what has no modifier, or a type that is not here, stays as it is';
REVOKE ALL ON FUNCTION lizsync.type_in_words(text) FROM PUBLIC;
