-- Syncs that write at the same time slow each other down, and whoever edits their rows waits for the slowest of them.
CREATE OR REPLACE FUNCTION lizsync.await_turn()
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
SET lock_timeout TO '1s'
AS $function$
BEGIN
  PERFORM pg_advisory_xact_lock(hashtextextended('lizsync apply', 0));
EXCEPTION WHEN lock_not_available THEN
  -- Another clone's connection may be slow: not for ever.
  NULL;
END
$function$;
COMMENT ON FUNCTION lizsync.await_turn() IS 'On central: waits until no other sync writes, a second at most';
REVOKE ALL ON FUNCTION lizsync.await_turn() FROM PUBLIC;
