-- One row written as an event says: what replay and rollback share.
CREATE OR REPLACE FUNCTION audit.apply_row(p_event audit.logged_actions, p_action text, p_key hstore, p_values hstore)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
AS $function$
DECLARE
  v_relation CONSTANT text := format('%I.%I', p_event.schema_name, p_event.table_name);
  v_relid CONSTANT regclass := to_regclass(v_relation);
  v_columns text;
  v_values text;
  v_where text;
  v_rows bigint;
BEGIN
  IF v_relid IS NULL THEN
    RAISE EXCEPTION 'Event % is about %, which does not exist.', p_event.event_id, v_relation USING ERRCODE = 'undefined_table';
  END IF;
  SELECT string_agg(format('%I', c.name), ', '), string_agg(format('($2 -> %L)::%s', c.name, c.type), ', ')
  INTO v_columns, v_values
  FROM lizsync.table_columns(v_relid) AS c WHERE p_values ? c.name AND c.generated = '';
  SELECT string_agg(format('t.%I = ($1 -> %L)::%s', c.name, c.name, c.type), ' AND ')
  INTO v_where
  FROM lizsync.table_columns(v_relid) AS c
  WHERE p_key ? c.name AND c.name IN (SELECT uid_column FROM audit.logged_relations WHERE relation_name = v_relation);

  IF v_where IS NULL AND p_action <> 'I' THEN
    RAISE EXCEPTION 'Table % has no key by which the row of event % could be found: nothing was changed.', v_relation, p_event.event_id
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;

  CASE p_action
    WHEN 'I' THEN
      EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s', v_relid, v_columns, v_values) USING p_key, p_values;
    WHEN 'U' THEN
      EXECUTE format('UPDATE %s AS t SET (%s) = ROW(%s) WHERE %s', lizsync.from_clause(v_relid), v_columns, v_values, v_where) USING p_key, p_values;
    WHEN 'D' THEN
      EXECUTE format('DELETE FROM %s AS t WHERE %s', lizsync.from_clause(v_relid), v_where) USING p_key, p_values;
  END CASE;
  GET DIAGNOSTICS v_rows = ROW_COUNT;
  IF v_rows <> 1 THEN
    RAISE EXCEPTION 'Event % concerns one row of %, but % were found: nothing was changed.', p_event.event_id, v_relation, v_rows
      USING ERRCODE = 'no_data_found';
  END IF;
END
$function$;
COMMENT ON FUNCTION audit.apply_row(audit.logged_actions, text, hstore, hstore) IS
'Inserts, updates or deletes the one row of an event. Raises undefined_table, no_data_found, object_not_in_prerequisite_state (a table without a key)';
REVOKE ALL ON FUNCTION audit.apply_row(audit.logged_actions, text, hstore, hstore) FROM PUBLIC;
