#  This program is free software; you can redistribute it and/or modify
#  it under the terms of the GNU General Public License as published by
#  the Free Software Foundation; either version 2 of the License, or
#  (at your option) any later version.
#
# Databases to measure in: a central with 200,000 polygons and its clone, and the same table twice without LizSync.
import os
import subprocess

import server
from server import conninfo, sql

ROWS = 200000

# The same table with and without LizSync; prepare adds uid and its index, which the plain one has from the start.
PARCELS = """
CREATE EXTENSION IF NOT EXISTS postgis;
CREATE EXTENSION IF NOT EXISTS hstore;
CREATE SCHEMA land;
CREATE TABLE land.parcels
(
  id serial PRIMARY KEY, name text, owner text, kind integer, value double precision, note text,
  geom geometry(Polygon, 2154){uid}
);
INSERT INTO land.parcels (name, owner, kind, value, note, geom)
SELECT 'Parcel ' || i, 'Owner ' || i % 997, i % 7, i, 'surveyed ' || date '2020-01-01' + i % 1000,
  ST_Buffer(ST_SetSRID(ST_Point(700000 + i % 500 * 20, 6600000 + i / 500 * 20), 2154), 9, 7)
FROM generate_series(1, {rows}) AS i;
CREATE INDEX ON land.parcels USING gist (geom);
"""
PLAIN_UID = ", uid uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE"

POINTS = """
CREATE EXTENSION IF NOT EXISTS hstore;
CREATE SCHEMA land;
CREATE TABLE land.points (id bigserial PRIMARY KEY, name text, value double precision);
INSERT INTO land.points (name, value) SELECT 'Point ' || i, i FROM generate_series(1, {rows}) AS i;
"""

# Plots, each with ten trees whose numbers are unique.
TREES = """
CREATE EXTENSION IF NOT EXISTS hstore;
CREATE SCHEMA land;
CREATE TABLE land.plots (id serial PRIMARY KEY, code text NOT NULL UNIQUE);
CREATE TABLE land.trees (id serial PRIMARY KEY, number integer UNIQUE, note text, plot text REFERENCES land.plots (code) {action});
INSERT INTO land.plots (code) SELECT 'plot ' || i FROM generate_series(1, {rows} / 10) AS i;
INSERT INTO land.trees (number, note, plot) SELECT i, 'surveyed', 'plot ' || 1 + (i - 1) / 10 FROM generate_series(1, {rows}) AS i;
CREATE INDEX ON land.trees (plot);
"""


class Pair:
    """A central and one clone of it, deployed from an archive."""

    def __init__(self, driver, folder, name, schema_sql):
        self.driver = driver
        self.table = next(table for table in ("parcels", "points", "trees") if f"land.{table}" in schema_sql)
        self.central = f"{name}_central"
        self.clone = f"{name}_clone"
        archive = os.path.join(folder, f"{name}.zip")
        server.create(self.central)
        server.script(self.central, schema_sql)
        driver.run("install", conninfo(self.central))
        driver.run("prepare", conninfo(self.central), "land")
        sql(self.central, "DELETE FROM audit.logged_actions", "VACUUM ANALYZE")
        driver.run("package", conninfo(self.central), "land", archive)
        server.create(self.clone)
        driver.run("deploy", conninfo(self.central), conninfo(self.clone), archive, f"{name} clone")
        self.rest()

    def sides(self, made_in):
        """Where edits are made, and where they arrive."""
        return (self.clone, self.central) if made_in == "clone" else (self.central, self.clone)

    def engine_command(self, port=None):
        return self.driver.command("sync", conninfo(self.central, port), conninfo(self.clone))

    def sql_command(self):
        return server.psql_command(self.clone, "SELECT * FROM lizsync.synchronize()")

    def command(self, carrier, port=None):
        return self.engine_command(port) if carrier == "engine" else self.sql_command()

    def sync(self):
        """Between measurements."""
        return self.driver.run("sync", conninfo(self.central), conninfo(self.clone))

    def rest(self):
        """What was written before is not to be paid for in what is measured next."""
        for database in (self.central, self.clone):
            sql(database, f"VACUUM land.{self.table}", "VACUUM audit.logged_actions", "VACUUM lizsync.inbox", "VACUUM lizsync.outbox")

    def check_equal(self):
        digest = f"SELECT lizsync.table_checksums('\"land\".\"{self.table}\"')::text"
        if sql(self.central, digest) != sql(self.clone, digest):
            raise server.BenchError("central and clone differ: what was measured is not a sync")

    def drop(self):
        server.drop(self.clone, self.central)


class Plain:
    """Two databases with the table and without LizSync: the limit is measured between them."""

    def __init__(self):
        server.create("plain_source")
        server.script("plain_source", PARCELS.format(uid=PLAIN_UID, rows=ROWS))
        sql("plain_source", "CREATE TABLE changed (uid uuid, value double precision)", "VACUUM ANALYZE")
        server.create("plain_target", "plain_source")

    def prepare_updates(self, rows, run):
        """The limit is told what changed: no trigger, no search for it."""
        sql("plain_source", "TRUNCATE changed",
            f"INSERT INTO changed SELECT uid, {run + 1} + random() FROM land.parcels WHERE {chosen(rows, run)}", "ANALYZE changed")

    def update_commands(self, port=None):
        return (server.psql_command("plain_source", "COPY changed TO STDOUT"),
                server.psql_command("plain_target", "CREATE TEMP TABLE changed (uid uuid, value double precision)", "COPY changed FROM STDIN",
                                    "UPDATE land.parcels AS t SET value = c.value FROM changed AS c WHERE t.uid = c.uid", port=port))

    def rest(self):
        sql("plain_target", "VACUUM land.parcels")


class Replica:
    """The table once more, in a server of its own that publishes it, and here a subscription to it: PostgreSQL's logical replication."""

    def __init__(self):
        # It ends with its input: with this program, however that ends.
        self.server = subprocess.Popen(["tools/cluster", "run", "sh", "-c", "echo $PGHOST; cat"], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True,
                                       env={**os.environ, "LIZSYNC_PG_CONF": os.environ["LIZSYNC_PG_CONF"] + "\nwal_level = logical"})
        self.published = f"host={self.server.stdout.readline().strip()} port=5432 user=postgres dbname=published"
        server.run(self._psql("postgres", "CREATE DATABASE published"))
        server.run(self._psql("published", "-"), PARCELS.format(uid=PLAIN_UID, rows=ROWS))
        server.run(self._psql("published", "CREATE PUBLICATION edits FOR TABLE land.parcels", "VACUUM ANALYZE"))
        server.create("subscribed")
        server.script("subscribed", PARCELS.format(uid=PLAIN_UID, rows=ROWS))
        sql("subscribed", f"CREATE SUBSCRIPTION edits CONNECTION '{self.published}' PUBLICATION edits WITH (copy_data = false, enabled = false)", "VACUUM ANALYZE")
        # A worker may be started again at once, not 5 s after the last one.
        sql("subscribed", "ALTER SYSTEM SET wal_retrieve_retry_interval = '1ms'", "SELECT pg_reload_conf()")

    def _psql(self, database, *statements):
        command = ["psql", "-X", "-q", "-A", "-t", "-v", "ON_ERROR_STOP=1", "-d", self.published.replace("dbname=published", f"dbname={database}")]
        return [*command, "-f", "-"] if statements == ("-",) else [*command, *(part for statement in statements for part in ("-c", statement))]

    def edit(self, rows, run):
        """While nobody listens, as in a clone in the field. Answers a row and its value, by which the arrival of all (one transaction) is known."""
        statement = f"UPDATE land.parcels SET value = {run} + random() WHERE {chosen(rows, run)}"
        found = f"SELECT id || '|' || value FROM land.parcels WHERE {chosen(rows, run)} ORDER BY id LIMIT 1"
        return server.run(self._psql("published", statement, "VACUUM land.parcels", "CHECKPOINT", found)).strip().split("|")

    def command(self, row, value):
        return server.psql_command("subscribed", "ALTER SUBSCRIPTION edits ENABLE", f"""DO $do$ BEGIN
            WHILE NOT EXISTS (SELECT FROM land.parcels WHERE id = {row} AND value = {value}) LOOP PERFORM pg_sleep(0.002); END LOOP; END $do$""")

    def rest(self):
        sql("subscribed", "ALTER SUBSCRIPTION edits DISABLE", "VACUUM land.parcels")
        server.run(self._psql("published", "DO $do$ BEGIN WHILE EXISTS (SELECT FROM pg_replication_slots WHERE active) LOOP PERFORM pg_sleep(0.01); END LOOP; END $do$"))

    def drop(self):
        sql("subscribed", "ALTER SUBSCRIPTION edits DISABLE", "DROP SUBSCRIPTION edits", "ALTER SYSTEM RESET wal_retrieve_retry_interval", "SELECT pg_reload_conf()")
        server.drop("subscribed")
        self.server.communicate()


def chosen(rows, run):
    """That many rows (a multiple of 1,000), spread over the whole table, others in every run."""
    shares = rows // 1000
    return f"id % 200 = ANY (ARRAY[{', '.join(str((run * shares + i) % 200) for i in range(shares))}])"
