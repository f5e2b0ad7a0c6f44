-- What a clone says about itself at each hello, so that central can tell how its clones are.

ALTER TABLE lizsync.clone_states ADD COLUMN structure jsonb, ADD COLUMN log_bytes bigint, ADD COLUMN id_ranges jsonb;
COMMENT ON COLUMN lizsync.clone_states.structure IS 'Structure signature of the clone''s tables at its last sync; null before the first one';
COMMENT ON COLUMN lizsync.clone_states.log_bytes IS 'Size of the clone''s log on disk at its last sync';
COMMENT ON COLUMN lizsync.clone_states.id_ranges IS 'What was left of the clone''s id ranges when its last sync began: sequence, first_id of the range, ids left';
