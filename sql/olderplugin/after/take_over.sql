-- What the older plugin (LizSync 0.7) kept, into this one's tables; then its schema goes.

DELETE FROM lizsync.server_metadata WHERE EXISTS (SELECT FROM lizsync_older.server_metadata);
INSERT INTO lizsync.server_metadata (server_id, server_name) SELECT server_id, server_name FROM lizsync_older.server_metadata LIMIT 1;

INSERT INTO lizsync.synchronized_tables (server_id, sync_tables)
SELECT s.server_id, (SELECT coalesce(jsonb_agg(DISTINCT t), '[]') FROM jsonb_array_elements_text(s.sync_tables) AS t)
FROM lizsync_older.synchronized_tables AS s;

INSERT INTO lizsync.history (sync_id, sync_time, server_from, server_to, min_event_id, max_event_id, max_action_tstamp_tx, sync_type, sync_status)
SELECT sync_id, sync_time, server_from, coalesce(server_to, '{}'), min_event_id, max_event_id, max_action_tstamp_tx,
  CASE sync_type WHEN 'full' THEN 'full' ELSE 'partial' END, CASE sync_status WHEN 'done' THEN 'done' ELSE 'pending' END
FROM lizsync_older.history;

INSERT INTO audit.logged_actions (event_id, schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk, transaction_id,
  application_name, client_addr, client_port, client_query, action, row_data, changed_fields, statement_only, sync_data)
SELECT event_id, schema_name, table_name, relid, session_user_name, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk, transaction_id,
  application_name, client_addr, client_port, left(client_query, 500), action, row_data, changed_fields, statement_only,
  -- Its empty objects are this one's null: an edit made here.
  CASE WHEN nullif(sync_data ->> 'origin', '') IS NOT NULL THEN jsonb_strip_nulls(sync_data || jsonb_build_object(
    'sync_id', (SELECT r.value FROM jsonb_each_text(sync_data -> 'replayed_by') AS r JOIN lizsync.server_metadata AS m ON r.key = m.server_id::text),
    'edited_at', sync_data -> 'action_tstamp_tx')) END
FROM lizsync_older.logged_actions;
SELECT setval(pg_get_serial_sequence('audit.logged_actions', 'event_id'), greatest(max(event_id), 1), max(event_id) IS NOT NULL) FROM audit.logged_actions;

-- A conflict was always one column of one row, and is kept as two statements: UPDATE "s"."t" SET "c" = 'v' WHERE "uid" = '…'.
INSERT INTO lizsync.conflicts (id, conflict_time, object_table, object_uid, clone_id, conflict_kind, column_name, central_value, clone_value, central_edited_at, rejected, rule_applied)
OVERRIDING SYSTEM VALUE
SELECT o.id, o.conflict_time,
  coalesce((SELECT lizsync.quoted_name(c.oid) FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname || '.' || c.relname = o.object_table LIMIT 1), o.object_table, ''),
  coalesce(o.object_uid, '00000000-0000-0000-0000-000000000000'), coalesce(o.clone_id, '00000000-0000-0000-0000-000000000000'), 'update_update',
  replace(v.central[1], '""', '"'),
  CASE WHEN v.central IS NULL THEN o.central_sql WHEN v.central[2] = 'NULL' THEN NULL
    WHEN v.central[2] LIKE 'E''%' THEN replace(replace(substring(v.central[2] FROM '^E''(.*)''$'), '''''', ''''), '\\', '\')
    ELSE replace(substring(v.central[2] FROM '^''(.*)''$'), '''''', '''') END,
  CASE WHEN v.clone IS NULL THEN o.clone_sql WHEN v.clone[2] = 'NULL' THEN NULL
    WHEN v.clone[2] LIKE 'E''%' THEN replace(replace(substring(v.clone[2] FROM '^E''(.*)''$'), '''''', ''''), '\\', '\')
    ELSE replace(substring(v.clone[2] FROM '^''(.*)''$'), '''''', '''') END,
  o.central_event_timestamp, CASE o.rejected WHEN 'central' THEN 'central' ELSE 'clone' END, coalesce(o.rule_applied, 'last_modified')
FROM lizsync_older.conflicts AS o
CROSS JOIN LATERAL (
  SELECT regexp_match(o.central_sql, '^\s*UPDATE .*? SET "((?:[^"]|"")+)" = *(NULL|E?''.*'') WHERE "uid" = ''[0-9a-f-]+''\s*;?\s*$', 's') AS central,
    regexp_match(o.clone_sql, '^\s*UPDATE .*? SET "((?:[^"]|"")+)" = *(NULL|E?''.*'') WHERE "uid" = ''[0-9a-f-]+''\s*;?\s*$', 's') AS clone
) AS m
-- Both of one column, or neither: what cannot be read is kept as it is.
CROSS JOIN LATERAL (SELECT CASE WHEN m.central[1] = m.clone[1] THEN m.central END AS central, CASE WHEN m.central[1] = m.clone[1] THEN m.clone END AS clone) AS v;
SELECT setval(pg_get_serial_sequence('lizsync.conflicts', 'id'), greatest(max(id), 1), max(id) IS NOT NULL) FROM lizsync.conflicts;

DO $older$
DECLARE
  v_nobody CONSTANT uuid := '00000000-0000-0000-0000-000000000000';
  v_self lizsync.server_metadata;
  v_installation record;
  v_adopted record;
  v_reason text;
BEGIN
  SELECT * INTO v_installation FROM pg_temp.lizsync_adopted_installation;
  FOR v_adopted IN SELECT a.*, lizsync.key_columns(a.relation) AS keys FROM pg_temp.lizsync_adopted AS a ORDER BY a.relation::text LOOP
    IF v_adopted.is_view THEN
      -- A view of its own needs an INSTEAD OF trigger beside; without one the older trigger swallowed its edits.
      CONTINUE WHEN NOT EXISTS (SELECT FROM pg_trigger AS t WHERE t.tgrelid = v_adopted.relation AND NOT t.tgisinternal);
      PERFORM audit.audit_view(v_adopted.relation,
        ARRAY(SELECT r.uid_column FROM lizsync_older.logged_relations AS r WHERE r.relation_name = lizsync.plain_name(v_adopted.relation)));
      CONTINUE;
    END IF;
    IF v_adopted.by_row AND EXISTS (SELECT FROM pg_attribute WHERE attrelid = v_adopted.relation AND attname = 'uid' AND atttypid = 'uuid'::regtype AND NOT attisdropped) THEN
      v_reason := lizsync.prepare_table(v_adopted.relation);
      IF v_reason IS NOT NULL THEN
        PERFORM lizsync.raise_error(format('Table %s cannot be prepared: %s. Correct that, then upgrade.', lizsync.plain_name(v_adopted.relation), v_reason));
      END IF;
    END IF;
    PERFORM audit.audit_table(v_adopted.relation, v_adopted.by_row, v_adopted.query_text,
      ARRAY(SELECT i FROM unnest(v_adopted.ignored) AS i JOIN pg_attribute AS c ON c.attrelid = v_adopted.relation AND c.attname = i AND c.attnum > 0 AND NOT c.attisdropped
            WHERE i <> 'uid' AND i <> ALL (v_adopted.keys)));
  END LOOP;

  IF v_installation.is_clone THEN
    -- The older plugin gave new rows another key in each database, and knew no snapshots: only a new deploy makes this clone
    -- the same as central. Until then its edits are logged, and whoever synchronises is told to deploy (check_hello).
    SELECT * INTO STRICT v_self FROM lizsync.server_metadata;
    INSERT INTO lizsync.central (central_id, central_name, acknowledged_sync, schemas)
    SELECT v_nobody, 'central', v_nobody, coalesce(jsonb_agg(DISTINCT n.nspname), '[]')
    FROM pg_temp.lizsync_adopted AS a JOIN pg_class AS c ON c.oid = a.relation JOIN pg_namespace AS n ON n.oid = c.relnamespace WHERE lizsync.is_prepared(a.relation);
    INSERT INTO lizsync.synchronized_tables (server_id, sync_tables)
    SELECT v_self.server_id, coalesce(jsonb_agg(lizsync.quoted_name(a.relation)), '[]') FROM pg_temp.lizsync_adopted AS a WHERE lizsync.is_prepared(a.relation)
    ON CONFLICT (server_id) DO UPDATE SET sync_tables = excluded.sync_tables;
  ELSE
    INSERT INTO lizsync.clone_states (clone_id, clone_name, registered_at, last_contact, version, acknowledged_sync, acknowledged_snapshot, acknowledged_event, event_floor, system_identifier, newest_sync)
    SELECT s.server_id, 'clone ' || left(s.server_id::text, 8), coalesce(h.first_time, now()), h.last_time, v_installation.version, v_nobody, txid_current_snapshot(),
      coalesce((SELECT max(event_id) FROM audit.logged_actions), 0), lizsync.restored_events(NULL), lizsync.system_identifier(), v_nobody
    FROM lizsync.synchronized_tables AS s
    CROSS JOIN LATERAL (
      SELECT min(sync_time) AS first_time, max(sync_time) AS last_time FROM lizsync.history WHERE server_from = s.server_id::text OR s.server_id::text = ANY (server_to)
    ) AS h;
  END IF;
END
$older$;

DROP SCHEMA lizsync_older CASCADE
