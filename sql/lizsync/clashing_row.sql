CREATE OR REPLACE FUNCTION lizsync.clashing_row(p_relation text, p_uid uuid, p_values hstore)
RETURNS uuid
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_relid CONSTANT regclass := p_relation::regclass;
  v_row CONSTANT hstore := coalesce(lizsync.current_row(p_relation, p_uid), '') || p_values;
  v_index record;
  v_other uuid;
BEGIN
  FOR v_index IN
    SELECT string_agg(format('t.%I = ($1 -> %L)::%s', a.attname, a.attname, format_type(a.atttypid, a.atttypmod)), ' AND ') AS condition
    FROM pg_index AS i CROSS JOIN LATERAL unnest(i.indkey::smallint[]) AS k(attnum)
    JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = k.attnum
    WHERE i.indrelid = v_relid AND i.indisunique AND i.indexprs IS NULL AND i.indpred IS NULL
    GROUP BY i.indexrelid
  LOOP
    EXECUTE format('SELECT t.uid FROM %s AS t WHERE %s AND t.uid <> $2', lizsync.from_clause(v_relid), v_index.condition)
    INTO v_other USING v_row, p_uid;
    IF v_other IS NOT NULL THEN
      RETURN v_other;
    END IF;
  END LOOP;
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION lizsync.clashing_row(text, uuid, hstore) IS
'uid of the row that has a unique value already; null where no plain unique index tells';
REVOKE ALL ON FUNCTION lizsync.clashing_row(text, uuid, hstore) FROM PUBLIC;
