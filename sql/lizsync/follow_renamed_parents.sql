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
  v_rows jsonb;
  v_next jsonb;
  v_front jsonb := (SELECT coalesce(jsonb_agg(e.value), '[]') FROM jsonb_array_elements(p_renamed) AS e WHERE (e.value ->> 'by_both')::boolean = p_decided);
  v_seen jsonb := '[]';
BEGIN
  -- From parents to children, and to theirs, whose references hold the key of the first.
  WHILE v_front <> '[]' LOOP
    v_next := '[]';
    FOR v_key IN
      SELECT f.child, f.parent, f.child_columns, f.parent_columns,
        ARRAY(SELECT DISTINCT k FROM lizsync.foreign_keys(p_relations) AS g CROSS JOIN LATERAL unnest(g.parent_columns) AS k WHERE g.parent = f.child AND g.on_update = 'c' AND g.parent_columns && f.child_columns) AS carried
      FROM lizsync.foreign_keys(p_relations) AS f
      WHERE f.on_update = 'c' AND f.parent IN (SELECT r.parent FROM jsonb_to_recordset(v_front) AS r(parent text))
    LOOP
      -- All at once: keys may be swapped. A key that is empty now nobody can reference.
      WITH renamed AS MATERIALIZED (
        SELECT r.clone_key -> v_key.parent_columns AS old_key, (coalesce(lizsync.current_row(r.parent, r.uid), '') || coalesce(p.row_values, '')) -> v_key.parent_columns AS new_key
        FROM jsonb_to_recordset(v_front) AS r(parent text, uid uuid, clone_key hstore, follows boolean)
        LEFT JOIN lizsync.inbox AS p ON p.sync_id = p_sync AND p.relation = r.parent AND p.uid = r.uid AND p.state = 'apply' AND (p.action = 'U' OR r.follows)
        WHERE r.parent = v_key.parent
      ), follower AS MATERIALIZED (
        SELECT i.uid, i.row_values, n.new_key
        FROM lizsync.inbox AS i JOIN renamed AS n ON n.old_key = i.row_values -> v_key.child_columns
        WHERE i.sync_id = p_sync AND i.relation = v_key.child AND i.action <> 'D' AND i.state = 'apply' AND i.row_values ?& v_key.child_columns
          AND n.old_key <> n.new_key AND array_position(n.new_key, NULL) IS NULL
      ), followed AS (
        UPDATE lizsync.inbox AS i SET row_values = i.row_values || hstore(v_key.child_columns, f.new_key), resend = true
        FROM follower AS f WHERE i.uid = f.uid AND i.sync_id = p_sync AND i.relation = v_key.child
      )
      SELECT jsonb_agg(jsonb_build_object('parent', v_key.child, 'uid', f.uid, 'clone_key', slice(coalesce(lizsync.current_row(v_key.child, f.uid), '') || f.row_values, v_key.carried)::text, 'follows', true))
      INTO v_rows FROM follower AS f WHERE v_key.carried <> '{}';
      v_next := v_next || coalesce(v_rows, '[]');
    END LOOP;
    v_seen := v_seen || v_front;
    SELECT coalesce(jsonb_agg(n.value), '[]') INTO v_front FROM (SELECT e.value FROM jsonb_array_elements(v_next) AS e EXCEPT SELECT s.value FROM jsonb_array_elements(v_seen) AS s) AS n;
  END LOOP;
END
$function$;
COMMENT ON FUNCTION lizsync.follow_renamed_parents(uuid, text[], jsonb, boolean) IS
'On central: rows of the clone that reference a row whose key central changed (lizsync.renamed_by_both(); ON UPDATE CASCADE) get its new key, and those that reference them, where that is part of their key. Before the columns are decided, as the same text may mean another row by now; and, with p_decided, after that where the clone changed the key, too';
REVOKE ALL ON FUNCTION lizsync.follow_renamed_parents(uuid, text[], jsonb, boolean) FROM PUBLIC;
