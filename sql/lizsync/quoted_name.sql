CREATE OR REPLACE FUNCTION lizsync.quoted_name(p_relid oid)
RETURNS text
-- Not in SQL: that would be planned anew in each statement that asks.
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
BEGIN
  RETURN (SELECT '"' || replace(n.nspname, '"', '""') || '"."' || replace(c.relname, '"', '""') || '"' FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = p_relid);
END
$function$;
COMMENT ON FUNCTION lizsync.quoted_name(oid) IS 'Name of a table as the white lists and changes hold it: "schema"."table", always quoted';
REVOKE ALL ON FUNCTION lizsync.quoted_name(oid) FROM PUBLIC;
