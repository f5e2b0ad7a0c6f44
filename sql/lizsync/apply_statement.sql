CREATE OR REPLACE FUNCTION lizsync.apply_statement(p_relation text, p_action text, p_keys text[], p_chosen boolean)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_relid CONSTANT regclass := p_relation::regclass;
  -- One by one in the order of $5, each found by index, whatever the planner believes of an inbox without statistics: a unique value that one row gives away another one may get in the same statement.
  v_from CONSTANT text := CASE WHEN p_chosen THEN '(SELECT i.* FROM (SELECT $5 AS uids OFFSET 0) AS c CROSS JOIN unnest(c.uids) WITH ORDINALITY AS o(uid, place)
      CROSS JOIN LATERAL (SELECT * FROM lizsync.inbox AS x WHERE x.uid = o.uid AND x.sync_id = $1 AND x.relation = $2 OFFSET 0) AS i ORDER BY o.place)' ELSE 'lizsync.inbox' END
    || ' AS lizsync_change WHERE lizsync_change.sync_id = $1 AND lizsync_change.relation = $2 AND lizsync_change.action = $3 AND lizsync_change.state = ''apply''';
  v_value CONSTANT text := '(lizsync_change.row_values -> %L)::%s';
  v_columns text;
  v_values text;
BEGIN
  IF p_action = 'D' THEN
    RETURN format('DELETE FROM %s AS lizsync_row USING %s AND lizsync_row.uid = lizsync_change.uid', lizsync.from_clause(v_relid), v_from);
  END IF;
  SELECT string_agg(format('%I', c.name), ', ' ORDER BY c.attnum), string_agg(format(v_value, c.name, c.type), ', ' ORDER BY c.attnum)
  INTO v_columns, v_values
  FROM lizsync.table_columns(v_relid) AS c
  WHERE c.name = ANY (p_keys) AND c.generated = '' AND NOT c.ignored AND (p_action = 'I' OR (c.identity <> 'a' AND c.name <> 'uid'));
  IF v_columns IS NULL THEN
    RETURN NULL;
  ELSIF p_action = 'I' THEN
    RETURN format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s FROM %s AND akeys(lizsync_change.row_values) = $4%s',
      v_relid, v_columns, v_values, v_from, CASE WHEN NOT p_chosen THEN ' ORDER BY lizsync_change.first_event' END);
  END IF;
  RETURN format('UPDATE %s AS lizsync_row SET (%s) = ROW (%s) FROM %s AND akeys(lizsync_change.row_values) = $4 AND lizsync_row.uid = lizsync_change.uid',
    lizsync.from_clause(v_relid), v_columns, v_values, v_from);
END
$function$;
COMMENT ON FUNCTION lizsync.apply_statement(text, text, text[], boolean) IS
'The statement that applies the changes of one table, action and set of columns from the inbox. $1 sync id, $2 table, $3 action, $4 set of columns, and with p_chosen $5, only these rows, in this order. Null where none of the columns is there to be set';
REVOKE ALL ON FUNCTION lizsync.apply_statement(text, text, text[], boolean) FROM PUBLIC;
