CREATE OR REPLACE FUNCTION lizsync.check_archive(p_sync uuid, p_digest text)
RETURNS lizsync.history
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_central CONSTANT text := (SELECT server_name FROM lizsync.server_metadata);
  v_package lizsync.history;
BEGIN
  SELECT * INTO v_package FROM lizsync.history AS h WHERE h.sync_id = p_sync AND h.sync_type = 'full';
  IF NOT FOUND THEN
    PERFORM lizsync.raise_error(format('The archive (%s) was not made by central "%s", or by an older state of it: make a new one with package.', p_sync, v_central));
  ELSIF v_package.archive_digest IS NULL THEN
    PERFORM lizsync.raise_error(format('The archive (%s) was made before central "%s" kept the checksums of archives: make a new one with package.', p_sync, v_central));
  ELSIF p_digest IS DISTINCT FROM v_package.archive_digest THEN
    PERFORM lizsync.raise_error(format('The archive (%s) is not as central "%s" made it: somebody changed it since; get it again from whoever made it, or make a new one with package.', p_sync, v_central));
  END IF;
  RETURN v_package;
END
$function$;
COMMENT ON FUNCTION lizsync.check_archive(uuid, text) IS
'On central: the package that an archive is, by its sync and the SHA-256 of its manifest. Raises LZ001 where this central did not make it, or it was changed since';
REVOKE ALL ON FUNCTION lizsync.check_archive(uuid, text) FROM PUBLIC;
