-- The part of lizsync.net_changes() that it needs three times: every event once, as it is used, so that what is wide is never sorted nor kept.
-- + 0: not by that index, which would find far more (all above the floor, all of the own transaction).
CREATE OR REPLACE FUNCTION lizsync.net_events_query(p_after_event boolean, p_held boolean, p_renamed boolean)
RETURNS text
LANGUAGE sql IMMUTABLE
AS $function$
  SELECT format($events$
    SELECT a.event_id, a.transaction_id, (a.row_data -> 'uid')::uuid AS uid, a.action, %s AS row_data, %s AS changed_fields,
      CASE WHEN $6 IS NULL OR (a.sync_data ->> 'origin') IS DISTINCT FROM $6::text
        THEN coalesce((a.sync_data ->> 'edited_at')::timestamptz, a.action_tstamp_clk) - $7 END AS edited_at,
      CASE WHEN $6 IS NULL OR (a.sync_data ->> 'origin') IS DISTINCT FROM $6::text THEN %s END AS edited,
      coalesce(a.sync_data ->> 'edited_by', a.session_user_name) AS edited_by, coalesce(a.sync_data ? 'same', false) AS same
    FROM audit.logged_actions AS a
    WHERE ((((a.transaction_id >= txid_snapshot_xmin($1) AND a.transaction_id < $17) OR a.transaction_id >= greatest(txid_snapshot_xmin($1), $17 + 1) OR (a.transaction_id + 0 = $17 AND a.event_id > $18))
        AND NOT txid_visible_in_snapshot(a.transaction_id, $1))%s%s)
      AND a.event_id + 0 > $2 AND NOT a.statement_only AND a.schema_name = $4[1] AND a.table_name = $4[2]
      AND ($5 IS NULL OR (a.sync_data ->> 'sync_id') IS DISTINCT FROM $5::text)
    $events$,
    CASE WHEN p_renamed THEN 'lizsync.rename_keys(a.row_data, a.transaction_id, $16, a.action = ''U'')' ELSE 'a.row_data' END,
    CASE WHEN p_renamed THEN 'lizsync.rename_keys(a.changed_fields, a.transaction_id, $16, true)' ELSE 'a.changed_fields' END,
    CASE WHEN p_renamed THEN '(SELECT hstore_to_jsonb(lizsync.rename_keys(hstore(array_agg(x.key), array_agg(x.value)), a.transaction_id, $16, true)) FROM jsonb_each_text(a.sync_data -> ''edited'') AS x)'
      ELSE 'a.sync_data -> ''edited''' END,
    -- Only what is asked for, so that an index on the log serves each part.
    CASE WHEN p_after_event THEN ' OR a.event_id > $3' END,
    CASE WHEN p_held THEN ' OR (a.row_data -> ''uid'') = ANY ($8::text[])' END)
$function$;
COMMENT ON FUNCTION lizsync.net_events_query(boolean, boolean, boolean) IS
'Query, with the parameters of lizsync.net_changes(), for the events that it nets; p_after_event, events above an id too; p_held, all events of some rows too; p_renamed, columns by their present names';
REVOKE ALL ON FUNCTION lizsync.net_events_query(boolean, boolean, boolean) FROM PUBLIC;
