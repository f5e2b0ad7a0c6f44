CREATE OR REPLACE FUNCTION lizsync.write_row(p_relation text, p_action text, p_uid uuid, p_values hstore)
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
  v_relid CONSTANT regclass := p_relation::regclass;
  v_columns text;
  v_values text;
BEGIN
  -- Such statements come in numbers: they are logged by a kept plan (audit.log_statement()).
  PERFORM set_config('lizsync.trigger_depth', '-1', true);
  SELECT string_agg(format('%I', c.name), ', '), string_agg(format('($1 -> %L)::%s', c.name, c.type), ', ')
  INTO v_columns, v_values
  FROM lizsync.table_columns(v_relid) AS c
  WHERE p_values ? c.name AND c.generated = '' AND (p_action = 'I' OR (c.identity <> 'a' AND c.name <> 'uid'));
  CASE p_action
    WHEN 'I' THEN EXECUTE format('INSERT INTO %s (%s) OVERRIDING SYSTEM VALUE SELECT %s', v_relid, v_columns, v_values) USING p_values;
    WHEN 'U' THEN EXECUTE format('UPDATE %s AS t SET (%s) = ROW (%s) WHERE t.uid = $2', lizsync.from_clause(v_relid), v_columns, v_values) USING p_values, p_uid;
    WHEN 'D' THEN EXECUTE format('DELETE FROM %s AS t WHERE t.uid = $1', lizsync.from_clause(v_relid)) USING p_uid;
  END CASE;
END
$function$;
COMMENT ON FUNCTION lizsync.write_row(text, text, uuid, hstore) IS 'Inserts (I), updates (U) or deletes (D) one row of a table ("schema"."table") by its uid, as an ordinary edit';
REVOKE ALL ON FUNCTION lizsync.write_row(text, text, uuid, hstore) FROM PUBLIC;
