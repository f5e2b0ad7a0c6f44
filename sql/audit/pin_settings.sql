CREATE OR REPLACE FUNCTION audit.pin_settings(p_settings hstore)
RETURNS hstore
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_before hstore;
  v_name text;
BEGIN
  SELECT coalesce(hstore(array_agg(p.key), array_agg(current_setting(p.key))), '') INTO v_before FROM each(p_settings) AS p WHERE current_setting(p.key) <> p.value;
  FOREACH v_name IN ARRAY akeys(v_before) LOOP
    PERFORM set_config(v_name, p_settings -> v_name, true);
  END LOOP;
  RETURN v_before;
END
$function$;
COMMENT ON FUNCTION audit.pin_settings(hstore) IS
'Gives settings these values until the end of the transaction, or until they are pinned to what they were before, which it answers. For the few sessions or statements that need it: a SET of the trigger function would cost every edit';
REVOKE ALL ON FUNCTION audit.pin_settings(hstore) FROM PUBLIC;
