-- Transaction ids start anew in a restored central: events of the cluster before may have ids that this one has not reached yet.
CREATE OR REPLACE FUNCTION lizsync.restored_events(p_sync uuid)
RETURNS bigint
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(max(a.event_id), 0)
  FROM audit.logged_actions AS a
  WHERE a.transaction_id >= txid_snapshot_xmax(txid_current_snapshot()) AND (p_sync IS NULL OR (a.sync_data ->> 'sync_id') IS DISTINCT FROM p_sync::text)
$function$;
COMMENT ON FUNCTION lizsync.restored_events(uuid) IS
'On central, in a REPEATABLE READ transaction: newest event that this cluster cannot have written (visible, but of a transaction that is still to come), 0 where there is none; p_sync is the running sync, whose own events do not count, or null';
REVOKE ALL ON FUNCTION lizsync.restored_events(uuid) FROM PUBLIC;
