CREATE OR REPLACE FUNCTION lizsync.clone_changes(p_reply jsonb, p_offset interval)
RETURNS SETOF lizsync.change
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
  v_since CONSTANT txid_snapshot := CASE WHEN lizsync.resumes(p_reply) THEN (p_reply ->> 'clone_snapshot')::txid_snapshot ELSE '1:1:' END;
  v_relation text;
  v_held uuid[];
BEGIN
  FOR v_relation IN
    SELECT t.name FROM jsonb_array_elements_text(p_reply -> 'tables') AS t(name)
    WHERE parse_ident(t.name) IN (SELECT ARRAY[e.schema_name, e.table_name] FROM (SELECT DISTINCT a.schema_name, a.table_name FROM audit.logged_actions AS a) AS e)
  LOOP
    v_held := ARRAY(SELECT h.uid FROM lizsync.held_changes AS h WHERE h.relation = v_relation
                    UNION SELECT h::uuid FROM jsonb_array_elements_text(p_reply -> 'held' -> v_relation) AS h);
    IF NOT EXISTS (SELECT FROM lizsync.composite_references(v_relation::regclass)) THEN
      RETURN QUERY SELECT c.relation, c.uid, c.action, CASE WHEN c.action <> 'D' THEN c.row_values END, c.edited_at, c.column_times, c.first_values, c.edited_by, c.first_event
      FROM lizsync.net_changes(v_relation, v_since, 0, NULL, NULL, NULL, NULL, NULL, p_offset, v_held, false) AS c;
      CONTINUE;
    END IF;
    -- Not edited, but part of what was: a reference is one value, and central must know all of it.
    RETURN QUERY EXECUTE format($sql$
      WITH reference AS MATERIALIZED (SELECT f.columns, f.entangled FROM lizsync.composite_references($1::regclass) AS f)
      SELECT c.relation, c.uid, c.action, CASE WHEN c.action <> 'D' THEN c.row_values || coalesce(r.rest, '') END, c.edited_at,
        CASE WHEN r.rest IS NULL THEN c.column_times ELSE coalesce(c.column_times, '') || hstore(akeys(r.rest), array_fill('-infinity'::text, ARRAY[cardinality(akeys(r.rest))])) END,
        c.first_values, c.edited_by, c.first_event
      FROM lizsync.net_changes($1, $2, 0, NULL, NULL, NULL, NULL, NULL, $3, $4, false) AS c
      CROSS JOIN LATERAL (SELECT CASE WHEN c.action = 'U' THEN
          ARRAY(SELECT DISTINCT k FROM reference AS f CROSS JOIN LATERAL unnest(f.entangled) AS k
                WHERE c.row_values ?| f.columns AND NOT c.row_values ? k AND k = ANY ($5)) END AS names OFFSET 0) AS n
      LEFT JOIN LATERAL (SELECT slice(hstore(x.*), n.names) AS rest FROM %s AS x WHERE n.names <> '{}' AND x.uid = c.uid OFFSET 0) AS r ON true
      $sql$, lizsync.from_clause(v_relation::regclass))
    USING v_relation, v_since, p_offset, v_held, lizsync.sync_columns(v_relation::regclass);
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.clone_changes(jsonb, interval) IS
'On a clone: its changes for central, as central''s answer to the hello asks for them; p_offset is the clone''s clock minus central''s';
REVOKE ALL ON FUNCTION lizsync.clone_changes(jsonb, interval) FROM PUBLIC;
