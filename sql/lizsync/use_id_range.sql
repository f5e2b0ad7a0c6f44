CREATE OR REPLACE FUNCTION lizsync.use_id_range(p_clone uuid, p_sequence text, p_first bigint, p_last bigint)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  EXECUTE format('ALTER SEQUENCE %s MINVALUE %s MAXVALUE %s START %s RESTART %s NO CYCLE', p_sequence::regclass, p_first, p_last, p_first, p_first);
  INSERT INTO lizsync.id_ranges (clone_id, sequence_name, first_id, last_id) VALUES (p_clone, p_sequence, p_first, p_last);
END
$function$;
COMMENT ON FUNCTION lizsync.use_id_range(uuid, text, bigint, bigint) IS
'On a clone: has a sequence draw its ids from a range leased by central; when it is used up, an INSERT fails rather than clash';
REVOKE ALL ON FUNCTION lizsync.use_id_range(uuid, text, bigint, bigint) FROM PUBLIC;
