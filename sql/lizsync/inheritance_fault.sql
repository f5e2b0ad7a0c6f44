CREATE OR REPLACE FUNCTION lizsync.inheritance_fault(p_relid oid)
RETURNS text
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT lizsync.plain_name(CASE WHEN i.inhparent = p_relid THEN i.inhrelid ELSE i.inhparent END)
  FROM pg_inherits AS i
  WHERE p_relid IN (i.inhparent, i.inhrelid)
    AND EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = p_relid AND t.tgfoid = 'audit.log_statement'::regproc)
  LIMIT 1
$function$;
COMMENT ON FUNCTION lizsync.inheritance_fault(oid) IS
'A table that inherits from this one, or that it inherits from, where this one was audited as an ordinary table: its statement triggers log rows of the other one, or miss its own. Null where all is well';
REVOKE ALL ON FUNCTION lizsync.inheritance_fault(oid) FROM PUBLIC;
