CREATE OR REPLACE FUNCTION lizsync.raise_error(p_message text)
RETURNS void
LANGUAGE plpgsql
AS $function$
BEGIN
  RAISE EXCEPTION '%', p_message USING ERRCODE = 'LZ001';
END
$function$;
COMMENT ON FUNCTION lizsync.raise_error(text) IS 'Raises LZ001: one sentence for the user, fit to be shown as it is';
