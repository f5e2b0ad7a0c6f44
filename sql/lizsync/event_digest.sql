CREATE OR REPLACE FUNCTION lizsync.event_digest(p_snapshot txid_snapshot)
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT concat_ws(':', count(*), sum(a.event_id), sum(a.transaction_id), sum((date_part('epoch', a.action_tstamp_clk) * 1000000)::bigint))
  FROM audit.logged_actions AS a
  WHERE txid_visible_in_snapshot(a.transaction_id, p_snapshot)
$function$;
COMMENT ON FUNCTION lizsync.event_digest(txid_snapshot) IS
'On a clone: digest of the unsent events that a snapshot saw. Equal digests: central has just these events (its reply was lost); different: the snapshot is of another database with the same id';
REVOKE ALL ON FUNCTION lizsync.event_digest(txid_snapshot) FROM PUBLIC;
