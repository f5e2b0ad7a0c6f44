-- What happened to a table since it was prepared, and its triggers do not know.
CREATE OR REPLACE FUNCTION lizsync.mend_capture(target_table regclass)
RETURNS text
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
#variable_conflict use_column
DECLARE
  v_relation CONSTANT text := lizsync.quoted_name(target_table);
  v_other CONSTANT text := lizsync.inheritance_fault(target_table);
  v_ignored CONSTANT text[] := lizsync.ignored_names(target_table);
  v_query CONSTANT boolean := coalesce((SELECT pg_get_triggerdef(t.oid) ~ 'log_(statement|row)[(]''t' FROM pg_trigger AS t WHERE t.tgrelid = target_table AND t.tgname IN ('lizsync_audit_update', 'lizsync_audit_row')), true);
  v_child regclass;
  v_events bigint;
  v_triggers integer;
  v_done text[] := '{}';
BEGIN
  IF v_ignored <> ARRAY(SELECT c.name FROM lizsync.table_columns(target_table) AS c WHERE c.ignored ORDER BY c.attnum) THEN
    PERFORM audit.audit_table(target_table, true, v_query, v_ignored);
    v_done := v_done || 'its columns that are not synchronised are known by their new names'::text;
  END IF;
  IF v_other IS NOT NULL THEN
    PERFORM audit.audit_table(target_table, true, v_query, ARRAY(SELECT c.name FROM lizsync.table_columns(target_table) AS c WHERE c.ignored));
    -- A statement's trigger has logged the heirs' rows as if they were this table's.
    FOR v_child IN
      WITH RECURSIVE heir AS (
        SELECT inhrelid FROM pg_inherits WHERE inhparent = target_table UNION SELECT i.inhrelid FROM pg_inherits AS i JOIN heir AS h ON h.inhrelid = i.inhparent
      ) SELECT h.inhrelid::regclass FROM heir AS h WHERE lizsync.has_uid(h.inhrelid)
    LOOP
      EXECUTE format('
        UPDATE audit.logged_actions AS a SET schema_name = ($2::text[])[1], table_name = ($2::text[])[2], relid = $3
        WHERE a.schema_name = ($1::text[])[1] AND a.table_name = ($1::text[])[2] AND a.row_data -> ''uid'' IN (SELECT t.uid::text FROM ONLY %s AS t)', v_child)
      USING parse_ident(v_relation), parse_ident(lizsync.quoted_name(v_child)), v_child::oid;
    END LOOP;
    v_done := v_done || format('it is logged row by row now, because of inheritance (%s)', v_other);
  END IF;
  IF NOT lizsync.is_logged(target_table) THEN
    PERFORM audit.audit_table(target_table, true, true, ARRAY(SELECT c.name FROM lizsync.table_columns(target_table) AS c WHERE c.ignored));
    v_done := v_done || 'it has its audit triggers again'::text;
  END IF;
  IF EXISTS (SELECT FROM pg_class WHERE oid = target_table AND relkind = 'p') THEN
    v_triggers := lizsync.add_truncate_triggers(target_table, true);
    IF v_triggers > 0 THEN
      v_done := v_done || format('new partitions have their triggers (%s)', v_triggers);
    END IF;
    v_events := lizsync.watch_partitions(ARRAY[v_relation], NULL);
    IF v_events > 0 THEN
      v_done := v_done || format('rows of partitions that were attached or detached are logged (%s)', v_events);
    END IF;
    DELETE FROM lizsync.partitions AS k USING lizsync.missing_partitions(ARRAY[v_relation]) AS m WHERE k.relation = m.relation AND k.partition = m.partition;
    IF FOUND THEN
      v_done := v_done || 'rows that went with dropped partitions are not logged, clones keep theirs'::text;
    END IF;
    PERFORM audit.allow_partitions(target_table);
  END IF;
  RETURN nullif(array_to_string(v_done, '; '), '');
END
$function$;
COMMENT ON FUNCTION lizsync.mend_capture(regclass) IS
'Brings what LizSync does for a prepared table up to date with what became of it: new partitions, partitions attached, detached or dropped with rows in them, inheritance that came later, columns that are not synchronised and were renamed, audit triggers that are not there or switched off. lizsync.prepare() calls it; on a clone it is called by hand. Answers what was mended, null: nothing';
REVOKE ALL ON FUNCTION lizsync.mend_capture(regclass) FROM PUBLIC;
