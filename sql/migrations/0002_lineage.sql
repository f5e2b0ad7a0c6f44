-- Which sync came after which, so that a clone that went back to a backup can be told from two databases with one identity.

ALTER TABLE lizsync.history ADD COLUMN after_sync uuid;
COMMENT ON COLUMN lizsync.history.after_sync IS 'On central: what the clone had acknowledged when this sync began. A sync that is not among the ancestors of the newest one belongs to another database with the same id';
ALTER TABLE lizsync.central ADD COLUMN former_id uuid;
COMMENT ON COLUMN lizsync.central.former_id IS 'Id of the clone that this database was, until its first sync under its new one (lizsync.new_clone_identity)';
