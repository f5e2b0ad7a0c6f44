CREATE OR REPLACE FUNCTION lizsync.has_key(p_sync uuid, p_relation text, p_columns text[], p_key text[])
RETURNS boolean
LANGUAGE sql
SET search_path FROM CURRENT
AS $function$
  SELECT lizsync.keeps_key(p_sync, p_relation, p_columns, p_key) OR lizsync.gets_key(p_sync, p_relation, p_columns, p_key)
$function$;
COMMENT ON FUNCTION lizsync.has_key(uuid, text, text[], text[]) IS
'On central: whether a row of a table ("schema"."table") will have these values in these columns once the inbox is applied';
REVOKE ALL ON FUNCTION lizsync.has_key(uuid, text, text[], text[]) FROM PUBLIC;
