CREATE OR REPLACE FUNCTION audit.log_rows_query(p_relid oid, p_operation text, p_ignored text[], p_keys text[], p_expected text[], p_sync text)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_rows text;
  v_relation CONSTANT text := lizsync.quoted_name(p_relid);
BEGIN
  IF p_operation = 'UPDATE' THEN
    v_rows := audit.updated_rows(p_relid, p_ignored, p_keys, p_expected);
  ELSE
    -- In the order in which hstore keeps its keys: it need not sort them for each row. A virtual column is in no tuple, and may not be named.
    SELECT format('(SELECT %s FROM %s)', string_agg(format('%I', a.attname), ', ' ORDER BY octet_length(a.attname), a.attname), CASE p_operation WHEN 'INSERT' THEN 'new_rows' ELSE 'old_rows' END) INTO v_rows
    FROM pg_attribute AS a WHERE a.attrelid = p_relid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated <> 'v' AND a.attname <> ALL (p_ignored);
  END IF;
  RETURN format($sql$
    INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
      transaction_id, application_name, client_addr, client_port, client_query, action, row_data, changed_fields, statement_only, sync_data)
    SELECT $1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, CASE e.uid WHEN $12 THEN $13 ELSE left($13, 80) END, %L, %s, false, %s
    FROM %s AS e%s$sql$,
    left(p_operation, 1), CASE p_operation WHEN 'UPDATE' THEN 'e.row_data, e.changed' ELSE 'hstore(e.*), NULL' END,
    -- Where a sync is running, its inbox says when and by whom a row was really edited.
    CASE p_sync
      WHEN 'none' THEN 'NULL'
      WHEN 'few' THEN format('coalesce((SELECT audit.edit_data($15, $14::text, i.edited_at, i.edited_by, i.column_times) FROM lizsync.inbox AS i WHERE i.uid = e.uid AND i.sync_id = $14 AND i.relation = %L),
        audit.edit_data($15, $14::text, NULL, NULL, NULL))', v_relation)
      WHEN 'many' THEN 'audit.edit_data($15, $14::text, i.edited_at, i.edited_by, i.column_times)' END,
    v_rows,
    CASE p_sync WHEN 'many' THEN format(' LEFT JOIN lizsync.inbox AS i ON i.uid = e.uid AND i.sync_id = $14 AND i.relation = %L', v_relation) END);
END
$function$;
COMMENT ON FUNCTION audit.log_rows_query(oid, text, text[], text[], text[], text) IS
'Statement that logs the rows of a transition table (old_rows, new_rows): for many rows and for what a sync does. Parameters are what all its events have in common: $1 schema, $2 table, $3 its oid, $4 user, $5 to $7 times of transaction, statement and clock, $8 transaction, $9 application, $10 address, $11 port, $12 uid of the row whose event holds the client''s query $13 as it is (its beginning is enough for the others), $14 sync id, $15 origin. p_sync: none (an edit made here), few rows of a sync (the inbox is asked for each), or many (it is read once)';
REVOKE ALL ON FUNCTION audit.log_rows_query(oid, text, text[], text[], text[], text) FROM PUBLIC;
COMMENT ON COLUMN audit.logged_actions.client_query IS
'The client''s statement, cut to 500 characters; where it changed more than 50 rows, only the event of the first row has so many, the others have 80';
