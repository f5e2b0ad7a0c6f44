CREATE OR REPLACE FUNCTION audit.refuse_moved_row(p_relid oid, p_uid uuid)
RETURNS hstore
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  RAISE EXCEPTION 'The uid of a row of % cannot be changed (%): it identifies the row in every synchronised database; insert a new row instead.',
    lizsync.plain_name(p_relid), p_uid USING ERRCODE = 'check_violation';
END
$function$;
COMMENT ON FUNCTION audit.refuse_moved_row(oid, uuid) IS
'Raises check_violation: an UPDATE''s old row has no new one with its uid. (A statement that names the uid has met audit.refuse_uid_change() before; this is for triggers.) Returns nothing';
REVOKE ALL ON FUNCTION audit.refuse_moved_row(oid, uuid) FROM PUBLIC;
