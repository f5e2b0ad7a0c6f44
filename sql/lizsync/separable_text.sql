-- Without settings of its own and in SQL, so that it becomes part of the statement that uses it.
CREATE OR REPLACE FUNCTION lizsync.separable_text(p_text text)
RETURNS text
LANGUAGE sql STABLE
AS $function$
  SELECT CASE
    WHEN p_text IS NULL THEN chr(28)
    WHEN strpos(p_text, chr(30)) = 0 AND left(p_text, 1) <> chr(28) THEN p_text
    ELSE chr(28) || replace(replace(p_text, chr(28), chr(28) || '0'), chr(30), chr(28) || '1')
  END
$function$;
COMMENT ON FUNCTION lizsync.separable_text(text) IS
'A text in which no character 30 (record separator) is left, so that many can be sent as one: an array would quote each quotation mark, which takes longer than all the rest of a row''s way. Character 28 comes before what was written in another way, and stands alone for a null';
REVOKE ALL ON FUNCTION lizsync.separable_text(text) FROM PUBLIC;
