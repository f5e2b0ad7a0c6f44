-- The catalog does not say when a column got its name, only when it was altered last.
ALTER TABLE lizsync.column_names ADD COLUMN perhaps_since bigint;
COMMENT ON COLUMN lizsync.column_names.since IS 'Transaction from which on it has that name, as far as catalog and log tell (lizsync.date_names())';
COMMENT ON COLUMN lizsync.column_names.perhaps_since IS 'Edits from this transaction on, until since, may be this column''s or that''s which had the name before; null: there are none';
