-- What a clone's log holds is newer than that; its columns may have been altered before or after.
ALTER TABLE lizsync.central ADD COLUMN finished_snapshot txid_snapshot;
COMMENT ON COLUMN lizsync.central.finished_snapshot IS 'What the transaction of the last sync (of the deploy) saw; null in a clone of an earlier version that has not synchronised since';
