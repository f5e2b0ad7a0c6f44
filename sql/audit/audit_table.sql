-- The audit trigger tool's interface.
CREATE OR REPLACE FUNCTION audit.audit_table(target_table regclass, audit_rows boolean, audit_query_text boolean, ignored_cols text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_name CONSTANT text := lizsync.plain_name(target_table);
  v_kind "char";
  v_keys text[];
  v_arguments text;
  v_by_row boolean;
  v_leaf regclass;
  v_column text;
BEGIN
  SELECT relkind INTO STRICT v_kind FROM pg_class WHERE oid = target_table;
  IF v_kind NOT IN ('r', 'p') THEN
    RAISE EXCEPTION '% is not a table: only tables can be audited this way (views: audit.audit_view).', v_name USING ERRCODE = 'wrong_object_type';
  END IF;
  v_keys := lizsync.key_columns(target_table);
  FOREACH v_column IN ARRAY coalesce(ignored_cols, '{}') LOOP
    IF v_column = 'uid' OR v_column = ANY (v_keys) THEN
      RAISE EXCEPTION 'Column "%" of % identifies its rows: it cannot be ignored.', v_column, v_name USING ERRCODE = 'invalid_parameter_value';
    ELSIF NOT EXISTS (SELECT FROM pg_attribute WHERE attrelid = target_table AND attname = v_column AND attnum > 0 AND NOT attisdropped) THEN
      RAISE EXCEPTION 'Table % has no column "%" to ignore.', v_name, v_column USING ERRCODE = 'undefined_column';
    END IF;
  END LOOP;
  IF lizsync.is_prepared(target_table) THEN
    PERFORM lizsync.watch_partitions(ARRAY[lizsync.quoted_name(target_table)], NULL);
  END IF;
  PERFORM audit.unaudit_table(target_table);
  v_arguments := format('%L, %L, %L', audit_query_text, coalesce(ignored_cols, '{}'),
    CASE WHEN lizsync.has_uid(target_table) THEN array_append(v_keys, 'uid') ELSE v_keys END);
  v_by_row := v_kind = 'p' OR NOT lizsync.has_uid(target_table) OR NOT lizsync.has_unique_uid(target_table)
    OR EXISTS (SELECT FROM pg_inherits WHERE inhrelid = target_table OR inhparent = target_table);

  IF NOT audit_rows THEN
    EXECUTE format('CREATE TRIGGER lizsync_audit_statement AFTER INSERT OR UPDATE OR DELETE OR TRUNCATE ON %s
                    FOR EACH STATEMENT EXECUTE FUNCTION audit.log_statement_only(%s)', target_table, v_arguments);
  ELSIF v_by_row THEN
    EXECUTE format('CREATE TRIGGER lizsync_audit_row AFTER INSERT OR UPDATE OR DELETE ON %s
                    FOR EACH ROW EXECUTE FUNCTION audit.log_row(%s)', target_table, v_arguments);
  ELSE
    EXECUTE format('CREATE TRIGGER lizsync_audit_insert AFTER INSERT ON %s REFERENCING NEW TABLE AS new_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION audit.log_statement(%s)', target_table, v_arguments);
    EXECUTE format('CREATE TRIGGER lizsync_audit_update AFTER UPDATE ON %s REFERENCING OLD TABLE AS old_rows NEW TABLE AS new_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION audit.log_statement(%s)', target_table, v_arguments);
    EXECUTE format('CREATE TRIGGER lizsync_audit_delete AFTER DELETE ON %s REFERENCING OLD TABLE AS old_rows
                    FOR EACH STATEMENT EXECUTE FUNCTION audit.log_statement(%s)', target_table, v_arguments);
  END IF;
  IF audit_rows THEN
    -- Every table of a partition tree is truncated with triggers of its own.
    FOR v_leaf IN SELECT relid FROM pg_partition_tree(target_table) UNION SELECT target_table LOOP
      EXECUTE format('CREATE TRIGGER lizsync_audit_truncate BEFORE TRUNCATE ON %s
                      FOR EACH STATEMENT EXECUTE FUNCTION audit.log_truncate(%s)', v_leaf, v_arguments);
    END LOOP;
    IF lizsync.has_uid(target_table) THEN
      -- Its condition costs every statement that it looks at: only those that name the uid. What triggers do to it, audit.log_statement() sees.
      EXECUTE format('CREATE TRIGGER lizsync_uid_guard AFTER UPDATE %s ON %s FOR EACH ROW
                      WHEN (OLD.uid IS DISTINCT FROM NEW.uid) EXECUTE FUNCTION audit.refuse_uid_change()', CASE WHEN v_by_row THEN '' ELSE 'OF uid' END, target_table);
    END IF;
  END IF;

  IF v_kind = 'p' THEN
    PERFORM lizsync.know_partitions(target_table), audit.allow_partitions(target_table);
  END IF;
  PERFORM lizsync.note_columns(ARRAY[lizsync.quoted_name(target_table)]);
  INSERT INTO audit.logged_relations (relation_name, uid_column) SELECT v_name, k FROM unnest(v_keys) AS k;
  INSERT INTO audit.ignored_columns (relation_name, column_name) SELECT DISTINCT v_name, c FROM unnest(ignored_cols) AS c;
END
$function$;
COMMENT ON FUNCTION audit.audit_table(regclass, boolean, boolean, text[]) IS
'Audits a table: audit_rows, one event a changed row (false: one a statement); audit_query_text, keep the client''s statement; ignored_cols are neither logged nor synchronised. Calling it again replaces the settings. Raises wrong_object_type where target_table is no table, invalid_parameter_value or undefined_column where a column cannot be ignored';

CREATE OR REPLACE FUNCTION audit.audit_table(target_table regclass, audit_rows boolean, audit_query_text boolean)
RETURNS void
LANGUAGE sql
SET search_path FROM CURRENT
AS $function$ SELECT audit.audit_table(target_table, audit_rows, audit_query_text, ARRAY[]::text[]) $function$;
COMMENT ON FUNCTION audit.audit_table(regclass, boolean, boolean) IS 'Audits a table, no column ignored';

CREATE OR REPLACE FUNCTION audit.audit_table(target_table regclass)
RETURNS void
LANGUAGE sql
SET search_path FROM CURRENT
AS $function$ SELECT audit.audit_table(target_table, true, true, ARRAY[]::text[]) $function$;
COMMENT ON FUNCTION audit.audit_table(regclass) IS 'Audits every changed row of a table, with the client''s statement, no column ignored';

REVOKE ALL ON FUNCTION audit.audit_table(regclass, boolean, boolean, text[]), audit.audit_table(regclass, boolean, boolean), audit.audit_table(regclass) FROM PUBLIC;
