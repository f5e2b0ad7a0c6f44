CREATE OR REPLACE VIEW lizsync.remote_call AS
  SELECT NULL::text AS verb, NULL::jsonb AS request, NULL::jsonb AS reply WHERE false;
COMMENT ON VIEW lizsync.remote_call IS 'On central: what lizsync.synchronize() of a clone calls through postgres_fdw';
DROP TRIGGER IF EXISTS remote_call ON lizsync.remote_call;
CREATE TRIGGER remote_call INSTEAD OF INSERT ON lizsync.remote_call FOR EACH ROW EXECUTE FUNCTION lizsync.remote_call_trigger();
REVOKE ALL ON lizsync.remote_call FROM PUBLIC;
