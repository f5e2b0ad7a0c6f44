-- A row that is kept aside when a sync begins, and no more when it ends, must come to the clone all the same.
ALTER TABLE lizsync.clone_states ADD COLUMN running_kept jsonb;
COMMENT ON COLUMN lizsync.clone_states.running_kept IS 'Rows that were kept aside (lizsync.kept_aside()) when the merge of running_sync began: an array of uids for each table; null: none';
