-- Keys that are swapped, or handed on, lead ON UPDATE CASCADE to rows that have their new reference already.
CREATE OR REPLACE FUNCTION lizsync.settle_cascades(p_sync uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
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
  v_key record;
  v_row record;
BEGIN
  FOR v_key IN
    SELECT lizsync.quoted_name(c.conrelid) AS child, k.child_columns, k.child_values
    FROM pg_constraint AS c
    CROSS JOIN LATERAL (
      SELECT array_agg(a.attname::text) AS child_columns, array_agg(p.attname::text) AS parent_columns, string_agg(format('c.%I::text', a.attname), ', ') AS child_values,
        bool_and(has_column_privilege(c.conrelid, a.attnum, 'SELECT')) AS readable
      FROM unnest(c.conkey, c.confkey) AS k(child, parent)
      JOIN pg_attribute AS a ON a.attrelid = c.conrelid AND a.attnum = k.child JOIN pg_attribute AS p ON p.attrelid = c.confrelid AND p.attnum = k.parent
    ) AS k
    WHERE c.contype = 'f' AND c.conparentid = 0 AND k.readable AND c.confupdtype IN ('c', 'n', 'd') AND lizsync.quoted_name(c.conrelid) = ANY (p_relations)
      AND EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.relation = lizsync.quoted_name(c.confrelid) AND i.action = 'U' AND i.state IN ('apply', 'applied')
                    AND i.row_values ?| k.parent_columns)
  LOOP
    FOR v_row IN EXECUTE format('
      SELECT i.uid, slice(i.row_values, $3) AS reference
      FROM lizsync.inbox AS i JOIN %s AS c ON c.uid = i.uid
      WHERE i.sync_id = $1 AND i.relation = $2 AND i.action IN (''I'', ''U'') AND i.state IN (''apply'', ''applied'') AND i.row_values ?| $3 AND NOT hstore($3, ARRAY[%s]) @> slice(i.row_values, $3)',
      lizsync.from_clause(v_key.child::regclass), v_key.child_values)
    USING p_sync, v_key.child, v_key.child_columns LOOP
      BEGIN
        PERFORM lizsync.write_row(v_key.child, 'U', v_row.uid, v_row.reference);
        SET CONSTRAINTS ALL IMMEDIATE;
      EXCEPTION WHEN OTHERS THEN
        IF NOT lizsync.is_refusal(SQLSTATE) THEN
          RAISE;
        END IF;
        UPDATE lizsync.inbox SET state = 'refused', error_code = SQLSTATE, error_message = SQLERRM WHERE sync_id = p_sync AND relation = v_key.child AND uid = v_row.uid;
      END;
    END LOOP;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.settle_cascades(uuid, text[]) IS
'After the inbox of a sync was applied: references that an ON UPDATE action of a foreign key changed once more, because a key of the inbox was theirs in between, get what the inbox says';
REVOKE ALL ON FUNCTION lizsync.settle_cascades(uuid, text[]) FROM PUBLIC;
