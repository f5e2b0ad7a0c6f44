CREATE OR REPLACE FUNCTION lizsync.incoming_details(p_sync uuid)
RETURNS TABLE (table_name text, uid uuid, action text, columns text, old_values text, new_values text, edited_by text, edited_at timestamptz, geometry text)
LANGUAGE plpgsql STABLE
SET search_path FROM CURRENT
SET datestyle TO 'ISO, YMD'
SET intervalstyle TO 'postgres'
SET timezone TO 'UTC'
SET extra_float_digits TO 1
SET bytea_output TO 'hex'
SET lc_monetary TO 'C'
SET xmloption TO 'content'
AS $function$
DECLARE
  v_relation text;
BEGIN
  FOR v_relation IN SELECT DISTINCT i.relation FROM lizsync.inbox AS i WHERE i.sync_id = p_sync LOOP
    RETURN QUERY EXECUTE format($sql$
      SELECT $2, c.uid, c.action, CASE WHEN c.action = 'U' THEN array_to_string(akeys(c.new), ', ') ELSE '' END,
        CASE c.action WHEN 'U' THEN hstore_to_json(slice(c.old, akeys(c.new))) WHEN 'D' THEN hstore_to_json(c.old) END::text,
        CASE WHEN c.action <> 'D' THEN hstore_to_json(c.new) END::text, c.edited_by, c.edited_at, c.geometry
      FROM (
        SELECT i.uid, CASE WHEN i.action = 'I' AND t.uid IS NOT NULL THEN 'U' ELSE i.action END AS action, hstore(t.*) AS old,
          CASE WHEN i.action = 'D' THEN NULL WHEN t.uid IS NULL THEN i.row_values ELSE i.row_values - hstore(t.*) END AS new,
          i.edited_by, i.edited_at, %s AS geometry, i.first_event
        FROM lizsync.inbox AS i LEFT JOIN %s AS t ON t.uid = i.uid
        WHERE i.sync_id = $1 AND i.relation = $2 AND (i.action <> 'D' OR t.uid IS NOT NULL)
      ) AS c
      WHERE c.action = 'D' OR c.new <> ''
      ORDER BY c.first_event
      $sql$, lizsync.geometry_expression(v_relation::regclass, 't', 'i.row_values'), lizsync.from_clause(v_relation::regclass))
    USING p_sync, v_relation;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.incoming_details(uuid) IS
'On a clone, before it applies what came: what the sync will change in each table, for people: old and new values as JSON, the row''s geometry in EPSG:4326 as hexadecimal EWKB';
REVOKE ALL ON FUNCTION lizsync.incoming_details(uuid) FROM PUBLIC;
