-- Events name columns as they were called when they were edited.
CREATE TABLE lizsync.column_names
(
  id bigint GENERATED ALWAYS AS IDENTITY PRIMARY KEY,
  relation text NOT NULL,
  relid oid NOT NULL,
  attnum smallint NOT NULL,
  name text,
  since bigint NOT NULL
);
CREATE INDEX column_names_relid ON lizsync.column_names (relid, attnum);
COMMENT ON TABLE lizsync.column_names IS 'What the columns of synchronised tables were called one after the other, as prepare, deploy, package and every sync found them: an event belongs to the column that had the name then';
COMMENT ON COLUMN lizsync.column_names.relation IS 'Table, as "schema"."table": a database that was restored has others by the same oid';
COMMENT ON COLUMN lizsync.column_names.attnum IS 'The column, whatever it is called (pg_attribute.attnum)';
COMMENT ON COLUMN lizsync.column_names.name IS 'Null: the column was dropped';
COMMENT ON COLUMN lizsync.column_names.since IS 'Transaction that gave it that name, as far as the catalog tells: that last wrote the column when the name was seen first';
