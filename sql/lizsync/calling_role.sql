CREATE OR REPLACE FUNCTION lizsync.calling_role()
RETURNS name
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$
  -- Also inside functions that run with their owner's rights, where current_user is that owner.
  SELECT CASE current_setting('role') WHEN 'none' THEN session_user ELSE current_setting('role')::name END
$function$;
COMMENT ON FUNCTION lizsync.calling_role() IS 'The role that the session works as: that of SET ROLE, or else the one that logged in';
REVOKE ALL ON FUNCTION lizsync.calling_role() FROM PUBLIC;
