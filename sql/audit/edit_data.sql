-- Without settings of its own and in SQL, so that it becomes part of the statement that uses it.
CREATE OR REPLACE FUNCTION audit.edit_data(p_origin text, p_sync text, p_edited_at timestamptz, p_edited_by text, p_column_times hstore)
RETURNS jsonb
LANGUAGE sql STABLE
AS $function$
  SELECT CASE WHEN p_edited_at IS NOT NULL AND p_edited_by IS NOT NULL AND p_column_times IS NULL
    -- As nearly all are, in half the time.
    THEN jsonb_object('{origin,sync_id,edited_at,edited_by}', ARRAY[p_origin, p_sync, p_edited_at::text, p_edited_by])
    ELSE jsonb_strip_nulls(jsonb_build_object('origin', p_origin, 'sync_id', p_sync, 'edited_at', p_edited_at, 'edited_by', p_edited_by, 'edited', hstore_to_jsonb(p_column_times)))
  END
$function$;
COMMENT ON FUNCTION audit.edit_data(text, text, timestamptz, text, hstore) IS
'sync_data of an event that a sync causes: origin, sync_id and, where the change came from the clone (else null), when and by whom each column was really edited';
REVOKE ALL ON FUNCTION audit.edit_data(text, text, timestamptz, text, hstore) FROM PUBLIC;
