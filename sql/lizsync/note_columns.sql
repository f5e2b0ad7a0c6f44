CREATE OR REPLACE FUNCTION lizsync.note_columns(p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_notes bigint[];
BEGIN
  -- Before their old names are forgotten.
  IF EXISTS (SELECT FROM audit.ignored_columns) THEN
    PERFORM lizsync.check_ignored_columns(p_relations);
  END IF;
  WITH note AS (
    INSERT INTO lizsync.column_names (relation, relid, attnum, name, since)
    SELECT r.relation, a.attrelid, a.attnum, d.name, lizsync.full_transaction(a.xmin)
    FROM unnest(p_relations) AS r(relation)
    JOIN pg_attribute AS a ON a.attrelid = to_regclass(r.relation) AND a.attnum > 0
    CROSS JOIN LATERAL (SELECT CASE WHEN NOT a.attisdropped THEN a.attname::text END AS name) AS d
    LEFT JOIN LATERAL (SELECT n.id, n.name FROM lizsync.column_names AS n WHERE n.relid = a.attrelid AND n.attnum = a.attnum AND n.relation = r.relation ORDER BY n.id DESC LIMIT 1) AS n ON true
    WHERE d.name IS DISTINCT FROM n.name
    ORDER BY a.attrelid, a.attnum
    RETURNING id
  )
  SELECT array_agg(note.id) INTO v_notes FROM note;
  IF v_notes IS NOT NULL THEN
    PERFORM lizsync.date_names(v_notes);
  END IF;
END
$function$;
COMMENT ON FUNCTION lizsync.note_columns(text[]) IS
'Notes what the columns of tables ("schema"."table") are called, where that is something else than at the last time, or a column that is known was dropped. Raises LZ001 where ignored columns were renamed (lizsync.check_ignored_columns())';
REVOKE ALL ON FUNCTION lizsync.note_columns(text[]) FROM PUBLIC;
