CREATE OR REPLACE FUNCTION lizsync.hold_deletes(p_sync uuid, p_relations text[], p_vanished jsonb)
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_key record;
  v_parents jsonb;
  v_next jsonb;
  v_front jsonb := p_vanished;
  v_seen jsonb := p_vanished;
  v_rows bigint;
  v_held bigint := 0;
BEGIN
  WHILE v_front <> '[]' LOOP
    v_next := '[]';
    FOR v_key IN
      SELECT f.child, f.parent, k.reference, ARRAY(SELECT v.uid FROM jsonb_to_recordset(v_front) AS v(relation text, uid uuid) WHERE v.relation = f.child) AS uids
      FROM lizsync.foreign_keys(p_relations) AS f
      CROSS JOIN LATERAL (SELECT string_agg(format('c.%I = p.%I', n.child, n.parent), ' AND ') AS reference FROM unnest(f.child_columns, f.parent_columns) AS n(child, parent)) AS k
      WHERE f.on_delete = 'c' AND f.child IN (SELECT v.relation FROM jsonb_to_recordset(v_front) AS v(relation text))
    LOOP
      EXECUTE format('SELECT coalesce(jsonb_agg(DISTINCT jsonb_build_object(''relation'', $2, ''uid'', p.uid)), ''[]'') FROM %s AS c JOIN %s AS p ON %s WHERE c.uid = ANY ($1)',
        lizsync.from_clause(v_key.child::regclass), lizsync.from_clause(v_key.parent::regclass), v_key.reference)
      INTO v_parents USING v_key.uids, v_key.parent;
      v_next := v_next || (SELECT coalesce(jsonb_agg(n), '[]') FROM jsonb_array_elements(v_parents) AS n WHERE NOT v_seen @> jsonb_build_array(n));
    END LOOP;
    UPDATE lizsync.inbox AS i SET state = 'refused', error_code = '23503', error_message = 'a row whose change the clone could not take still references it'
    FROM jsonb_to_recordset(v_next) AS n(relation text, uid uuid)
    WHERE i.sync_id = p_sync AND i.relation = n.relation AND i.uid = n.uid AND i.action = 'D' AND i.state = 'apply';
    GET DIAGNOSTICS v_rows = ROW_COUNT;
    v_held := v_held + v_rows;
    v_seen := v_seen || v_next;
    v_front := v_next;
  END LOOP;
  RETURN v_held;
END
$function$;
COMMENT ON FUNCTION lizsync.hold_deletes(uuid, text[], jsonb) IS
'On a clone: deletes of central that would take rows (an array of objects with relation, uid) along, which central keeps (ON DELETE CASCADE, over any number of tables), count as not taken, so that they come again when the clone can take what became of these rows. Returns how many';
REVOKE ALL ON FUNCTION lizsync.hold_deletes(uuid, text[], jsonb) FROM PUBLIC;
