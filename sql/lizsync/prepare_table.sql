CREATE OR REPLACE FUNCTION lizsync.prepare_table(p_table regclass)
RETURNS text
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_class pg_class;
  v_uid record;
BEGIN
  SELECT * INTO STRICT v_class FROM pg_class WHERE oid = p_table;
  IF v_class.relkind = 'f' THEN
    RETURN 'it is a foreign table: its rows live in another database';
  ELSIF v_class.relkind NOT IN ('r', 'p') THEN
    RETURN 'it is not a table';
  ELSIF v_class.relpersistence = 'u' THEN
    RETURN 'it is unlogged: a crash empties it, and the clones would not know (ALTER TABLE … SET LOGGED)';
  ELSIF NOT pg_has_role(v_class.relowner, 'USAGE') THEN
    RETURN format('it belongs to role %s: ask that role to prepare it', v_class.relowner::regrole);
  END IF;

  SELECT a.atttypid, a.attgenerated INTO v_uid FROM pg_attribute AS a WHERE a.attrelid = p_table AND a.attname = 'uid' AND NOT a.attisdropped;
  IF NOT FOUND THEN
    EXECUTE format('ALTER TABLE %s ADD COLUMN uid uuid NOT NULL DEFAULT gen_random_uuid()', p_table);
  ELSIF v_uid.atttypid <> 'uuid'::regtype OR v_uid.attgenerated <> '' THEN
    RETURN format('its column "uid" is of type %s, not uuid: rename that column', CASE WHEN v_uid.attgenerated <> '' THEN 'generated ' ELSE '' END || format_type(v_uid.atttypid, NULL));
  ELSE
    EXECUTE format('ALTER TABLE %s ALTER COLUMN uid SET DEFAULT gen_random_uuid()', p_table);
    EXECUTE format('UPDATE %s SET uid = gen_random_uuid() WHERE uid IS NULL', lizsync.from_clause(p_table));
    EXECUTE format('ALTER TABLE %s ALTER COLUMN uid SET NOT NULL', p_table);
  END IF;
  IF v_class.relkind = 'p' THEN
    -- A unique index of a partitioned table has to hold its partition key: uid alone is indexed, and unique by how it is made.
    EXECUTE format('CREATE INDEX ON %s (uid)', p_table);
  ELSIF NOT lizsync.has_unique_uid(p_table) THEN
    BEGIN
      EXECUTE format('ALTER TABLE %s ADD UNIQUE (uid)', p_table);
    EXCEPTION WHEN unique_violation THEN
      RETURN 'several of its rows have the same uid: give each its own (gen_random_uuid())';
    END;
  END IF;
  PERFORM audit.audit_table(p_table);
  RETURN NULL;
END
$function$;
COMMENT ON FUNCTION lizsync.prepare_table(regclass) IS
'Gives a table its uid column (uuid, NOT NULL, unique, gen_random_uuid()) and its audit triggers. Answers why it cannot be prepared, null where it is';
REVOKE ALL ON FUNCTION lizsync.prepare_table(regclass) FROM PUBLIC;
