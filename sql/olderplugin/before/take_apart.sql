-- An installation of the older plugin (LizSync 0.7) before this one's schemas are made: refused where edits are unsent,
-- remembered, and out of the way. What was read from its SQL (https://github.com/3liz/qgis-lizsync-plugin): everything is in schema
-- lizsync; a clone has the foreign server central_server, and every event in its log is unsent; central knows by history
-- and by sync_data.replayed_by what a clone got.

DO $older$
DECLARE
  v_is_clone CONSTANT boolean := EXISTS (SELECT FROM pg_foreign_server WHERE srvname = 'central_server');
  v_events bigint;
  v_clones text;
  v_name text;
BEGIN
  IF to_regclass('lizsync.logged_actions') IS NULL OR to_regclass('lizsync.synchronized_tables') IS NULL THEN
    RAISE EXCEPTION 'Database "%" has LizSync % of the older plugin: only version 0.7 can be upgraded, so upgrade it to that one first, with the older plugin.', current_database(),
      (SELECT version FROM lizsync.sys_structure_metadonnee ORDER BY id DESC LIMIT 1) USING ERRCODE = 'LZ001';
  END IF;
  LOCK TABLE lizsync.logged_actions IN ACCESS EXCLUSIVE MODE;

  IF v_is_clone THEN
    SELECT count(*) INTO v_events FROM lizsync.logged_actions;
    IF v_events > 0 THEN
      RAISE EXCEPTION 'Clone "%" has edits that were not sent to central (%): send them with the older plugin first (SELECT * FROM lizsync.synchronize() in it), then upgrade.',
        (SELECT server_name FROM lizsync.server_metadata LIMIT 1), v_events USING ERRCODE = 'LZ001';
    END IF;
  ELSE
    -- As the older plugin itself decides what a clone is still to get.
    SELECT count(DISTINCT a.event_id), string_agg(DISTINCT s.server_id::text, ', ') INTO v_events, v_clones
    FROM lizsync.synchronized_tables AS s
    JOIN LATERAL (
      SELECT h.max_event_id, h.max_action_tstamp_tx
      FROM lizsync.history AS h JOIN lizsync.server_metadata AS m ON h.server_from = m.server_id::text
      WHERE s.server_id::text = ANY (h.server_to) AND h.sync_status = 'done'
      ORDER BY h.sync_time DESC LIMIT 1
    ) AS l ON true
    JOIN lizsync.logged_actions AS a ON a.event_id > l.max_event_id AND a.action_tstamp_tx > l.max_action_tstamp_tx
      AND s.sync_tables ? ('"' || a.schema_name || '"."' || a.table_name || '"')
      AND (a.sync_data ->> 'origin') IS DISTINCT FROM s.server_id::text AND NOT coalesce(a.sync_data -> 'replayed_by' ? s.server_id::text, false);
    IF v_events > 0 THEN
      RAISE EXCEPTION 'Central has edits that these clones did not get yet (%): %. Synchronise them with the older plugin first (SELECT * FROM lizsync.synchronize() in each), or delete a clone that is lost from lizsync.synchronized_tables, then upgrade.',
        v_events, v_clones USING ERRCODE = 'LZ001';
    END IF;
  END IF;

  -- What is somebody else's and needs what will go.
  SELECT string_agg(DISTINCT d.name, ', ') INTO v_name
  FROM (
    SELECT format('%I.%I', n.nspname, c.relname) AS name, n.nspname
    FROM pg_depend AS p JOIN pg_rewrite AS r ON p.classid = 'pg_rewrite'::regclass AND r.oid = p.objid JOIN pg_class AS c ON c.oid = r.ev_class JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE (p.refclassid = 'pg_class'::regclass AND p.refobjid IN (SELECT oid FROM pg_class WHERE relnamespace = 'lizsync'::regnamespace
             UNION SELECT t.ftrelid FROM pg_foreign_table AS t JOIN pg_foreign_server AS s ON s.oid = t.ftserver WHERE s.srvname = 'central_server'))
       OR (p.refclassid = 'pg_proc'::regclass AND p.refobjid IN (SELECT oid FROM pg_proc WHERE pronamespace = 'lizsync'::regnamespace))
    UNION ALL
    SELECT format('%I (trigger of %s)', t.tgname, t.tgrelid::regclass), ''
    FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid
    WHERE f.pronamespace = 'lizsync'::regnamespace AND f.proname <> 'if_modified_func' AND NOT t.tgisinternal
  ) AS d
  WHERE d.nspname <> 'lizsync';
  IF v_name IS NOT NULL THEN
    RAISE EXCEPTION 'Database "%" has objects that need those of the older plugin: %. Drop them, then upgrade.', current_database(), v_name USING ERRCODE = 'LZ001';
  END IF;

  CREATE TEMPORARY TABLE lizsync_adopted (relation regclass NOT NULL, is_view boolean NOT NULL, by_row boolean NOT NULL, query_text boolean NOT NULL, ignored text[] NOT NULL) ON COMMIT DROP;
  CREATE TEMPORARY TABLE lizsync_adopted_installation ON COMMIT DROP AS
    SELECT v_is_clone AS is_clone, coalesce((SELECT version FROM lizsync.sys_structure_metadonnee ORDER BY id DESC LIMIT 1), '0.7') AS version;
END
$older$;

-- Its triggers if_modified_func(query text or not, ignored columns); the arguments end with a zero byte each.
INSERT INTO pg_temp.lizsync_adopted (relation, is_view, by_row, query_text, ignored)
SELECT t.tgrelid, c.relkind = 'v', bool_or(t.tgtype & 1 = 1), bool_and(coalesce(a.arguments[1], 'true')::boolean), coalesce(max(a.arguments[2]), '{}')::text[]
FROM pg_trigger AS t
JOIN pg_proc AS f ON f.oid = t.tgfoid AND f.pronamespace = 'lizsync'::regnamespace AND f.proname = 'if_modified_func'
JOIN pg_class AS c ON c.oid = t.tgrelid
CROSS JOIN LATERAL (
  SELECT array_agg(convert_from(substring(t.tgargs FROM z.first + 1 FOR z.zero - z.first), getdatabaseencoding()) ORDER BY z.zero) AS arguments
  FROM (SELECT i AS zero, coalesce(lag(i) OVER (ORDER BY i) + 1, 0) AS first FROM generate_series(0, length(t.tgargs) - 1) AS i WHERE get_byte(t.tgargs, i) = 0) AS z
) AS a
WHERE NOT t.tgisinternal AND t.tgparentid = 0
GROUP BY t.tgrelid, c.relkind;

DO $older$
DECLARE
  v_item record;
  v_schemas text[];
BEGIN
  FOR v_item IN
    SELECT t.tgname, t.tgrelid::regclass AS relation FROM pg_trigger AS t JOIN pg_proc AS f ON f.oid = t.tgfoid
    WHERE f.pronamespace = 'lizsync'::regnamespace AND f.proname = 'if_modified_func' AND NOT t.tgisinternal AND t.tgparentid = 0
  LOOP
    EXECUTE format('DROP TRIGGER %I ON %s', v_item.tgname, v_item.relation);
  END LOOP;

  -- A clone's foreign tables of central, in schemas central_….
  SELECT array_agg(DISTINCT n.nspname::text) INTO v_schemas
  FROM pg_foreign_table AS t JOIN pg_foreign_server AS s ON s.oid = t.ftserver JOIN pg_class AS c ON c.oid = t.ftrelid JOIN pg_namespace AS n ON n.oid = c.relnamespace
  WHERE s.srvname = 'central_server';
  DROP SERVER IF EXISTS central_server CASCADE;
  FOR v_item IN SELECT nspname FROM pg_namespace AS n WHERE n.nspname = ANY (v_schemas || '{central_lizsync,central_audit}'::text[]) AND n.nspname LIKE 'central\_%'
    AND NOT EXISTS (SELECT FROM pg_depend AS d WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = n.oid)
  LOOP
    EXECUTE format('DROP SCHEMA %I', v_item.nspname);
  END LOOP;
  ALTER SCHEMA lizsync RENAME TO lizsync_older;
END
$older$
