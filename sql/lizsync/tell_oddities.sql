CREATE OR REPLACE FUNCTION lizsync.tell_oddities(p_hello jsonb, p_reply jsonb, p_offset interval)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_seconds CONSTANT numeric := extract(epoch FROM p_offset);
BEGIN
  IF jsonb_array_length(p_reply -> 'unwritable') > 0 THEN
    RAISE WARNING 'The user of this clone may not edit % in central: what was edited there stays in the clone, each row as an unresolved conflict.',
      (SELECT string_agg(t.name, ', ') FROM jsonb_array_elements_text(p_reply -> 'unwritable') AS t(name));
  END IF;
  IF v_seconds > 5 THEN
    RAISE WARNING 'The clone''s clock is % s ahead of central''s: edit times are corrected by that; set the clock of that computer.', round(v_seconds);
  ELSIF v_seconds < -5 THEN
    RAISE WARNING 'The clone''s clock is % s behind central''s: edit times are corrected by that; set the clock of that computer.', round(-v_seconds);
  END IF;
  IF p_reply ->> 'mode' = 'restored' THEN
    RAISE WARNING 'Clone "%" has gone back to an older state, such as a backup: it is brought up to date, and all that it has counts as edited since.', p_hello ->> 'clone_name';
  END IF;
  IF (p_reply ->> 'central_restored')::boolean THEN
    RAISE WARNING 'Central was restored from a dump since clone "%" last synchronised: the sync goes on from there; what central got after that dump was made is missing in it.', p_hello ->> 'clone_name';
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.tell_oddities(jsonb, jsonb, interval) IS
'On a clone: warns whoever synchronises of a wrong clock, and of a clone or a central that was restored, of tables that may not be edited, as the engine does';
REVOKE ALL ON FUNCTION lizsync.tell_oddities(jsonb, jsonb, interval) FROM PUBLIC;
