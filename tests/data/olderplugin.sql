-- A database as version 0.7.3 of the older plugin installs it, reduced to what an upgrade meets: its tables with their
-- columns, defaults and constraints, its triggers and the names of its functions. Written for these tests after the SQL of
-- https://github.com/3liz/qgis-lizsync-plugin (install/sql, GPL-2.0-or-later); the bodies of the functions are our own.
CREATE EXTENSION IF NOT EXISTS hstore;
CREATE SCHEMA lizsync;

CREATE TABLE lizsync.sys_structure_metadonnee (id serial PRIMARY KEY, date_ajout date NOT NULL DEFAULT now()::date, version text NOT NULL, description text);
CREATE TABLE lizsync.server_metadata (
  server_id uuid PRIMARY KEY DEFAULT md5(random()::text || clock_timestamp()::text)::uuid,
  server_name text NOT NULL DEFAULT md5(random()::text || clock_timestamp()::text)::uuid UNIQUE);
CREATE TABLE lizsync.synchronized_tables (server_id uuid PRIMARY KEY, sync_tables jsonb NOT NULL);
CREATE TABLE lizsync.history (
  sync_id uuid PRIMARY KEY DEFAULT md5(random()::text || clock_timestamp()::text)::uuid,
  sync_time timestamptz NOT NULL DEFAULT now(), server_from text NOT NULL, server_to text[], min_event_id integer, max_event_id integer,
  max_action_tstamp_tx timestamptz, sync_type text NOT NULL, sync_status text NOT NULL DEFAULT 'pending');
CREATE TABLE lizsync.conflicts (
  id bigserial PRIMARY KEY, conflict_time timestamptz NOT NULL DEFAULT now(), object_table text, object_uid uuid, clone_id uuid, central_event_id bigint,
  central_event_timestamp timestamptz, central_sql text, clone_sql text, rejected text, rule_applied text);
CREATE TABLE lizsync.logged_relations (relation_name text NOT NULL, uid_column text NOT NULL, PRIMARY KEY (relation_name, uid_column));
CREATE TABLE lizsync.logged_actions (
  event_id bigserial PRIMARY KEY, schema_name text NOT NULL, table_name text NOT NULL, relid oid NOT NULL, session_user_name text,
  action_tstamp_tx timestamptz NOT NULL, action_tstamp_stm timestamptz NOT NULL, action_tstamp_clk timestamptz NOT NULL, transaction_id bigint,
  application_name text, client_addr inet, client_port integer, client_query text, action text NOT NULL CHECK (action IN ('I', 'D', 'U', 'T')),
  row_data hstore, changed_fields hstore, statement_only boolean NOT NULL, sync_data jsonb NOT NULL);
CREATE INDEX logged_actions_action_idx ON lizsync.logged_actions (action);
CREATE INDEX logged_actions_action_tstamp_tx_stm_idx ON lizsync.logged_actions (action_tstamp_stm);
CREATE INDEX logged_actions_relid_idx ON lizsync.logged_actions (relid);

CREATE FUNCTION lizsync.if_modified_func() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path TO pg_catalog, public AS $$
DECLARE
  v_event lizsync.logged_actions;
  v_ignored text[] := coalesce(TG_ARGV[1], '{}')::text[];
BEGIN
  v_event := ROW(nextval('lizsync.logged_actions_event_id_seq'), TG_TABLE_SCHEMA, TG_TABLE_NAME, TG_RELID, session_user, current_timestamp, statement_timestamp(), clock_timestamp(),
    txid_current(), current_setting('application_name'), inet_client_addr(), inet_client_port(), current_query(), left(TG_OP, 1), NULL, NULL, TG_LEVEL = 'STATEMENT',
    jsonb_build_object('origin', nullif(current_setting('lizsync.server_from', true), ''), 'action_tstamp_tx', nullif(current_setting('lizsync.clone_action_tstamp_tx', true), '')::timestamptz,
      'replayed_by', CASE WHEN nullif(current_setting('lizsync.sync_id', true), '') IS NULL THEN '{}'
        ELSE jsonb_build_object(current_setting('lizsync.server_to', true), current_setting('lizsync.sync_id', true)) END));
  IF TG_LEVEL = 'ROW' THEN
    v_event.row_data := (CASE TG_OP WHEN 'INSERT' THEN hstore(NEW.*) ELSE hstore(OLD.*) END) - v_ignored;
    IF TG_OP = 'UPDATE' THEN
      v_event.changed_fields := hstore(NEW.*) - v_ignored - v_event.row_data;
      IF v_event.changed_fields = '' THEN
        RETURN NULL;
      END IF;
    END IF;
  END IF;
  INSERT INTO lizsync.logged_actions VALUES (v_event.*);
  RETURN NULL;
END $$;

CREATE FUNCTION lizsync.audit_table(target_table regclass, audit_rows boolean, audit_query_text boolean, ignored_cols text[]) RETURNS void LANGUAGE plpgsql AS $$
BEGIN
  IF audit_rows THEN
    EXECUTE format('CREATE TRIGGER lizsync_audit_trigger_row AFTER INSERT OR UPDATE OR DELETE ON %s FOR EACH ROW EXECUTE PROCEDURE lizsync.if_modified_func(%L%s)',
      target_table, audit_query_text::text, CASE WHEN cardinality(ignored_cols) > 0 THEN ', ' || quote_literal(ignored_cols) ELSE '' END);
  END IF;
  EXECUTE format('CREATE TRIGGER lizsync_audit_trigger_stm AFTER %s ON %s FOR EACH STATEMENT EXECUTE PROCEDURE lizsync.if_modified_func(%L)',
    CASE WHEN audit_rows THEN 'TRUNCATE' ELSE 'INSERT OR UPDATE OR DELETE OR TRUNCATE' END, target_table, audit_query_text::text);
  INSERT INTO lizsync.logged_relations (relation_name, uid_column)
  SELECT target_table::text, a.attname FROM pg_index AS i JOIN pg_attribute AS a ON a.attrelid = i.indrelid AND a.attnum = ANY (i.indkey) WHERE i.indrelid = target_table AND i.indisprimary;
END $$;
CREATE FUNCTION lizsync.audit_table(target_table regclass) RETURNS void LANGUAGE sql AS $$ SELECT lizsync.audit_table($1, true, true, ARRAY[]::text[]) $$;
CREATE FUNCTION lizsync.add_uid_columns(p_schema_name text, p_table_name text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  EXECUTE format('ALTER TABLE %I.%I ADD COLUMN uid uuid DEFAULT md5(random()::text || clock_timestamp()::text)::uuid UNIQUE NOT NULL', p_schema_name, p_table_name);
  RETURN true;
END $$;
-- The same name and arguments as one of this version's, with another result.
CREATE FUNCTION lizsync.synchronize() RETURNS TABLE (number_replayed_to_central integer, number_replayed_to_clone integer, number_conflicts integer) LANGUAGE sql AS $$ SELECT 0, 0, 0 $$;
CREATE FUNCTION lizsync.compare_tables(p_schema_name text, p_table_name text)
RETURNS TABLE (uid uuid, status text, clone_table_values hstore, central_table_values hstore) LANGUAGE sql AS $$ SELECT NULL::uuid, '', ''::hstore, ''::hstore WHERE false $$;
CREATE FUNCTION lizsync.get_event_sql(pevent_id bigint, puid_column text, excluded_columns text[]) RETURNS text LANGUAGE sql AS $$ SELECT ''::text $$;
CREATE FUNCTION lizsync.create_central_server_fdw(p_central_host text, p_central_port smallint, p_central_database text, p_central_username text, p_central_password text)
RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
  CREATE EXTENSION IF NOT EXISTS postgres_fdw;
  EXECUTE format('CREATE SERVER central_server FOREIGN DATA WRAPPER postgres_fdw OPTIONS (host %L, port %L, dbname %L, connect_timeout ''5'')', p_central_host, p_central_port, p_central_database);
  EXECUTE format('CREATE USER MAPPING FOR CURRENT_USER SERVER central_server OPTIONS (user %L, password %L)', p_central_username, p_central_password);
  CREATE SCHEMA central_lizsync;
  CREATE FOREIGN TABLE central_lizsync.server_metadata (server_id uuid, server_name text) SERVER central_server OPTIONS (schema_name 'lizsync', table_name 'server_metadata');
  RETURN true;
END $$;

-- The town that both central and a clone of it have.
CREATE SCHEMA town;
CREATE TABLE town.tree (id serial PRIMARY KEY, species text, height numeric, note text);
CREATE TABLE town."Bench.s" (id serial PRIMARY KEY, tree_uid uuid, "Na""me" text);
CREATE TABLE town.visit (id serial PRIMARY KEY, visitor text);
SELECT lizsync.add_uid_columns('town', 'tree'), lizsync.add_uid_columns('town', 'Bench.s');
INSERT INTO town.tree (species, height) SELECT 'oak', i FROM generate_series(1, 50) AS i;
INSERT INTO town."Bench.s" (tree_uid, "Na""me") SELECT uid, 'bench ' || id FROM town.tree WHERE id <= 5;
SELECT lizsync.audit_table('town.tree'::regclass, true, true, '{note}'), lizsync.audit_table('town."Bench.s"'::regclass), lizsync.audit_table('town.visit'::regclass, false, false, '{}');
CREATE VIEW town.tall AS SELECT * FROM town.tree WHERE height > 40;
