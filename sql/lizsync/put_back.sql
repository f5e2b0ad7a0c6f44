CREATE OR REPLACE FUNCTION lizsync.put_back(p_sync uuid, p_kept jsonb)
RETURNS jsonb
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
  v_row record;
  v_now hstore;
  v_wanted hstore;
  v_failed jsonb := '[]';
BEGIN
  FOR v_row IN
    SELECT k.relation, k.uid, k."row"::hstore AS old_values, k.columns, k.root, k.root_uid, i.row_values
    FROM jsonb_array_elements(p_kept) WITH ORDINALITY AS e(value, n)
    CROSS JOIN LATERAL jsonb_to_record(e.value) AS k(relation text, uid uuid, "row" text, columns text[], root text, root_uid uuid)
    LEFT JOIN LATERAL (SELECT x.row_values FROM lizsync.inbox AS x WHERE x.uid = k.uid AND x.sync_id = p_sync AND x.relation = k.relation AND x.action <> 'D' AND x.state IN ('apply', 'applied') OFFSET 0) AS i ON true
    ORDER BY e.n
  LOOP
    BEGIN
      EXECUTE format('SELECT hstore(t.*) FROM %s AS t WHERE t.uid = $1', lizsync.from_clause(v_row.relation::regclass)) INTO v_now USING v_row.uid;
      v_wanted := v_row.old_values || coalesce(v_row.row_values, '');
      IF v_now IS NULL THEN
        PERFORM lizsync.write_row(v_row.relation, 'I', v_row.uid, v_wanted);
      ELSE
        -- Nothing else: central's triggers may have changed other columns.
        v_wanted := slice(v_wanted, v_row.columns) - v_now;
        CONTINUE WHEN v_wanted = '' OR v_wanted IS NULL;
        PERFORM lizsync.write_row(v_row.relation, 'U', v_row.uid, v_wanted);
      END IF;
      SET CONSTRAINTS ALL IMMEDIATE;
    EXCEPTION WHEN OTHERS THEN
      IF NOT lizsync.is_refusal(SQLSTATE) THEN
        RAISE;
      END IF;
      v_failed := v_failed || jsonb_build_object('relation', v_row.root, 'uid', v_row.root_uid);
    END;
  END LOOP;
  RETURN v_failed;
END
$function$;
COMMENT ON FUNCTION lizsync.put_back(uuid, jsonb) IS
'After the inbox of a sync was applied: gives rows of lizsync.rows_to_keep() back what foreign keys'' actions took, with what the inbox brings them. Returns the rows that gave keys away under rows which could not be put back: an array of objects with relation, uid';
REVOKE ALL ON FUNCTION lizsync.put_back(uuid, jsonb) FROM PUBLIC;
