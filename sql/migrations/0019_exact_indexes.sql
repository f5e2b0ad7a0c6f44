-- Just filled tables have no statistics, and any index that fits looks as good as the one that finds a single row: each of these does.
DROP INDEX IF EXISTS lizsync.inbox_deletes;
DROP INDEX IF EXISTS lizsync.inbox_refused;
DROP INDEX IF EXISTS lizsync.outbox_sync;
DROP INDEX IF EXISTS lizsync.outbox_uid;
DROP INDEX IF EXISTS lizsync.conflicts_sync;
CREATE INDEX inbox_deletes ON lizsync.inbox (sync_id, relation, uid) WHERE action = 'D';
CREATE INDEX inbox_refused ON lizsync.inbox (sync_id, relation, uid) WHERE state = 'refused';
CREATE INDEX outbox_sync ON lizsync.outbox (sync_id, uid);
CREATE INDEX conflicts_sync ON lizsync.conflicts (sync_id, object_uid);
