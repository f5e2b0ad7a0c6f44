-- A view that writes through INSTEAD OF triggers of its own. Audit only: a view is not synchronised.
CREATE OR REPLACE FUNCTION audit.audit_view(target_view regclass, uid_cols text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_name CONSTANT text := lizsync.plain_name(target_view);
  v_column text;
BEGIN
  IF NOT EXISTS (SELECT FROM pg_class WHERE oid = target_view AND relkind = 'v') THEN
    RAISE EXCEPTION '% is not a view.', v_name USING ERRCODE = 'wrong_object_type';
  END IF;
  FOREACH v_column IN ARRAY uid_cols LOOP
    IF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = target_view AND attname = v_column) THEN
      RAISE EXCEPTION 'View % has no column "%".', v_name, v_column USING ERRCODE = 'undefined_column';
    END IF;
  END LOOP;
  PERFORM audit.unaudit_table(target_view);
  IF NOT EXISTS (SELECT FROM pg_trigger WHERE tgrelid = target_view AND NOT tgisinternal) THEN
    RAISE EXCEPTION 'View % has no INSTEAD OF trigger of its own: audit the table behind it, an audit trigger alone would swallow its edits.', v_name
      USING ERRCODE = 'object_not_in_prerequisite_state';
  END IF;
  EXECUTE format('CREATE TRIGGER zz_lizsync_audit_row INSTEAD OF INSERT OR UPDATE OR DELETE ON %s
                  FOR EACH ROW EXECUTE FUNCTION audit.log_row(%L, %L, %L)', target_view, true, '{}', uid_cols);
  INSERT INTO audit.logged_relations (relation_name, uid_column) SELECT DISTINCT v_name, c FROM unnest(uid_cols) AS c;
END
$function$;
COMMENT ON FUNCTION audit.audit_view(regclass, text[]) IS
'Audits the edits of a view that has INSTEAD OF triggers; uid_cols are the columns that identify a row. Raises wrong_object_type, undefined_column, object_not_in_prerequisite_state';
REVOKE ALL ON FUNCTION audit.audit_view(regclass, text[]) FROM PUBLIC;
