CREATE OR REPLACE FUNCTION lizsync.resumes(p_reply jsonb)
RETURNS boolean
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT coalesce(p_reply ->> 'mode' = 'lost reply' AND lizsync.event_digest((p_reply ->> 'clone_snapshot')::txid_snapshot) = p_reply ->> 'clone_digest', false)
$function$;
COMMENT ON FUNCTION lizsync.resumes(jsonb) IS
'On a clone: whether it is the very database whose changes central got in a sync that this side did not commit';
REVOKE ALL ON FUNCTION lizsync.resumes(jsonb) FROM PUBLIC;
