CREATE OR REPLACE FUNCTION lizsync.is_logged(p_relid oid)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(bool_or(t.tgname IN ('lizsync_audit_update', 'lizsync_audit_row')) AND bool_and(t.tgenabled IN ('O', 'A')), false)
  FROM pg_trigger AS t
  WHERE t.tgrelid = p_relid AND t.tgfoid IN ('audit.log_statement'::regproc, 'audit.log_row'::regproc, 'audit.log_truncate'::regproc)
$function$;
COMMENT ON FUNCTION lizsync.is_logged(oid) IS 'Whether a table has its audit triggers, none of them switched off';
REVOKE ALL ON FUNCTION lizsync.is_logged(oid) FROM PUBLIC;
