-- What a clone sends is data, never trusted: it may be a stolen tablet, or no LizSync at all.
CREATE OR REPLACE FUNCTION lizsync.check_inbox(p_sync uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  -- A second for the clocks, which are known no better.
  v_latest CONSTANT timestamptz := clock_timestamp() + interval '1 second';
  v_wrong uuid;
  v_future boolean;
BEGIN
  SELECT (array_agg(i.uid) FILTER (WHERE i.relation <> ALL (p_relations) OR i.state <> 'apply' OR i.sent_action IS NOT NULL OR i.resend OR i.needed
      OR CASE i.action WHEN 'I' THEN i.row_values -> 'uid' IS DISTINCT FROM i.uid::text WHEN 'U' THEN i.row_values IS NULL OR i.row_values ? 'uid' ELSE false END))[1],
    bool_or(i.edited_at > v_latest OR CASE WHEN i.column_times IS NOT NULL THEN EXISTS (SELECT FROM svals(i.column_times) AS t(edited) WHERE t.edited::timestamptz > v_latest) END)
  INTO v_wrong, v_future
  FROM lizsync.inbox AS i WHERE i.sync_id = p_sync;
  IF v_wrong IS NOT NULL THEN
    PERFORM lizsync.raise_error(format('The clone sent a change of row %s that no sync sends: nothing was changed; deploy an archive to the clone.', v_wrong));
  ELSIF v_future THEN
    -- Nobody edits in the future: it would win for ever.
    UPDATE lizsync.inbox AS i SET edited_at = least(i.edited_at, v_latest),
      column_times = (SELECT hstore(array_agg(e.key), array_agg(least(e.value::timestamptz, v_latest)::text)) FROM each(i.column_times) AS e)
    WHERE i.sync_id = p_sync;
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.check_inbox(uuid, text[]) IS
'On central, before the merge: raises LZ001 where the inbox of a sync holds what no clone sends (another table, a row that says it has another uid, marks that only the merge makes), and takes edit times that lie in the future for now';
REVOKE ALL ON FUNCTION lizsync.check_inbox(uuid, text[]) FROM PUBLIC;
