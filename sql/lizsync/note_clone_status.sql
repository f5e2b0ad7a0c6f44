CREATE OR REPLACE FUNCTION lizsync.note_clone_status(p_hello jsonb)
RETURNS void
LANGUAGE sql
SET search_path FROM CURRENT
AS $function$
  UPDATE lizsync.clone_states AS s SET
    -- Written again only where it is another one: it may be large.
    structure = CASE WHEN s.structure = p_hello -> 'structure' THEN s.structure ELSE p_hello -> 'structure' END,
    log_bytes = (p_hello -> 'status' ->> 'log_bytes')::bigint,
    id_ranges = p_hello -> 'status' -> 'id_ranges'
  WHERE s.clone_id = (p_hello ->> 'clone_id')::uuid
$function$;
COMMENT ON FUNCTION lizsync.note_clone_status(jsonb) IS 'On central: keeps what a clone''s hello says about itself, for lizsync.fleet_status(); in place, as every sync writes the clone''s state';
REVOKE ALL ON FUNCTION lizsync.note_clone_status(jsonb) FROM PUBLIC;
