CREATE OR REPLACE FUNCTION lizsync.pending_events()
RETURNS bigint
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT count(*)
  FROM audit.logged_actions AS a
  WHERE EXISTS (SELECT FROM lizsync.central) AND NOT a.statement_only
    AND (a.schema_name, a.table_name) IN (
      SELECT (parse_ident(t.name))[1], (parse_ident(t.name))[2]
      FROM lizsync.synchronized_tables AS s JOIN lizsync.server_metadata AS m ON m.server_id = s.server_id CROSS JOIN LATERAL jsonb_array_elements_text(s.sync_tables) AS t(name))
$function$;
COMMENT ON FUNCTION lizsync.pending_events() IS 'On a clone: events that have not been sent to central yet; 0 where this database is no clone';
REVOKE ALL ON FUNCTION lizsync.pending_events() FROM PUBLIC;
