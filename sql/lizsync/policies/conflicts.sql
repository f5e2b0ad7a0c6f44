DROP POLICY IF EXISTS own_clones ON lizsync.conflicts;
CREATE POLICY own_clones ON lizsync.conflicts FOR SELECT
  USING (clone_id IN (SELECT lizsync.own_clones()) AND object_table IN (SELECT lizsync.readable_relations())
    AND (object_table NOT IN (SELECT lizsync.restricted_relations()) OR lizsync.sees_row(object_table, object_uid)));
COMMENT ON POLICY own_clones ON lizsync.conflicts IS 'A role reads the conflicts of its clones, of tables and rows that it may read';
