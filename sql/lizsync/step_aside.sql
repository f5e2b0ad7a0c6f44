-- RESTRICT asks at once whether the key is there, and NO ACTION after each statement.
CREATE OR REPLACE FUNCTION lizsync.step_aside(p_sync uuid, p_kept jsonb)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
AS $function$
DECLARE
  v_row record;
BEGIN
  FOR v_row IN
    SELECT k.relation, k.uid, n.nothing
    FROM jsonb_to_recordset(p_kept) AS k(relation text, uid uuid, columns text[], root text, root_uid uuid, aside boolean)
    CROSS JOIN LATERAL (
      SELECT hstore(array_agg(a.attname::text), array_fill(NULL::text, ARRAY[count(*)::integer])) AS nothing
      FROM pg_attribute AS a WHERE a.attrelid = k.relation::regclass AND a.attname = ANY (k.columns) AND NOT a.attnotnull
    ) AS n
    WHERE k.aside AND n.nothing IS NOT NULL AND EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.uid = k.root_uid AND i.sync_id = p_sync AND i.relation = k.root AND i.state = 'apply')
  LOOP
    BEGIN
      PERFORM lizsync.write_row(v_row.relation, 'U', v_row.uid, v_row.nothing);
    EXCEPTION WHEN OTHERS THEN
      -- Then the database refuses the change of the key, too.
      IF NOT lizsync.is_refusal(SQLSTATE) THEN
        RAISE;
      END IF;
    END;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.step_aside(uuid, jsonb) IS
'Before the rest of a sync''s inbox is applied: empties the references of those of lizsync.rows_to_keep() that are to step aside, where they may be empty, until lizsync.put_back()';
REVOKE ALL ON FUNCTION lizsync.step_aside(uuid, jsonb) FROM PUBLIC;
