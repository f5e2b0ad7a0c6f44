DROP POLICY IF EXISTS own_clones ON lizsync.outbox;
CREATE POLICY own_clones ON lizsync.outbox FOR SELECT
  USING (clone_id IN (SELECT lizsync.own_clones()) AND relation IN (SELECT lizsync.readable_relations())
    AND (action = 'D' OR relation NOT IN (SELECT lizsync.restricted_relations()) OR lizsync.sees_row(relation, uid)));
COMMENT ON POLICY own_clones ON lizsync.outbox IS 'A role gets what is for its clones, of tables that it may read, and of those with row-level security only the rows that it sees';
