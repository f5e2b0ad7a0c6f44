-- Without settings of its own and in SQL, so that it becomes part of the statement that uses it.
CREATE OR REPLACE FUNCTION audit.edit_data(p_edited_at timestamptz, p_edited_by text, p_column_times hstore)
RETURNS jsonb
LANGUAGE sql STABLE
AS $function$ SELECT jsonb_strip_nulls(jsonb_build_object('edited_at', p_edited_at, 'edited_by', p_edited_by, 'edited', hstore_to_jsonb(p_column_times))) $function$;
COMMENT ON FUNCTION audit.edit_data(timestamptz, text, hstore) IS 'What the event of a change that came from a clone says of the edit: when and by whom each column was really edited';
REVOKE ALL ON FUNCTION audit.edit_data(timestamptz, text, hstore) FROM PUBLIC;
