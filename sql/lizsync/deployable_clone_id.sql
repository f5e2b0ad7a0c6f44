CREATE OR REPLACE FUNCTION lizsync.deployable_clone_id(new_clone_id boolean)
RETURNS uuid
LANGUAGE sql STABLE
SET search_path FROM CURRENT
AS $function$ SELECT m.server_id FROM lizsync.server_metadata AS m WHERE NOT new_clone_id AND EXISTS (SELECT FROM lizsync.central) $function$;
COMMENT ON FUNCTION lizsync.deployable_clone_id(boolean) IS 'Id that a deploy to this database will use: that of the clone it is already; null where a new one is to be made';
REVOKE ALL ON FUNCTION lizsync.deployable_clone_id(boolean) FROM PUBLIC;
