CREATE OR REPLACE FUNCTION lizsync.option_list(p_options jsonb)
RETURNS text
LANGUAGE sql IMMUTABLE
SET search_path FROM CURRENT
AS $function$ SELECT coalesce(string_agg(format('%I %L', o.key, o.value), ', ' ORDER BY o.key), '') FROM jsonb_each_text(p_options) AS o $function$;
COMMENT ON FUNCTION lizsync.option_list(jsonb) IS 'Options as CREATE SERVER wants them: name ''value'', …';
REVOKE ALL ON FUNCTION lizsync.option_list(jsonb) FROM PUBLIC;
