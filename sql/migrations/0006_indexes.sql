-- However many conflicts there have been: those of a sync, and those that a clone could not take in it, are found by index.

CREATE INDEX conflicts_sync ON lizsync.conflicts (sync_id);
CREATE INDEX conflicts_not_taken ON lizsync.conflicts (clone_id, resolved_at) WHERE error_message IS NOT NULL AND resolved;

-- However many other clones have not acknowledged theirs yet.
CREATE INDEX outbox_sync ON lizsync.outbox (sync_id);
