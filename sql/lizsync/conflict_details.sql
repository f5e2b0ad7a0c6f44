CREATE OR REPLACE FUNCTION lizsync.conflict_details(p_unresolved_only boolean DEFAULT false, p_sync uuid DEFAULT NULL)
RETURNS TABLE (id bigint, conflict_time timestamptz, table_name text, uid uuid, clone_name text, conflict_kind text, column_name text, central_value text, clone_value text,
  central_edited_at timestamptz, clone_edited_at timestamptz, central_edited_by text, clone_edited_by text, rejected text, rule_applied text, error_message text,
  resolved boolean, resolved_at timestamptz, restored_at timestamptz, geometry text)
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET timezone TO 'UTC'
AS $function$
DECLARE
  v_relation text;
  v_relid regclass;
BEGIN
  FOR v_relation IN
    SELECT DISTINCT c.object_table FROM lizsync.conflicts AS c WHERE (NOT p_unresolved_only OR NOT c.resolved) AND (p_sync IS NULL OR c.sync_id = p_sync) ORDER BY 1
  LOOP
    -- A table that is gone, or has no uid any more, leaves its conflicts behind.
    v_relid := CASE WHEN lizsync.has_uid(to_regclass(v_relation)) THEN to_regclass(v_relation) END;
    RETURN QUERY EXECUTE format($sql$
      SELECT c.id, c.conflict_time, c.object_table, c.object_uid, coalesce(s.clone_name, c.clone_id::text), c.conflict_kind, c.column_name,
        CASE WHEN c.column_name IS NULL THEN hstore_to_json(c.central_value::hstore)::text ELSE c.central_value END,
        CASE WHEN c.column_name IS NULL THEN hstore_to_json(c.clone_value::hstore)::text ELSE c.clone_value END,
        c.central_edited_at, c.clone_edited_at, c.central_edited_by, c.clone_edited_by, c.rejected, c.rule_applied, c.error_message,
        c.resolved, c.resolved_at, c.restored_at, %s
      FROM (SELECT k.*, coalesce(k.rejected_row, hstore(k.column_name, CASE k.rejected WHEN 'central' THEN k.central_value ELSE k.clone_value END)) AS kept FROM lizsync.conflicts AS k) AS c
      LEFT JOIN lizsync.clone_states AS s ON s.clone_id = c.clone_id
      %s
      WHERE c.object_table = $1 AND (NOT $2 OR NOT c.resolved) AND ($3 IS NULL OR c.sync_id = $3)
      ORDER BY c.id
      $sql$, CASE WHEN v_relid IS NULL THEN 'NULL::text' ELSE lizsync.geometry_expression(v_relid, 't', 'c.kept') END,
      CASE WHEN v_relid IS NULL THEN '' ELSE format('LEFT JOIN %s AS t ON t.uid = c.object_uid', lizsync.from_clause(v_relid)) END)
    USING v_relation, p_unresolved_only, p_sync;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.conflict_details(boolean, uuid) IS
'On central: conflicts for people, by table: all, those that are not resolved, or those of one sync; a whole row as JSON; the row''s geometry in EPSG:4326 as hexadecimal EWKB: as it is in central now, or else as it was kept with the conflict';
REVOKE ALL ON FUNCTION lizsync.conflict_details(boolean, uuid) FROM PUBLIC;
