-- What an error means to whoever called lizsync.synchronize(), where it says that something failed rather than what was asked for.
CREATE OR REPLACE FUNCTION lizsync.failure_sentence(p_state text, p_words text, p_context text)
RETURNS text
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
DECLARE
  -- postgres_fdw's statements, which no language translates.
  v_in_central CONSTANT boolean := p_context ~ 'lizsync[.]remote_(call|push)|FETCH [0-9]+ FROM c[0-9]|DECLARE c[0-9]+ CURSOR|(START|COMMIT|ABORT) TRANSACTION|SAVEPOINT s[0-9]';
  v_server CONSTANT text := CASE WHEN v_in_central THEN 'central''s server' ELSE 'the clone''s server' END;
  v_words CONSTANT text := rtrim(p_words, '.');
  v_limit CONSTANT interval := nullif(current_setting('statement_timeout'), '0')::interval;
BEGIN
  RETURN CASE
    WHEN p_state = '53100' THEN format('The disk of %s is full (%s): make room there, then synchronise again. Nothing was changed.', v_server, v_words)
    WHEN p_state = '53200' THEN
      format('There is no memory left on %s (%s): end other programs there, or give it more memory, then synchronise again. Nothing was changed.', v_server, v_words)
    WHEN p_state LIKE '53%' THEN format('A limit of %s was reached (%s): have it raised there, then synchronise again. Nothing was changed.', v_server, v_words)
    WHEN p_state LIKE '58%' THEN
      format('Files of %s cannot be read or written (%s): have its disk and its log looked at, then synchronise again. Nothing was changed.', v_server, v_words)
    WHEN p_state = '57014' AND v_in_central THEN
      format('Central''s server ended this sync from outside (%s): ask its administrator who or what cancels it, then synchronise again. Nothing was changed.', v_words)
    WHEN p_state = '57014' AND clock_timestamp() - statement_timestamp() >= v_limit THEN
      format('This sync took longer than statement_timeout (%s) lets it: SET statement_timeout TO 0, then synchronise again. Nothing was changed.', current_setting('statement_timeout'))
  END;
END
$function$;
COMMENT ON FUNCTION lizsync.failure_sentence(text, text, text) IS
'On a clone: the sentence for an error of lizsync.synchronize(), by its SQLSTATE, message and context, where the server or somebody at it is the cause; null: it speaks for itself';
REVOKE ALL ON FUNCTION lizsync.failure_sentence(text, text, text) FROM PUBLIC;
