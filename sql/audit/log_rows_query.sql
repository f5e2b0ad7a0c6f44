CREATE OR REPLACE FUNCTION audit.log_rows_query(p_relid oid, p_operation text, p_ignored text[], p_keys text[])
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_insert CONSTANT text := $sql$
    INSERT INTO audit.logged_actions (schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk,
      transaction_id, application_name, client_addr, client_port, client_query, action, row_data, changed_fields, statement_only, sync_data)
    SELECT $1, $2, $3, session_user, now(), statement_timestamp(), $4, txid_current(), $5, inet_client_addr(), inet_client_port(), $6, %L,
      %s, %s, false,
      -- Where a sync is running, its inbox says when and by whom a row was really edited.
      CASE WHEN $7 IS NOT NULL THEN $8 || coalesce((
        SELECT audit.edit_data(i.edited_at, i.edited_by, i.column_times) FROM lizsync.inbox AS i WHERE i.uid = e.uid AND i.sync_id = $7 AND i.relation = %L), '{}') END
    FROM %s$sql$;
  v_source text;
BEGIN
  IF p_operation <> 'UPDATE' THEN
    RETURN format(v_insert, left(p_operation, 1), CASE p_ignored WHEN '{}' THEN 'hstore(e.*)' ELSE format('hstore(e.*) - %L::text[]', p_ignored) END, 'NULL',
      lizsync.quoted_name(p_relid), CASE p_operation WHEN 'INSERT' THEN 'new_rows AS e' ELSE 'old_rows AS e' END);
  END IF;
  -- What did not change is not even written as text: null on both sides, and so gone from their difference.
  SELECT format($sql$(
      SELECT p.uid, p.old_row, p.new_row - p.old_row AS changed
      FROM (
        SELECT c.uid, hstore(ROW(%1$s)::%2$s) AS old_row, hstore(ROW(%3$s)::%2$s) AS new_row
        FROM (SELECT o.uid AS uid, %4$s FROM old_rows AS o JOIN new_rows AS n ON n.uid = o.uid OFFSET 0) AS c
        OFFSET 0
      ) AS p
      OFFSET 0
    ) AS e
    WHERE e.changed <> ''$sql$,
    string_agg(format(CASE WHEN a.attname = ANY (p_ignored) THEN 'NULL' WHEN a.attname = ANY (p_keys) THEN 'c.o%1$s' ELSE 'CASE WHEN c.d%1$s THEN c.o%1$s END' END, a.attnum), ', ' ORDER BY a.attnum),
    lizsync.plain_name(p_relid),
    string_agg(format(CASE WHEN a.attname = ANY (p_ignored) THEN 'NULL' WHEN a.attname = ANY (p_keys) THEN 'c.n%1$s' ELSE 'CASE WHEN c.d%1$s THEN c.n%1$s END' END, a.attnum), ', ' ORDER BY a.attnum),
    string_agg(format('o.%1$I AS o%2$s, n.%1$I AS n%2$s, %3$s AS d%2$s', a.attname, a.attnum, audit.changed_condition(a.attname, a.atttypid)), ', ' ORDER BY a.attnum))
  INTO v_source
  FROM pg_attribute AS a WHERE a.attrelid = p_relid AND a.attnum > 0 AND NOT a.attisdropped;
  RETURN format(v_insert, 'U', format('slice(e.old_row, %L::text[] || akeys(e.changed))', p_keys), 'e.changed', lizsync.quoted_name(p_relid), v_source);
END
$function$;
COMMENT ON FUNCTION audit.log_rows_query(oid, text, text[], text[]) IS
'Statement that logs the rows of a transition table (old_rows, new_rows): for many rows, as it compares columns by their values and not by their text, and for what a sync does. $1 schema, $2 table, $3 its oid, $4 clock, $5 application, $6 the client''s query, $7 sync id (null: an edit made here), $8 origin';
REVOKE ALL ON FUNCTION audit.log_rows_query(oid, text, text[], text[]) FROM PUBLIC;
