-- An archive is known again by the checksum of its manifest, which holds those of all its members.

ALTER TABLE lizsync.history ADD COLUMN archive_digest text;
COMMENT ON COLUMN lizsync.history.archive_digest IS 'SHA-256 of a package''s manifest, hexadecimal: only that archive may be deployed. Null where it was made before that was kept';
-- A checksum is 64 hexadecimal digits, and only packages have one.
ALTER TABLE lizsync.history ADD CONSTRAINT history_archive_digest CHECK (archive_digest IS NULL OR (sync_type = 'full' AND archive_digest ~ '^[0-9a-f]{64}$'));
