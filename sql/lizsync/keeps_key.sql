CREATE OR REPLACE FUNCTION lizsync.keeps_key(p_sync uuid, p_relation text, p_columns text[], p_key text[])
RETURNS boolean
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_there boolean;
BEGIN
  EXECUTE format('
    SELECT EXISTS (SELECT FROM %s AS t WHERE %s
      AND NOT EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.uid = t.uid AND i.sync_id = $1 AND i.relation = $2 AND i.state = ''apply'' AND (i.action = ''D'' OR (i.action = ''U'' AND i.row_values ?| $4))))',
    lizsync.from_clause(p_relation::regclass),
    (SELECT string_agg(format('t.%I = ($3[%s])::%s', c.name, array_position(p_columns, c.name), c.type), ' AND ')
     FROM lizsync.table_columns(p_relation::regclass) AS c WHERE c.name = ANY (p_columns)))
  INTO v_there USING p_sync, p_relation, p_key, p_columns;
  RETURN v_there;
END
$function$;
COMMENT ON FUNCTION lizsync.keeps_key(uuid, text, text[], text[]) IS
'On central: whether a row of a table ("schema"."table") has these values in these columns, and still will once the inbox is applied';
REVOKE ALL ON FUNCTION lizsync.keeps_key(uuid, text, text[], text[]) FROM PUBLIC;
