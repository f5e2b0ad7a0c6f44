CREATE OR REPLACE VIEW lizsync.remote_push AS
  SELECT NULL::uuid AS sync_id, NULL::text[] AS relations, NULL::uuid[] AS uids, NULL::text[] AS actions, NULL::text AS row_values,
    NULL::timestamptz[] AS edited_at, NULL::hstore[] AS column_times, NULL::hstore[] AS first_values, NULL::text[] AS edited_by, NULL::bigint[] AS first_events,
    NULL::jsonb AS request, NULL::jsonb AS reply
  WHERE false;
COMMENT ON VIEW lizsync.remote_push IS 'On central: its inbox for postgres_fdw, many changes a row, so that thousands need one round trip (row_values: texts that character 30 separates); the last row is the request to merge, and gets the reply';
DROP TRIGGER IF EXISTS remote_push ON lizsync.remote_push;
CREATE TRIGGER remote_push INSTEAD OF INSERT ON lizsync.remote_push FOR EACH ROW EXECUTE FUNCTION lizsync.remote_push_trigger();
REVOKE ALL ON lizsync.remote_push FROM PUBLIC;
