CREATE OR REPLACE FUNCTION lizsync.is_prepared(p_relid oid)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT lizsync.has_uid(p_relid) AND lizsync.has_unique_uid(p_relid)
    AND EXISTS (SELECT FROM pg_trigger AS t
                WHERE t.tgrelid = p_relid AND t.tgname IN ('lizsync_audit_update', 'lizsync_audit_row') AND t.tgenabled <> 'D'
                  AND t.tgfoid IN ('audit.log_statement'::regproc, 'audit.log_row'::regproc))
$function$;
COMMENT ON FUNCTION lizsync.is_prepared(oid) IS 'Whether a table can be synchronised: it has its uid and its audit triggers';
REVOKE ALL ON FUNCTION lizsync.is_prepared(oid) FROM PUBLIC;
