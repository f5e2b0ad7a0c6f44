CREATE OR REPLACE FUNCTION lizsync.from_clause(p_relid oid)
RETURNS text
-- Not in SQL: that would be planned anew in each statement that asks.
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
AS $function$
BEGIN
  RETURN (SELECT CASE WHEN c.relkind = 'p' THEN '' ELSE 'ONLY ' END || format('%I.%I', n.nspname, c.relname) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE c.oid = p_relid);
END
$function$;
COMMENT ON FUNCTION lizsync.from_clause(oid) IS
'Table for FROM, UPDATE and DELETE: a partitioned table with its partitions, any other table without those that inherit from it (they are tables of their own)';
REVOKE ALL ON FUNCTION lizsync.from_clause(oid) FROM PUBLIC;
