CREATE OR REPLACE FUNCTION lizsync.known_keys(p_sync uuid, p_clone uuid, p_relation text, p_columns text[])
RETURNS TABLE (uid uuid, last_values hstore, known_values hstore)
LANGUAGE sql
SET search_path FROM CURRENT
-- Outbox and the new events have no statistics: hash them. The events are found by index, however many there are.
SET enable_nestloop TO off
SET enable_mergejoin TO off
SET enable_seqscan TO off
AS $function$
  WITH name AS MATERIALIZED (
    SELECT lizsync.column_renames(p_relation::regclass, NULL) AS renames
  ), gone AS MATERIALIZED (
    SELECT o.uid, o.first_event, o.row_values FROM lizsync.outbox AS o
    WHERE o.sync_id = p_sync AND o.relation = p_relation AND o.action = 'D' AND o.first_values ?| p_columns
      -- A row that was made since the clone does not know.
      AND (SELECT f.action FROM audit.logged_actions AS f WHERE f.event_id = o.first_event) IS DISTINCT FROM 'I'
  ), event AS (
    -- What the clone sent last, where a reply was lost; else what it was when the clone saw it.
    SELECT DISTINCT ON (g.uid, k.name) g.uid, k.name, CASE WHEN o.own THEN n.new ELSE n.old END -> k.name AS value
    FROM gone AS g
    JOIN audit.logged_actions AS a ON a.row_data -> 'uid' = g.uid::text AND a.event_id >= (SELECT min(first_event) FROM gone) AND a.event_id >= g.first_event
    CROSS JOIN LATERAL (
      SELECT CASE WHEN x.renames IS NULL THEN a.row_data ELSE lizsync.rename_keys(a.row_data, a.transaction_id, x.renames, true) END AS old,
        CASE WHEN x.renames IS NULL THEN a.changed_fields ELSE lizsync.rename_keys(a.changed_fields, a.transaction_id, x.renames, true) END AS new
      FROM (SELECT (SELECT name.renames FROM name) AS renames) AS x
    ) AS n
    CROSS JOIN LATERAL (SELECT (a.sync_data ->> 'origin' = p_clone::text) IS TRUE AS own) AS o
    CROSS JOIN unnest(p_columns) AS k(name)
    WHERE a.action = 'U' AND n.new ? k.name AND ARRAY[a.schema_name, a.table_name] = parse_ident(p_relation)
    ORDER BY g.uid, k.name, o.own DESC, CASE WHEN o.own THEN -a.event_id ELSE a.event_id END
  )
  SELECT g.uid, g.row_values, g.row_values || e.old
  FROM gone AS g JOIN (SELECT event.uid, hstore(array_agg(event.name), array_agg(event.value)) AS old FROM event GROUP BY event.uid) AS e ON e.uid = g.uid
$function$;
COMMENT ON FUNCTION lizsync.known_keys(uuid, uuid, text, text[]) IS
'On central: rows of a table in which central changed one of these columns, and that it deleted then, as they were last, and as the clone knows them';
REVOKE ALL ON FUNCTION lizsync.known_keys(uuid, uuid, text, text[]) FROM PUBLIC;
