CREATE OR REPLACE FUNCTION lizsync.clone_changes(p_reply jsonb, p_offset interval)
RETURNS SETOF lizsync.change
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_since CONSTANT txid_snapshot := CASE WHEN lizsync.resumes(p_reply) THEN (p_reply ->> 'clone_snapshot')::txid_snapshot ELSE '1:1:' END;
  v_relation text;
  v_references text[];
BEGIN
  FOR v_relation IN
    SELECT t.name FROM jsonb_array_elements_text(p_reply -> 'tables') AS t(name)
    WHERE EXISTS (SELECT FROM audit.logged_actions AS a WHERE a.schema_name = (parse_ident(t.name))[1] AND a.table_name = (parse_ident(t.name))[2])
  LOOP
    v_references := ARRAY(SELECT DISTINCT k FROM lizsync.composite_references(v_relation::regclass) AS r CROSS JOIN LATERAL unnest(r.columns) AS k);
    RETURN QUERY
      WITH reference AS MATERIALIZED (SELECT f.columns, f.entangled FROM lizsync.composite_references(v_relation::regclass) AS f)
      SELECT c.relation, c.uid, c.action, CASE WHEN c.action <> 'D' THEN c.row_values || coalesce(r.rest, '') END, c.edited_at,
        CASE WHEN r.rest IS NULL THEN c.column_times ELSE coalesce(c.column_times, '') || hstore(akeys(r.rest), array_fill('-infinity'::text, ARRAY[cardinality(akeys(r.rest))])) END,
        c.first_values, c.edited_by, c.first_event
      FROM lizsync.net_changes(v_relation, v_since, 0, NULL, NULL, NULL, p_offset,
        ARRAY(SELECT h.uid FROM lizsync.held_changes AS h WHERE h.relation = v_relation
              UNION SELECT h::uuid FROM jsonb_array_elements_text(p_reply -> 'held' -> v_relation) AS h), false) AS c
      -- Not edited, but part of what was: a reference is one value, and central must know all of it.
      CROSS JOIN LATERAL (SELECT CASE WHEN c.action = 'U' AND c.row_values ?| v_references THEN
          ARRAY(SELECT DISTINCT k FROM reference AS f CROSS JOIN LATERAL unnest(f.entangled) AS k WHERE c.row_values ?| f.columns AND NOT c.row_values ? k) END AS names OFFSET 0) AS n
      CROSS JOIN LATERAL (SELECT CASE WHEN n.names <> '{}' THEN slice(lizsync.current_row(v_relation, c.uid), n.names) END AS rest OFFSET 0) AS r;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.clone_changes(jsonb, interval) IS
'On a clone: its changes for central, as central''s answer to the hello asks for them; p_offset is the clone''s clock minus central''s';
REVOKE ALL ON FUNCTION lizsync.clone_changes(jsonb, interval) FROM PUBLIC;
