-- What an earlier version made and this one has no more. (A function whose result or names of arguments change is dropped by a migration.)
DROP FUNCTION IF EXISTS lizsync.merged_details(text[]);
DROP FUNCTION IF EXISTS lizsync.note_later_edit(uuid, text, uuid, hstore, timestamptz);
DROP FUNCTION IF EXISTS lizsync.register_clone(uuid, text, uuid);
