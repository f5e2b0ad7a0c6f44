-- Without settings of its own and in SQL, so that it becomes part of the statement that uses it.
CREATE OR REPLACE FUNCTION lizsync.separated_text(p_text text)
RETURNS text
LANGUAGE sql STABLE
AS $function$
  SELECT CASE
    WHEN left(p_text, 1) <> chr(28) THEN p_text
    WHEN p_text <> chr(28) THEN replace(replace(substr(p_text, 2), chr(28) || '1', chr(30)), chr(28) || '0', chr(28))
  END
$function$;
COMMENT ON FUNCTION lizsync.separated_text(text) IS 'The text that lizsync.separable_text() made separable';
REVOKE ALL ON FUNCTION lizsync.separated_text(text) FROM PUBLIC;
