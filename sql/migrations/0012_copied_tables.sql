-- What an archive copies without synchronising it is replaced by the next one too.
ALTER TABLE lizsync.central ADD COLUMN copied_tables jsonb NOT NULL DEFAULT '[]';
COMMENT ON COLUMN lizsync.central.copied_tables IS 'Tables and views, "schema"."table", that a deploy brought, but that are not synchronised: the next one may replace them';
