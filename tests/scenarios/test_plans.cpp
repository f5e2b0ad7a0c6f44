/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/error.h"
#include "engine/pg/connection.h"
#include "tests/common/requirements.h"
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

/**
 * A sync costs what changed: with a million events in central's log, and many rows, syncs and conflicts of the past, no statement of a
 * small sync reads one of these tables from one end to the other, whatever PostgreSQL knows or does not know about them. Told by the
 * server's own counters of rows that scans read, by index or as they come.
 */
class TestPlans : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void noTableIsReadAsAWhole_data()
    {
      QTest::addColumn<QString>( "statistics" );
      // Of nearly empty tables.
      QTest::newRow( "stale statistics" ) << QString();
      QTest::newRow( "no statistics" ) << QStringLiteral( "DELETE FROM pg_statistic; UPDATE pg_class SET reltuples = -1, relpages = 0 WHERE relnamespace IN ( 's'::regnamespace, 'audit'::regnamespace, 'lizsync'::regnamespace )" );
      QTest::newRow( "good statistics" ) << QStringLiteral( "ANALYZE" );
    }

    void noTableIsReadAsAWhole()
    {
      QFETCH( QString, statistics );
      if ( !mNetwork )
        fill();
      for ( TestDatabase *database : { &mNetwork->central(), &mNetwork->clone( "a" ) } )
      {
        if ( !statistics.isEmpty() )
          database->exec( statistics );
      }

      const QMap<QString, qint64> before = rowsRead();
      // Nothing to do.
      QCOMPARE( mNetwork->sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      // Each kind of change on each side, rows that changed twice, a conflict, a row deleted on both sides, and a value typed on both.
      mFirst += 1000;
      mNetwork->central().exec( QStringLiteral( "UPDATE s.tree SET note = 'central' WHERE id BETWEEN %1 + 100 AND %1 + 120; UPDATE s.tree SET note = 'again' WHERE id = %1 + 101;"
                                                "INSERT INTO s.tree (name) VALUES ('of central'); DELETE FROM s.tree WHERE id IN (%1 + 200, %1 + 201); UPDATE s.tree SET height = 7 WHERE id = %1 + 300" )
                                  .arg( mFirst ) );
      mNetwork->clone( "a" ).exec( QStringLiteral( "UPDATE s.tree SET note = 'clone' WHERE id BETWEEN %1 + 115 AND %1 + 130; UPDATE s.tree SET note = 'again' WHERE id = %1 + 130;"
                                                   "INSERT INTO s.tree (name) VALUES ('of the clone'); DELETE FROM s.tree WHERE id IN (%1 + 201, %1 + 202); UPDATE s.tree SET height = 7 WHERE id = %1 + 300" )
                                     .arg( mFirst ) );
      // Parents that are deleted, renamed, made anew, and that come and go, with children on the other side.
      mNetwork->central().exec( QStringLiteral( "DELETE FROM s.plot WHERE code IN ('plot ' || %1 + 400, 'plot ' || %1 + 401); UPDATE s.plot SET code = 'renamed ' || %1 WHERE code = 'plot ' || %1 + 403;"
                                                "DELETE FROM s.plot WHERE code = 'plot ' || %1 + 404; INSERT INTO s.plot (code) VALUES ('plot ' || %1 + 404);"
                                                "INSERT INTO s.plot (code) VALUES ('gone ' || %1); UPDATE s.tree SET plot = 'gone ' || %1 WHERE id = %1 + 405; DELETE FROM s.plot WHERE code = 'gone ' || %1" )
                                  .arg( mFirst ) );
      mNetwork->clone( "a" ).exec( QStringLiteral( "DELETE FROM s.plot WHERE code = 'plot ' || %1 + 402; UPDATE s.tree SET note = 'later' WHERE id IN (%1 + 401, %1 + 405);"
                                                   "INSERT INTO s.tree (name, plot) VALUES ('under a renamed one', 'plot ' || %1 + 403), ('under a new one', 'plot ' || %1 + 404)" )
                                     .arg( mFirst ) );
      QCOMPARE( mNetwork->sync( "a" ).unresolved, 0 );
      QCOMPARE( mNetwork->central().value( QStringLiteral( "SELECT count(*) FROM s.tree WHERE id IN (%1 + 400, %1 + 402) OR (note = 'later' AND plot IN ('plot ' || %1 + 401, 'gone ' || %1)) OR plot = 'renamed ' || %1 AND id <> %1 + 403" ).arg( mFirst ) ),
                QStringLiteral( "3" ) );
      QCOMPARE( mNetwork->sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      const QMap<QString, qint64> after = rowsRead();

      QStringList readAsAWhole;
      for ( auto table = after.begin(); table != after.end(); ++table )
      {
        const qint64 rows = table.value() - before.value( table.key() );
        // What these syncs themselves are about is read some twenty times; the tables hold a hundred thousand rows and more.
        if ( rows > 10000 )
          readAsAWhole << QStringLiteral( "%1 (%2 rows)" ).arg( table.key() ).arg( rows );
      }
      QCOMPARE( readAsAWhole.join( QStringLiteral( ", " ) ), QString() );
      QCOMPARE( mNetwork->differences(), QString() );
    }

    //! What a sync logged in central its clone has: the next one, whatever it has to do, does not read it again.
    void whatASyncLoggedIsNotReadAgain()
    {
      Network network( QStringLiteral( "CREATE TABLE s.tree (id serial PRIMARY KEY, note text); INSERT INTO s.tree (note) SELECT 'n' FROM generate_series(1, 5000)" ), 1 );
      network.central().exec( "ALTER TABLE audit.logged_actions SET (autovacuum_enabled = off)" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'clone'" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "5000/0/0/0" ) );
      network.central().exec( "UPDATE s.tree SET note = 'central' WHERE id <= 10" );
      const qint64 before = eventsRead( network );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/10/0/0" ) );
      const qint64 read = eventsRead( network ) - before;
      QVERIFY2( read < 500, qPrintable( QStringLiteral( "%1 events read" ).arg( read ) ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
    }

    //! Where no geometry was edited nothing needs PostGIS, which each session would load for 10 ms.
    void postgisIsNotLoadedInVain()
    {
      LIZSYNC_SKIP_WHERE( lacksExtension( QStringLiteral( "postgis" ) ) );
      Network network( QStringLiteral( "CREATE EXTENSION postgis; CREATE TABLE s.g ( id integer PRIMARY KEY, note text, geom geometry( Point, 4326 ) ) WITH ( fillfactor = 30 ); CREATE INDEX ON s.g USING gist ( geom );"
                                       "INSERT INTO s.g SELECT i, 'n', ST_SetSRID( ST_Point( i, 0 ), 4326 ) FROM generate_series( 1, 100 ) AS i" ),
                       1 );
      for ( const char *edit : { "", "UPDATE s.g SET note = 'x' WHERE id = 1", "UPDATE s.g SET note = 'y'" } )
      {
        if ( *edit )
          network.clone( "a" ).exec( edit );
        const QString found = sessionsWithPostgis( network );
        QVERIFY2( found.isEmpty(), qPrintable( QStringLiteral( "%1 after %2" ).arg( found, edit ) ) );
      }
      network.clone( "a" ).exec( "UPDATE s.g SET geom = ST_SetSRID( ST_Point( 7, 7 ), 4326 ) WHERE id = 1" );
      QCOMPARE( sessionsWithPostgis( network ), QStringLiteral( "central" ) );
    }

    void cleanupTestCase() { mNetwork.reset(); }

    //! A plan that a session made for single rows does not become a quadratic one when fifty thousand come.
    void captureInOneSession()
    {
      Network network( QStringLiteral( "CREATE TABLE s.tree (id serial PRIMARY KEY, name text, note text); INSERT INTO s.tree (name) SELECT 'tree ' || i FROM generate_series(1, 50000) AS i" ), 0 );
      QString edits;
      for ( int i = 1; i <= 20; ++i )
        edits += QStringLiteral( "UPDATE s.tree SET note = 'single' WHERE id = %1;" ).arg( i );
      // Two and a half thousand million pairs would take minutes.
      network.central().exec( QStringLiteral( "SET statement_timeout = '60s';" ) + edits + QStringLiteral( "UPDATE s.tree SET note = 'bulk'; RESET statement_timeout;" ) );
      QCOMPARE( network.central().value( "SELECT count(*) FROM audit.logged_actions" ), QStringLiteral( "50020" ) );
    }

  private:
    //! Which of the two sessions of lizsync.synchronize() have loaded the library at its end.
    static QString sessionsWithPostgis( Network &network )
    {
      Pg::Connection connection( network.clone( "a" ).conninfo(), QStringLiteral( "lizsync test" ) );
      Pg::Transaction transaction( connection );
      transaction.execute( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) );
      QStringList found;
      for ( TestDatabase *database : { &network.central(), &network.clone( "a" ) } )
      {
        // Another session's counters know nothing of libraries, its memory does.
        const QString pid = database->value( "SELECT max( pid ) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND state LIKE 'idle in transaction%'" );
        QFile maps( QStringLiteral( "/proc/%1/maps" ).arg( pid ) );
        if ( !maps.open( QIODevice::ReadOnly ) )
          return QStringLiteral( "cannot read %1" ).arg( maps.fileName() );
        if ( maps.readAll().contains( "postgis" ) )
          found << ( database == &network.central() ? QStringLiteral( "central" ) : QStringLiteral( "clone" ) );
      }
      transaction.commit();
      return found.join( QLatin1Char( ',' ) );
    }

    //! Analyzed while it was nearly empty, and never again by itself.
    void fill()
    {
      mNetwork = std::make_unique<Network>( QStringLiteral( "CREATE TABLE s.plot (code text PRIMARY KEY, note text);"
                                                            "CREATE TABLE s.tree (id serial PRIMARY KEY, name text, note text, height integer, plot text REFERENCES s.plot ON DELETE CASCADE ON UPDATE CASCADE); CREATE INDEX ON s.tree (plot);"
                                                            "ALTER TABLE s.plot SET (autovacuum_enabled = off); ALTER TABLE s.tree SET (autovacuum_enabled = off); INSERT INTO s.tree (name) SELECT 'tree ' || i FROM generate_series(1, 10) AS i" ),
                                            1 );
      Network &network = *mNetwork;
      for ( TestDatabase *database : { &network.central(), &network.clone( "a" ) } )
      {
        database->exec( "ALTER TABLE audit.logged_actions SET (autovacuum_enabled = off); ALTER TABLE lizsync.history SET (autovacuum_enabled = off);"
                        "ALTER TABLE lizsync.conflicts SET (autovacuum_enabled = off); ALTER TABLE lizsync.inbox SET (autovacuum_enabled = off);"
                        "ALTER TABLE lizsync.outbox SET (autovacuum_enabled = off); ANALYZE" );
      }
      for ( TestDatabase *database : { &network.central(), &network.clone( "a" ) } )
      {
        // The same rows on both sides, without events.
        database->exec( "ALTER TABLE s.plot DISABLE TRIGGER USER; ALTER TABLE s.tree DISABLE TRIGGER USER;"
                        "INSERT INTO s.plot (code, uid) SELECT 'plot ' || i, md5('plot ' || i)::uuid FROM generate_series(11, 100000) AS i;"
                        "INSERT INTO s.tree (id, name, plot, uid) SELECT i, 'tree ' || i, 'plot ' || i, md5(i::text)::uuid FROM generate_series(11, 100000) AS i;"
                        "ALTER TABLE s.plot ENABLE TRIGGER USER; ALTER TABLE s.tree ENABLE TRIGGER USER;"
                        "SELECT setval('s.tree_id_seq', greatest(100000, (SELECT last_value FROM s.tree_id_seq)))" );
      }
      network.central().exec(
        "INSERT INTO audit.logged_actions (schema_name, table_name, relid, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk, transaction_id, action, row_data, changed_fields, statement_only) "
        "SELECT 's', 'other', 's.tree'::regclass, now(), now(), clock_timestamp(), txid_current(), 'U', hstore('uid', md5(i::text)::uuid::text), hstore('note', i::text), false FROM generate_series(1, 1000000) AS i;"
        "INSERT INTO lizsync.history (sync_id, server_from, server_to, sync_type, sync_status, snapshot) "
        "SELECT gen_random_uuid(), gen_random_uuid(), '{}', 'partial', 'done', txid_current_snapshot() FROM generate_series(1, 100000);"
        "INSERT INTO lizsync.conflicts (sync_id, object_table, object_uid, clone_id, conflict_kind, column_name, rejected, rule_applied, error_message, resolved, resolved_at) "
        "SELECT gen_random_uuid(), '\"s\".\"tree\"', md5(i::text)::uuid, s.clone_id, 'update_update', 'note', 'clone', 'old', CASE WHEN i % 2 = 0 THEN 'old' END, true, now() - interval '1 day' "
        "FROM generate_series(1, 100000) AS i, lizsync.clone_states AS s;"
        // What other clones have not acknowledged yet.
        "INSERT INTO lizsync.outbox (relation, uid, action, row_values, sync_id, clone_id) "
        "SELECT '\"s\".\"tree\"', md5(i::text)::uuid, 'U', hstore('note', i::text), md5((i % 50)::text)::uuid, md5((i % 50 + 100)::text)::uuid FROM generate_series(1, 100000) AS i" );
      // What was filled in is old for the clone from now on.
      network.sync( "a" );
    }

    //! Returns once all that used the database have gone and told the server's counters.
    static void awaitCounters( TestDatabase *database )
    {
      const bool gone = QTest::qWaitFor( [database]
                                         { return database->value( "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()" ) == QLatin1String( "0" ); },
                                         30000 );
      if ( !gone )
        throw Error( QStringLiteral( "A sync left a connection behind." ) );
      // Before PostgreSQL 15 the counters come later, but in their order.
      database->exec( "CREATE TABLE IF NOT EXISTS public.marker AS SELECT 1 AS x" );
      const QString counter = QStringLiteral( "SELECT pg_stat_clear_snapshot(), seq_tup_read FROM pg_stat_user_tables WHERE relid = 'public.marker'::regclass" );
      const QString before = database->rows( counter );
      database->value( "SELECT count(*) FROM public.marker" );
      database->disconnect();
      const bool told = QTest::qWaitFor( [database, &counter, &before]
                                         { return database->rows( counter ) != before; },
                                         30000 );
      if ( !told )
        throw Error( QStringLiteral( "The server's counters do not count." ) );
    }

    //! By index, or as a whole.
    static qint64 eventsRead( Network &network )
    {
      awaitCounters( &network.central() );
      return network.central().value( "SELECT seq_tup_read + idx_tup_fetch FROM pg_stat_user_tables WHERE relid = 'audit.logged_actions'::regclass" ).toLongLong();
    }

    //! By database and table.
    QMap<QString, qint64> rowsRead()
    {
      QMap<QString, qint64> rows;
      for ( TestDatabase *database : { &mNetwork->central(), &mNetwork->clone( "a" ) } )
        awaitCounters( database );
      const QStringList names { mNetwork->central().name(), mNetwork->clone( "a" ).name() };
      // A clone's log holds only what is new, and is read as a whole.
      const QMap<QString, QString> tables { { names.at( 0 ), QStringLiteral( "'s.tree'::regclass, 'audit.logged_actions'::regclass, 'lizsync.history'::regclass, 'lizsync.conflicts'::regclass, 'lizsync.outbox'::regclass" ) }, { names.at( 1 ), QStringLiteral( "'s.tree'::regclass" ) } };
      for ( TestDatabase *database : { &mNetwork->central(), &mNetwork->clone( "a" ) } )
      {
        const QStringList lines = database->rows( QStringLiteral( "SELECT relid::regclass, seq_tup_read + coalesce(idx_tup_fetch, 0) FROM pg_stat_user_tables WHERE relid IN (%1)" ).arg( tables.value( database->name() ) ) ).split( '\n' );
        for ( const QString &line : lines )
          rows.insert( ( database == &mNetwork->central() ? QStringLiteral( "central " ) : QStringLiteral( "clone " ) ) + line.section( '|', 0, 0 ), line.section( '|', 1 ).toLongLong() );
      }
      return rows;
    }

    std::unique_ptr<Network> mNetwork;
    int mFirst = 0;
};

QTEST_GUILESS_MAIN( TestPlans )
#include "test_plans.moc"
