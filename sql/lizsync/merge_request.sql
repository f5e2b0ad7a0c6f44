CREATE OR REPLACE FUNCTION lizsync.merge_request(p_reply jsonb, p_offset interval)
RETURNS jsonb
LANGUAGE sql STABLE
SET search_path FROM CURRENT
-- The other side reads the offset.
SET intervalstyle TO 'postgres'
AS $function$
  SELECT jsonb_build_object('sync_id', p_reply -> 'sync_id', 'tables', p_reply -> 'tables', 'clock_offset', p_offset::text, 'resumes', lizsync.resumes(p_reply))
$function$;
COMMENT ON FUNCTION lizsync.merge_request(jsonb, interval) IS 'On a clone: the message that follows the push';
REVOKE ALL ON FUNCTION lizsync.merge_request(jsonb, interval) FROM PUBLIC;
