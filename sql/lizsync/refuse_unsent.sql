CREATE OR REPLACE FUNCTION lizsync.refuse_unsent()
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_name CONSTANT text := (SELECT server_name FROM lizsync.server_metadata);
  v_pending CONSTANT bigint := lizsync.pending_events();
  v_clones text;
BEGIN
  IF v_pending > 0 THEN
    PERFORM lizsync.raise_error(format('Clone "%s" has edits that were not sent to central (%s): synchronise it first, or uninstall with DISCARD_PENDING, and they stay in this database alone.', v_name, v_pending));
  END IF;
  SELECT string_agg(format('"%s" (%s)', c.name, c.events_waiting), ', ' ORDER BY c.name) INTO v_clones FROM lizsync.clones AS c WHERE c.events_waiting > 0;
  IF v_clones IS NOT NULL THEN
    PERFORM lizsync.raise_error(format('Central "%s" has edits that these clones did not get yet: %s. Synchronise them first, forget those that are lost (lizsync.forget_clone), or uninstall with DISCARD_PENDING.', v_name, v_clones));
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.refuse_unsent() IS
'Before LizSync is uninstalled. Raises LZ001 where a clone has edits that central lacks, or central has edits that a registered clone lacks';
REVOKE ALL ON FUNCTION lizsync.refuse_unsent() FROM PUBLIC;
