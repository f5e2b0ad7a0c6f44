CREATE OR REPLACE FUNCTION lizsync.merged_details(p_sync uuid, p_relations text[])
RETURNS TABLE (table_name text, uid uuid, action text, columns text, old_values text, new_values text, edited_by text, edited_at timestamptz, geometry text)
LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET timezone TO 'UTC'
AS $function$
DECLARE
  v_relation text;
BEGIN
  IF NOT EXISTS (SELECT FROM lizsync.clone_states AS s JOIN lizsync.synchronized_tables AS t ON t.server_id = s.clone_id
                 WHERE s.running_transaction = txid_current() AND t.sync_tables @> to_jsonb(p_relations)) THEN
    PERFORM lizsync.raise_error('What a sync changed is told in its own transaction, of the tables that its clone synchronises.');
  END IF;
  FOREACH v_relation IN ARRAY p_relations LOOP
    RETURN QUERY EXECUTE format($sql$
      SELECT $1, e.uid, e.action, CASE WHEN e.action = 'U' THEN array_to_string(akeys(e.changed_fields), ', ') ELSE '' END,
        CASE e.action WHEN 'U' THEN hstore_to_json(slice(e.row_data, akeys(e.changed_fields))) WHEN 'D' THEN hstore_to_json(e.row_data) END::text,
        CASE e.action WHEN 'U' THEN hstore_to_json(e.changed_fields) WHEN 'I' THEN hstore_to_json(e.row_data) END::text,
        coalesce(e.sync_data ->> 'edited_by', e.session_user_name), coalesce((e.sync_data ->> 'edited_at')::timestamptz, e.action_tstamp_clk), %s
      FROM (SELECT (a.row_data -> 'uid')::uuid AS uid, a.* FROM audit.logged_actions AS a
            WHERE a.transaction_id = txid_current() AND a.sync_data ->> 'sync_id' = $3::text AND ARRAY[a.schema_name, a.table_name] = $2 AND NOT a.sync_data ? 'same') AS e
      LEFT JOIN %s AS t ON t.uid = e.uid
      ORDER BY e.event_id
      $sql$, lizsync.geometry_expression(v_relation::regclass, 't', 'e.row_data'), lizsync.from_clause(v_relation::regclass))
    USING v_relation, parse_ident(v_relation), p_sync;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.merged_details(uuid, text[]) IS
'On central, after the merge and in its transaction: what the sync changed in each table, for people: old and new values as JSON, the row''s geometry in EPSG:4326 as hexadecimal EWKB. Raises LZ001 where this transaction is not that of a sync of these tables';
REVOKE ALL ON FUNCTION lizsync.merged_details(uuid, text[]) FROM PUBLIC;
