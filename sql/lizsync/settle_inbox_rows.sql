-- An insert of a row that is there already is an update of what differs.
CREATE OR REPLACE FUNCTION lizsync.settle_inbox_rows(p_sync uuid)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET extra_float_digits TO 1
SET bytea_output TO 'hex'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
AS $function$
DECLARE
  v_relation text;
  v_rest text;
BEGIN
  FOR v_relation IN SELECT DISTINCT i.relation FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.action = 'I' AND i.state = 'apply' LOOP
    -- A reference stays whole: a foreign key's action may move on the part that is the same now (lizsync.settle_cascades()).
    SELECT coalesce(string_agg(format(' || CASE WHEN i.row_values - hstore(t.*) ?| %1$L::text[] THEN slice(i.row_values, %1$L::text[]) ELSE '''' END', r.columns), ''), '')
    INTO v_rest FROM lizsync.composite_references(v_relation::regclass) AS r;
    EXECUTE format('
      UPDATE lizsync.inbox AS i
      SET action = ''U'', sent_action = coalesce(i.sent_action, i.action), row_values = i.row_values - hstore(t.*)%2$s,
        state = CASE WHEN i.row_values - hstore(t.*) = '''' THEN ''settled'' ELSE i.state END
      FROM %1$s AS t
      WHERE i.sync_id = $1 AND i.relation = $2 AND i.action = ''I'' AND i.state = ''apply'' AND t.uid = i.uid', lizsync.from_clause(v_relation::regclass), v_rest)
    USING p_sync, v_relation;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.settle_inbox_rows(uuid) IS
'Turns the inserts of a sync''s inbox whose row exists already into updates of the columns that differ, and of the rest of a reference of several columns; where none does there is nothing to apply';
REVOKE ALL ON FUNCTION lizsync.settle_inbox_rows(uuid) FROM PUBLIC;
