CREATE OR REPLACE FUNCTION lizsync.gets_key(p_sync uuid, p_relation text, p_columns text[], p_key text[])
RETURNS boolean
LANGUAGE sql
SET search_path FROM CURRENT
AS $function$
  SELECT EXISTS (
    SELECT FROM lizsync.inbox AS i
    WHERE i.sync_id = p_sync AND i.relation = p_relation AND i.state = 'apply' AND i.action IN ('I', 'U') AND i.row_values ?| p_columns
      AND CASE WHEN i.row_values ?& p_columns THEN i.row_values ELSE coalesce(lizsync.current_row(p_relation, i.uid), '') || i.row_values END -> p_columns = p_key)
$function$;
COMMENT ON FUNCTION lizsync.gets_key(uuid, text, text[], text[]) IS
'On central: whether the clone sent a row of a table ("schema"."table") with these values in these columns, and it is to be applied';
REVOKE ALL ON FUNCTION lizsync.gets_key(uuid, text, text[], text[]) FROM PUBLIC;
