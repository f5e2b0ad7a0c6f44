-- Central of the older plugin after a campaign: two clones, a package, syncs both ways, conflicts; nothing unsent.
INSERT INTO lizsync.sys_structure_metadonnee (version, description) VALUES ('0.6.0', 'Lizsync'), ('0.7.3', 'Lizsync');
INSERT INTO lizsync.server_metadata (server_id, server_name) VALUES ('c0000000-0000-4000-8000-000000000001', 'central');
INSERT INTO lizsync.synchronized_tables (server_id, sync_tables) VALUES
  ('a0000000-0000-4000-8000-000000000001', '["\"town\".\"tree\"", "\"town\".\"Bench.s\"", "\"town\".\"tree\""]'),
  ('b0000000-0000-4000-8000-000000000002', '["\"town\".\"tree\""]');
INSERT INTO lizsync.history (sync_id, sync_time, server_from, server_to, min_event_id, max_event_id, max_action_tstamp_tx, sync_type, sync_status) VALUES
  ('00000000-0000-4000-8000-0000000000f1', now() - interval '9 days', 'c0000000-0000-4000-8000-000000000001', '{a0000000-0000-4000-8000-000000000001,b0000000-0000-4000-8000-000000000002}', -1, 0, now() - interval '9 days', 'full', 'done'),
  ('00000000-0000-4000-8000-0000000000f2', now() - interval '3 days', 'a0000000-0000-4000-8000-000000000001', '{c0000000-0000-4000-8000-000000000001}', NULL, NULL, NULL, 'partial', 'done'),
  ('00000000-0000-4000-8000-0000000000f3', now() - interval '2 days', 'b0000000-0000-4000-8000-000000000002', NULL, NULL, NULL, NULL, 'partial', 'pending');

-- An edit of the office, which both clones have got, and one of clone a, which b has got.
UPDATE town.tree SET species = 'ash' WHERE id = 1;
SET "lizsync.server_from" = 'a0000000-0000-4000-8000-000000000001';
SET "lizsync.server_to" = 'c0000000-0000-4000-8000-000000000001';
SET "lizsync.sync_id" = '00000000-0000-4000-8000-0000000000f2';
SET "lizsync.clone_action_tstamp_tx" = '2026-03-01 10:00:00+00';
UPDATE town.tree SET height = 12.5 WHERE id = 2;
INSERT INTO town.tree (species) VALUES ('birch');
RESET "lizsync.server_from";
RESET "lizsync.server_to";
RESET "lizsync.sync_id";
RESET "lizsync.clone_action_tstamp_tx";
UPDATE lizsync.logged_actions SET sync_data = jsonb_set(sync_data, '{replayed_by}', sync_data -> 'replayed_by' ||
  '{"a0000000-0000-4000-8000-000000000001": "00000000-0000-4000-8000-0000000000f4", "b0000000-0000-4000-8000-000000000002": "00000000-0000-4000-8000-0000000000f5"}');
INSERT INTO lizsync.history (sync_id, sync_time, server_from, server_to, min_event_id, max_event_id, max_action_tstamp_tx, sync_type, sync_status)
SELECT s.id::uuid, now(), 'c0000000-0000-4000-8000-000000000001', ARRAY[s.clone], min(a.event_id), max(a.event_id), max(a.action_tstamp_tx), 'partial', 'done'
FROM lizsync.logged_actions AS a,
  (VALUES ('00000000-0000-4000-8000-0000000000f4', 'a0000000-0000-4000-8000-000000000001'), ('00000000-0000-4000-8000-0000000000f5', 'b0000000-0000-4000-8000-000000000002')) AS s(id, clone)
GROUP BY s.id, s.clone;

INSERT INTO lizsync.conflicts (object_table, object_uid, clone_id, central_event_id, central_event_timestamp, central_sql, clone_sql, rejected, rule_applied)
SELECT 'town.' || v.name, t.uid, 'a0000000-0000-4000-8000-000000000001', 1, '2026-02-01 10:00:00+00', format(v.central, t.uid), format(v.clone, t.uid), v.rejected, 'last_modified'
FROM town.tree AS t, (VALUES
  (1, 'tree', 'UPDATE "town"."tree" SET "species" = ''ash'' WHERE "uid" = ''%s''', 'UPDATE "town"."tree" SET "species" = ''d''''oak'' WHERE "uid" = ''%s''', 'clone'),
  (2, 'tree', 'UPDATE "town"."tree" SET "note" =  E''a\\b'' WHERE "uid" = ''%s''', 'UPDATE "town"."tree" SET "note" = NULL WHERE "uid" = ''%s''', 'central'),
  (3, 'Bench.s', 'something else', 'UPDATE "town"."Bench.s" SET "Na""me" = ''x'' WHERE "uid" = ''%s''', 'clone')) AS v(n, name, central, clone, rejected)
WHERE t.id = 1 ORDER BY v.n;
