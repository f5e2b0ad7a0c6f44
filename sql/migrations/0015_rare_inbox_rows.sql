-- Most syncs have none of these, and need not read an inbox as a whole to know.
CREATE INDEX inbox_deletes ON lizsync.inbox (sync_id) WHERE action = 'D';
CREATE INDEX inbox_refused ON lizsync.inbox (sync_id) WHERE state = 'refused';
