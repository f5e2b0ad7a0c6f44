CREATE OR REPLACE FUNCTION lizsync.close_identities(p_opened text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_clause text;
BEGIN
  FOREACH v_clause IN ARRAY p_opened LOOP
    EXECUTE format('ALTER TABLE %s SET GENERATED ALWAYS', v_clause);
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.close_identities(text[]) IS 'Makes the columns that lizsync.open_identities() opened GENERATED ALWAYS again';
REVOKE ALL ON FUNCTION lizsync.close_identities(text[]) FROM PUBLIC;
