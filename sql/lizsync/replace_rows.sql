-- Central deleted a row and made one with the same key, and rows of the clone reference it: deleting first takes them along or is refused, inserting first is a clash.
CREATE OR REPLACE FUNCTION lizsync.replace_rows(p_sync uuid)
RETURNS bigint
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_key record;
  v_pair record;
  v_rows bigint := 0;
BEGIN
  FOR v_key IN
    SELECT r.relation, lizsync.from_clause(c.confrelid) AS parent, lizsync.from_clause(c.conrelid) AS child, k.same_key, k.reference
    FROM (SELECT i.relation FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.state = 'apply' AND i.action IN ('I', 'D') GROUP BY i.relation HAVING bool_or(i.action = 'I') AND bool_or(i.action = 'D')) AS r
    JOIN pg_constraint AS c ON c.contype = 'f' AND c.conparentid = 0 AND c.confrelid = r.relation::regclass AND has_table_privilege(c.conrelid, 'SELECT')
    CROSS JOIN LATERAL (
      SELECT string_agg(format('p.%I = (i.row_values -> %L)::%s', p.attname, p.attname, format_type(p.atttypid, p.atttypmod)), ' AND ') AS same_key,
        string_agg(format('c.%I = p.%I', a.attname, p.attname), ' AND ') AS reference
      FROM unnest(c.conkey, c.confkey) AS k(child, parent)
      JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.child JOIN pg_attribute AS p ON p.attrelid = c.confrelid AND p.attnum = k.parent
    ) AS k
  LOOP
    FOR v_pair IN EXECUTE format('
      SELECT d.uid AS old_uid, i.uid AS new_uid
      FROM lizsync.inbox AS d JOIN %1$s AS p ON p.uid = d.uid JOIN lizsync.inbox AS i ON i.sync_id = $1 AND i.relation = $2 AND i.action = ''I'' AND i.state = ''apply'' AND %3$s
      WHERE d.sync_id = $1 AND d.relation = $2 AND d.action = ''D'' AND d.state = ''apply'' AND EXISTS (SELECT FROM %2$s AS c WHERE %4$s)',
      v_key.parent, v_key.child, v_key.same_key, v_key.reference)
    USING p_sync, v_key.relation LOOP
      BEGIN
        EXECUTE format('UPDATE %s AS p SET uid = $2 WHERE p.uid = $1', v_key.parent) USING v_pair.old_uid, v_pair.new_uid;
        UPDATE lizsync.inbox AS i SET state = CASE i.action WHEN 'D' THEN 'settled' ELSE i.state END, action = CASE i.action WHEN 'I' THEN 'U' ELSE i.action END,
          sent_action = i.action, row_values = i.row_values - 'uid'::text
        WHERE i.sync_id = p_sync AND i.relation = v_key.relation AND i.uid IN (v_pair.old_uid, v_pair.new_uid);
        v_rows := v_rows + 1;
      EXCEPTION WHEN OTHERS THEN
        -- Rows may reference the uid itself.
        IF NOT lizsync.is_refusal(SQLSTATE) THEN
          RAISE;
        END IF;
      END;
    END LOOP;
  END LOOP;
  RETURN v_rows;
END
$function$;
COMMENT ON FUNCTION lizsync.replace_rows(uuid) IS
'On a clone, its triggers being off: a row that is referenced, and that central deleted and made anew with the same key, becomes the new one in its place. Returns the rows that are gone that way';
REVOKE ALL ON FUNCTION lizsync.replace_rows(uuid) FROM PUBLIC;
