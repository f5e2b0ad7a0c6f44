-- A clone of the older plugin that has sent all its edits: from a dump of schema lizsync without its data.
INSERT INTO lizsync.server_metadata (server_id, server_name) VALUES ('a0000000-0000-4000-8000-000000000001', 'clone 0cc175b9c0f1b6a8');
SELECT lizsync.create_central_server_fdw('nowhere.example.org', 5432::smallint, 'central', 'ann', 'secret');
CREATE SCHEMA central_town;
CREATE FOREIGN TABLE central_town.tree (id integer, species text, height numeric, note text, uid uuid) SERVER central_server OPTIONS (schema_name 'town', table_name 'tree');
