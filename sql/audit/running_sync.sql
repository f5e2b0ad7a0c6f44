CREATE OR REPLACE FUNCTION audit.running_sync()
RETURNS uuid
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT s.running_sync FROM lizsync.clone_states AS s
  WHERE s.clone_id = CASE WHEN current_setting('lizsync.origin', true) ~ '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' THEN current_setting('lizsync.origin')::uuid END
    AND s.running_sync::text = current_setting('lizsync.sync_id', true) AND s.running_transaction = txid_current()
$function$;
COMMENT ON FUNCTION audit.running_sync() IS
'The sync whose merge this transaction is in the middle of, or null. Settings lizsync.origin and lizsync.sync_id, which anybody may set, are believed only where a hello began that sync in this very transaction';
REVOKE ALL ON FUNCTION audit.running_sync() FROM PUBLIC;
