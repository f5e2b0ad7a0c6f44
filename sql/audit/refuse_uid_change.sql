-- The uid is the identity of a row in every database.
CREATE OR REPLACE FUNCTION audit.refuse_uid_change()
RETURNS trigger
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
BEGIN
  RAISE EXCEPTION 'The uid of a row of %.% cannot be changed (% to %): it identifies the row in every synchronised database; insert a new row instead.',
    TG_TABLE_SCHEMA, TG_TABLE_NAME, OLD.uid, NEW.uid USING ERRCODE = 'check_violation';
END
$function$;
COMMENT ON FUNCTION audit.refuse_uid_change() IS 'Trigger: refuses an UPDATE that changes the uid (check_violation)';
REVOKE ALL ON FUNCTION audit.refuse_uid_change() FROM PUBLIC;
