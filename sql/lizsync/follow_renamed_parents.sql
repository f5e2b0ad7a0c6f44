-- Had the database known the clone's rows, the new key would have cascaded to them; by its old one they may mean another row by now.
CREATE OR REPLACE FUNCTION lizsync.follow_renamed_parents(p_sync uuid, p_relations text[], p_renamed jsonb, p_decided boolean)
RETURNS void
LANGUAGE plpgsql
SET search_path FROM CURRENT
-- Inbox and outbox have just been filled and have no statistics: hash them.
SET enable_nestloop TO off
SET enable_mergejoin TO off
AS $function$
DECLARE
  v_key record;
BEGIN
  FOR v_key IN SELECT f.* FROM lizsync.foreign_keys(p_relations) AS f
    WHERE f.on_update = 'c' AND f.parent IN (SELECT r.parent FROM jsonb_to_recordset(p_renamed) AS r(parent text)) LOOP
    -- All at once: keys may be swapped.
    WITH renamed AS MATERIALIZED (
      SELECT r.clone_key -> v_key.parent_columns AS old_key, (lizsync.current_row(r.parent, r.uid) || coalesce(p.row_values, '')) -> v_key.parent_columns AS new_key
      FROM jsonb_to_recordset(p_renamed) AS r(parent text, uid uuid, clone_key hstore, by_both boolean)
      LEFT JOIN lizsync.inbox AS p ON p.sync_id = p_sync AND p.relation = r.parent AND p.uid = r.uid AND p.action = 'U' AND p.state = 'apply'
      WHERE r.parent = v_key.parent AND r.by_both = p_decided
    )
    UPDATE lizsync.inbox AS i SET row_values = i.row_values || hstore(v_key.child_columns, n.new_key), resend = true
    FROM renamed AS n
    WHERE i.sync_id = p_sync AND i.relation = v_key.child AND i.action <> 'D' AND i.state = 'apply' AND i.row_values ?& v_key.child_columns
      AND n.old_key <> n.new_key AND i.row_values -> v_key.child_columns = n.old_key;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.follow_renamed_parents(uuid, text[], jsonb, boolean) IS
'On central: rows of the clone that reference a row whose key central changed (lizsync.renamed_by_both(); ON UPDATE CASCADE) get its new key. Before the columns are decided, as the same text may mean another row by now; and, with p_decided, after that where the clone changed the key, too';
REVOKE ALL ON FUNCTION lizsync.follow_renamed_parents(uuid, text[], jsonb, boolean) FROM PUBLIC;
