CREATE OR REPLACE FUNCTION lizsync.plain_name(p_relid oid)
RETURNS text
-- Not in SQL: that would be planned anew in each statement that asks.
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
BEGIN
  RETURN (SELECT format('%I.%I', n.nspname, c.relname) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = p_relid);
END
$function$;
COMMENT ON FUNCTION lizsync.plain_name(oid) IS 'Name of a table as people read it: schema.table, quoted where needed';
REVOKE ALL ON FUNCTION lizsync.plain_name(oid) FROM PUBLIC;
