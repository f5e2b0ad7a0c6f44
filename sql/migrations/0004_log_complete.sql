-- A sync whose snapshot did not see a transaction that was open then needs that transaction's events, however old their ids are.

ALTER TABLE lizsync.history ADD COLUMN log_complete boolean NOT NULL DEFAULT true;
COMMENT ON COLUMN lizsync.history.log_complete IS 'On central: whether the log still holds every event that came after this sync; lizsync.purge_logs() says so';
UPDATE lizsync.history AS h SET log_complete = false WHERE EXISTS (SELECT FROM lizsync.purges AS p WHERE p.last_event > coalesce(h.max_event_id, 0));
