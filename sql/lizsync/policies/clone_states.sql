DROP POLICY IF EXISTS own_clones ON lizsync.clone_states;
CREATE POLICY own_clones ON lizsync.clone_states FOR SELECT USING (clone_id IN (SELECT lizsync.own_clones()));
COMMENT ON POLICY own_clones ON lizsync.clone_states IS 'A role knows of its clones only';
