CREATE OR REPLACE FUNCTION lizsync.known_key(p_clone uuid, p_relation text, p_uid uuid, p_first_event bigint, p_columns text[])
RETURNS hstore
LANGUAGE sql STABLE
SET search_path FROM CURRENT
-- However large the log is, and whatever its statistics say.
SET enable_seqscan TO off
AS $function$
  SELECT hstore(array_agg(e.name), array_agg(e.old_value))
  FROM (
    -- What the clone sent last, where a reply was lost; else what it was when the clone saw it.
    SELECT DISTINCT ON (k.name) k.name, CASE WHEN o.own THEN e.new ELSE e.old END -> k.name AS old_value
    FROM audit.logged_actions AS a CROSS JOIN (SELECT lizsync.column_renames(p_relation::regclass, NULL) AS names) AS r CROSS JOIN unnest(p_columns) AS k(name)
    CROSS JOIN LATERAL (SELECT CASE WHEN r.names IS NULL THEN a.row_data ELSE lizsync.rename_keys(a.row_data, a.transaction_id, r.names, true) END AS old,
      CASE WHEN r.names IS NULL THEN a.changed_fields ELSE lizsync.rename_keys(a.changed_fields, a.transaction_id, r.names, true) END AS new) AS e
    CROSS JOIN LATERAL (SELECT (a.sync_data ->> 'origin' = p_clone::text) IS TRUE AS own) AS o
    WHERE a.row_data -> 'uid' = p_uid::text AND a.event_id >= p_first_event AND a.action = 'U' AND e.new ? k.name AND ARRAY[a.schema_name, a.table_name] = parse_ident(p_relation)
    ORDER BY k.name, o.own DESC, CASE WHEN o.own THEN -a.event_id ELSE a.event_id END
  ) AS e
  -- A row that was made since the clone does not know.
  WHERE NOT EXISTS (SELECT FROM audit.logged_actions AS f WHERE f.event_id = p_first_event AND f.action = 'I')
$function$;
COMMENT ON FUNCTION lizsync.known_key(uuid, text, uuid, bigint, text[]) IS
'On central: what columns of a row that central changed, and deleted, are in the clone: those that changed since event p_first_event, the first that the clone has not seen; null where it does not know the row';
REVOKE ALL ON FUNCTION lizsync.known_key(uuid, text, uuid, bigint, text[]) FROM PUBLIC;
