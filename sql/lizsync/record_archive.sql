CREATE OR REPLACE FUNCTION lizsync.record_archive(p_sync uuid, p_digest text)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  -- Once, in the transaction that makes the package: nobody makes another archive of it later.
  UPDATE lizsync.history SET archive_digest = p_digest
  WHERE sync_id = p_sync AND sync_type = 'full' AND archive_digest IS NULL AND sync_time = now() AND server_to = '{}';
  IF NOT FOUND THEN
    RAISE EXCEPTION 'The checksum of an archive is recorded once, while it is packaged.' USING ERRCODE = 'invalid_transaction_state';
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.record_archive(uuid, text) IS
'On central, in the transaction of lizsync.new_package(): records the SHA-256 of the archive''s manifest, by which lizsync.check_archive() knows it again';
REVOKE ALL ON FUNCTION lizsync.record_archive(uuid, text) FROM PUBLIC;
