CREATE OR REPLACE FUNCTION lizsync.pending_events()
RETURNS bigint
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT count(*)
  FROM audit.logged_actions AS a
  JOIN lizsync.server_metadata AS m ON true
  JOIN lizsync.synchronized_tables AS s ON s.server_id = m.server_id
  JOIN LATERAL jsonb_array_elements_text(s.sync_tables) AS t(name) ON ARRAY[a.schema_name, a.table_name] = parse_ident(t.name)
  WHERE EXISTS (SELECT FROM lizsync.central) AND NOT a.statement_only
$function$;
COMMENT ON FUNCTION lizsync.pending_events() IS 'On a clone: events that have not been sent to central yet; 0 where this database is no clone';
REVOKE ALL ON FUNCTION lizsync.pending_events() FROM PUBLIC;
