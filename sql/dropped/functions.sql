-- What an earlier version made and this one has no more. (A function whose result or names of arguments change is dropped by a migration.)
DROP FUNCTION IF EXISTS lizsync.merged_details(text[]);
DROP FUNCTION IF EXISTS lizsync.note_later_edit(uuid, text, uuid, hstore, timestamptz);
DROP FUNCTION IF EXISTS lizsync.give_up_child(uuid, uuid, text, uuid, text[], text, timestamptz, text);
DROP FUNCTION IF EXISTS lizsync.clock_offset(timestamptz, timestamptz);
DROP FUNCTION IF EXISTS lizsync.register_clone(uuid, text, uuid);
DROP FUNCTION IF EXISTS lizsync.open_identities(uuid);
DROP FUNCTION IF EXISTS audit.changed_condition(text, oid);
DROP FUNCTION IF EXISTS audit.log_rows_query(oid, text, text[], text[]);
DROP FUNCTION IF EXISTS lizsync.switch_triggers_off(text[]);
DROP FUNCTION IF EXISTS lizsync.object_needs();
DROP FUNCTION IF EXISTS lizsync.needed_extensions(regclass[]);
DROP FUNCTION IF EXISTS lizsync.refuse_vanished_rows(uuid, text, uuid[]);
DROP FUNCTION IF EXISTS audit.edit_data(timestamptz, text, hstore);
DROP FUNCTION IF EXISTS lizsync.altered_columns(oid);
DROP FUNCTION IF EXISTS lizsync.row_by_present_names(oid, hstore, bigint);
DROP FUNCTION IF EXISTS lizsync.net_events_query(boolean, boolean);
