-- What the transaction of a sync logs up to the end of its merge its clone has with it: the next one finds what is new by index, past those events, however many they are.
ALTER TABLE lizsync.history ADD COLUMN own_transaction bigint, ADD COLUMN own_event bigint;
COMMENT ON COLUMN lizsync.history.own_transaction IS 'Transaction of this sync in central: of its events, the clone has those up to own_event with this sync; null: not known';
COMMENT ON COLUMN lizsync.history.own_event IS 'Newest event when its merge ended';
ALTER TABLE lizsync.clone_states ADD COLUMN own_transaction bigint, ADD COLUMN own_event bigint, ADD COLUMN running_event bigint;
COMMENT ON COLUMN lizsync.clone_states.own_transaction IS 'Of acknowledged_sync: its transaction in central, whose events up to own_event the clone has; null: not known';
COMMENT ON COLUMN lizsync.clone_states.own_event IS 'Of acknowledged_sync: newest event when its merge ended';
COMMENT ON COLUMN lizsync.clone_states.running_event IS 'Newest event when the merge of running_sync ended; null: it has not';
