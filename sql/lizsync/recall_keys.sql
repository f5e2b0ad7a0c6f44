-- Central gave a row another key, and deleted it: who references it in the clone does so by the key that it has there.
CREATE OR REPLACE FUNCTION lizsync.recall_keys(p_sync uuid, p_clone uuid, p_relations text[])
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Inbox and outbox have just been filled and have no statistics: hash them.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
DECLARE
  v_key record;
  v_row record;
BEGIN
  FOR v_key IN SELECT f.* FROM lizsync.foreign_keys(p_relations) AS f
    WHERE EXISTS (SELECT FROM lizsync.outbox AS o WHERE o.sync_id = p_sync AND o.relation = f.parent AND o.action = 'D' AND o.first_values ?| f.parent_columns)
      AND EXISTS (SELECT FROM lizsync.inbox AS i WHERE i.sync_id = p_sync AND i.relation = f.child AND i.action <> 'D' AND i.state = 'apply' AND i.row_values ?& f.child_columns)
  LOOP
    FOR v_row IN
      WITH renamed AS MATERIALIZED (
        SELECT k.uid, k.last_values -> v_key.parent_columns AS last_key, k.known_values -> v_key.parent_columns AS known
        FROM lizsync.known_keys(p_sync, p_clone, v_key.parent, v_key.parent_columns) AS k
      )
      SELECT DISTINCT r.uid, r.last_key, r.known
      FROM renamed AS r JOIN lizsync.inbox AS i ON (i.row_values -> v_key.child_columns) = r.known
      WHERE i.sync_id = p_sync AND i.relation = v_key.child AND i.action <> 'D' AND i.state = 'apply' AND NOT i.resend AND r.known <> r.last_key
    LOOP
      CONTINUE WHEN lizsync.keeps_key(p_sync, v_key.parent, v_key.parent_columns, v_row.known);
      UPDATE lizsync.outbox AS o SET row_values = o.row_values || hstore(v_key.parent_columns, v_row.known)
      WHERE o.uid = v_row.uid AND o.sync_id = p_sync AND o.relation = v_key.parent AND o.action = 'D';
      -- The row itself may come back already, and others with it that referenced it by its last key.
      UPDATE lizsync.inbox AS i SET row_values = i.row_values || hstore(v_key.parent_columns, v_row.known)
      WHERE i.uid = v_row.uid AND i.sync_id = p_sync AND i.relation = v_key.parent AND i.action = 'I' AND i.state = 'apply' AND i.row_values -> v_key.parent_columns = v_row.last_key;
      UPDATE lizsync.inbox AS i SET row_values = i.row_values || hstore(v_key.child_columns, v_row.known)
      WHERE i.sync_id = p_sync AND i.relation = v_key.child AND i.action <> 'D' AND i.state = 'apply' AND i.resend AND i.row_values -> v_key.child_columns = v_row.last_key;
    END LOOP;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.recall_keys(uuid, uuid, text[]) IS
'On central: rows that central gave another key and deleted, and that the clone''s rows reference by the key they know (lizsync.known_keys()), are deletes of that key, so that they are found by it, and come back with it';
REVOKE ALL ON FUNCTION lizsync.recall_keys(uuid, uuid, text[]) FROM PUBLIC;
