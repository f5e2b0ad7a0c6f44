-- A delete and what it empties are events of one transaction.
CREATE OR REPLACE FUNCTION lizsync.emptied_rows(p_sync uuid, p_child text, p_parent text, p_child_columns text[], p_parent_columns text[], p_emptied hstore)
RETURNS TABLE (child_uid uuid, child_row hstore, clone_at timestamptz, clone_by text, parent_row hstore, central_at timestamptz, central_by text)
LANGUAGE sql
SET search_path FROM CURRENT
-- Inbox, outbox and the new events have no statistics: hash them.
SET enable_nestloop TO off
SET enable_mergejoin TO off
SET enable_seqscan TO off
AS $function$
  WITH name AS MATERIALIZED (
    SELECT lizsync.column_renames(to_regclass(p_child), NULL) AS renames
  ), child AS MATERIALIZED (
    SELECT i.uid, i.row_values, i.edited_at, i.edited_by, o.first_event
    FROM lizsync.inbox AS i JOIN lizsync.outbox AS o ON o.uid = i.uid AND o.sync_id = i.sync_id AND o.relation = i.relation
    WHERE i.sync_id = p_sync AND i.relation = p_child AND i.state = 'apply' AND i.action = 'U' AND o.action = 'U'
      AND o.row_values ?| akeys(p_emptied) AND slice(o.row_values, akeys(p_emptied)) <@ p_emptied AND NOT i.row_values ?| akeys(p_emptied)
      -- A default may be what one of its columns had before.
      AND (o.row_values @> p_emptied OR lizsync.current_row(p_child, i.uid) @> p_emptied)
  ), emptied AS MATERIALIZED (
    SELECT c.uid, c.edited_at, c.edited_by, r.child_row, e.transaction_id, (r.child_row || p_emptied || slice(n.old, akeys(p_emptied))) -> p_child_columns AS key
    FROM child AS c
    JOIN audit.logged_actions AS e ON (e.row_data -> 'uid')::uuid = c.uid AND e.event_id >= (SELECT min(first_event) FROM child)
      AND e.action = 'U' AND ARRAY[e.schema_name, e.table_name] = parse_ident(p_child)
    CROSS JOIN LATERAL (
      SELECT CASE WHEN x.renames IS NULL THEN e.row_data ELSE lizsync.rename_keys(e.row_data, e.transaction_id, x.renames, true) END AS old,
        CASE WHEN x.renames IS NULL THEN e.changed_fields ELSE lizsync.rename_keys(e.changed_fields, e.transaction_id, x.renames, true) END AS new
      FROM (SELECT (SELECT name.renames FROM name) AS renames) AS x
    ) AS n
    CROSS JOIN LATERAL (SELECT lizsync.current_row(p_child, c.uid) || c.row_values AS child_row) AS r
    WHERE n.new ?| akeys(p_emptied)
  ), parent AS MATERIALIZED (
    SELECT o.uid, o.row_values, o.edited_at, o.edited_by, o.first_event FROM lizsync.outbox AS o
    WHERE o.sync_id = p_sync AND o.relation = p_parent AND o.action = 'D'
  ), deleted AS MATERIALIZED (
    SELECT p.row_values, p.edited_at, p.edited_by, d.transaction_id, p.row_values -> p_parent_columns AS key
    FROM parent AS p
    JOIN audit.logged_actions AS d ON (d.row_data -> 'uid')::uuid = p.uid AND d.event_id >= (SELECT min(first_event) FROM parent)
      AND d.action = 'D' AND ARRAY[d.schema_name, d.table_name] = parse_ident(p_parent)
  )
  SELECT e.uid, e.child_row, e.edited_at, e.edited_by, d.row_values, d.edited_at, d.edited_by
  FROM emptied AS e JOIN deleted AS d ON d.transaction_id = e.transaction_id AND d.key = e.key
$function$;
COMMENT ON FUNCTION lizsync.emptied_rows(uuid, text, text, text[], text[], hstore) IS
'On central: rows that the clone edited and whose reference (with its values in p_emptied now) was emptied by a transaction that also deleted the row that they referenced';
REVOKE ALL ON FUNCTION lizsync.emptied_rows(uuid, text, text, text[], text[], hstore) FROM PUBLIC;
