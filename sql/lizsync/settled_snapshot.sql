CREATE OR REPLACE FUNCTION lizsync.settled_snapshot(p_since txid_snapshot)
RETURNS txid_snapshot
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_settled txid_snapshot := p_since;
BEGIN
  IF p_since::text = '1:1:' THEN
    v_settled := (SELECT c.finished_snapshot FROM lizsync.central AS c);
  END IF;
  -- One of another cluster, whose copy this is, says nothing here.
  RETURN CASE WHEN txid_snapshot_xmax(v_settled) <= txid_snapshot_xmax(txid_current_snapshot()) THEN v_settled END;
END
$function$;
COMMENT ON FUNCTION lizsync.settled_snapshot(txid_snapshot) IS
'The snapshot of which all events that lizsync.net_changes() looks at are newer: the one it was given or, for all events of a clone''s log (1:1:), that of the last sync. Null where none is known';
REVOKE ALL ON FUNCTION lizsync.settled_snapshot(txid_snapshot) FROM PUBLIC;
