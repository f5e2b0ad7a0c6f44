CREATE OR REPLACE FUNCTION lizsync.column_time(p_column text, p_column_times hstore, p_edited_at timestamptz)
RETURNS timestamptz
LANGUAGE sql STABLE
AS $function$ SELECT CASE WHEN p_column_times ? p_column THEN (p_column_times -> p_column)::timestamptz ELSE p_edited_at END $function$;
COMMENT ON FUNCTION lizsync.column_time(text, hstore, timestamptz) IS 'When a column of a change was edited; null where that edit is not concurrent';
