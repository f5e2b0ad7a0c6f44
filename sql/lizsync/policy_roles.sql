CREATE OR REPLACE FUNCTION lizsync.policy_roles(p_relations oid[])
RETURNS TABLE (kind text, name text, needed_by text)
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  SELECT 'role', r.oid::regrole::text, min(lizsync.plain_name(p.polrelid))
  FROM pg_policy AS p CROSS JOIN LATERAL unnest(p.polroles) AS n(oid) JOIN pg_roles AS r ON r.oid = n.oid
  WHERE p.polrelid = ANY (p_relations)
  GROUP BY r.oid
  ORDER BY 2
$function$;
COMMENT ON FUNCTION lizsync.policy_roles(oid[]) IS
'The roles that policies of these relations name, which belong to no database: a server to which the policies are restored has to have them. needed_by: one of the tables';
REVOKE ALL ON FUNCTION lizsync.policy_roles(oid[]) FROM PUBLIC;
