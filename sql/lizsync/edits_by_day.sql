CREATE OR REPLACE FUNCTION lizsync.edits_by_day(p_days integer)
RETURNS TABLE (day date, clone_id uuid, clone_name text, relation text, edits bigint)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT e.day, e.origin, s.clone_name, '"' || replace(e.schema_name, '"', '""') || '"."' || replace(e.table_name, '"', '""') || '"', e.edits
  FROM (
    SELECT coalesce((a.sync_data ->> 'edited_at')::timestamptz, a.action_tstamp_clk)::date AS day, (a.sync_data ->> 'origin')::uuid AS origin, a.schema_name, a.table_name, count(*) AS edits
    FROM audit.logged_actions AS a
    WHERE a.action_tstamp_tx >= current_date - (p_days - 1)
    GROUP BY 1, 2, 3, 4
  ) AS e
  LEFT JOIN lizsync.clone_states AS s ON s.clone_id = e.origin
  WHERE e.day BETWEEN current_date - (p_days - 1) AND current_date
  ORDER BY e.day, s.clone_name NULLS FIRST, e.schema_name, e.table_name
$function$;
COMMENT ON FUNCTION lizsync.edits_by_day(integer) IS
'On central: rows edited on each of the last days, by table and by the clone where they were edited (null: central itself), as far as the log reaches back';
REVOKE ALL ON FUNCTION lizsync.edits_by_day(integer) FROM PUBLIC;
