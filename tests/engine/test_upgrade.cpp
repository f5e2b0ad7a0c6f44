/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/deploy.h"
#include "engine/schema/embeddedsql.h"
#include "engine/schema/upgrade.h"
#include "tests/engine/centralfixture.h"
#include "tests/scenarios/network.h"

#include <QtTest>

#include <algorithm>
#include <thread>

using namespace LizSync;

/**
 * lizsync:upgrade: from every version's schema with data in it (tests/data/schemas), from every migration, many at once,
 * and what it says where it cannot.
 */
class TestUpgrade : public QObject
{
    Q_OBJECT

    TestFeedback mFeedback;

    static QStringList releases() { return QDir( QStringLiteral( LIZSYNC_TEST_DATA "/schemas" ) ).entryList( { QStringLiteral( "*.sql" ) } ); }

    static int migrationNumber( const SqlFile &file ) { return file.path.startsWith( QLatin1String( "migrations/" ) ) ? file.path.mid( 11, 4 ).toInt() : 0; }

    //! A database in which a release, as tests/data/schemas has it, is installed.
    static std::unique_ptr<TestDatabase> installedBy( const QString &release )
    {
      QFile file( QStringLiteral( LIZSYNC_TEST_DATA "/schemas/" ) + release );
      if ( !file.open( QIODevice::ReadOnly ) )
        throw Error( file.errorString() );
      auto database = std::make_unique<TestDatabase>( QStringLiteral( "release" ) );
      database->exec( QStringLiteral( "CREATE EXTENSION hstore" ) );
      database->exec( QString::fromUtf8( file.readAll() ) );
      database->disconnect();
      return database;
    }

    QString upgradeMessage( const TestDatabase &database )
    {
      return messageOf( [&]
                        { upgrade( database.conninfo(), mFeedback ); } );
    }

    //! What LizSync has in a database: functions with their results, columns with their types.
    static QString objects( TestDatabase &database )
    {
      return database.rows( QStringLiteral(
        "SELECT p.oid::regprocedure::text, pg_get_function_result( p.oid ) FROM pg_proc AS p WHERE p.pronamespace IN ( 'lizsync'::regnamespace, 'audit'::regnamespace ) "
        "UNION ALL SELECT a.attrelid::regclass::text, a.attname || ' ' || format_type( a.atttypid, a.atttypmod ) FROM pg_attribute AS a JOIN pg_class AS c ON c.oid = a.attrelid "
        "WHERE c.relnamespace IN ( 'lizsync'::regnamespace, 'audit'::regnamespace ) AND c.relkind IN ( 'r', 'v' ) AND a.attnum > 0 AND NOT a.attisdropped ORDER BY 1, 2" ) );
    }

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }
    void init() { mFeedback = TestFeedback(); }

    void a_campaign_goes_on_data()
    {
      QTest::addColumn<QString>( "release" );
      QVERIFY( !releases().isEmpty() );
      for ( const QString &release : releases() )
        QTest::newRow( qPrintable( release ) ) << release;
    }

    void a_campaign_goes_on()
    {
      QFETCH( QString, release );
      const std::unique_ptr<TestDatabase> installed = installedBy( release );
      Network network( QStringLiteral( "CREATE TABLE s.tree( id serial PRIMARY KEY, species text, height int, tag text UNIQUE );"
                                       "CREATE TABLE s.visit( id serial PRIMARY KEY, tree int REFERENCES s.tree ON DELETE CASCADE, note text );"
                                       "INSERT INTO s.tree( species, height ) SELECT 'oak', i FROM generate_series( 1, 20 ) AS i" ),
                       2, *installed );
      // With that release: a conflict that was decided, one that nobody could decide.
      network.central().exec( QStringLiteral( "UPDATE s.tree SET species = 'ash' WHERE id = 1; UPDATE s.tree SET tag = 'T1' WHERE id = 2" ) );
      network.clone( "a" ).exec( QStringLiteral( "UPDATE s.tree SET species = 'elm' WHERE id = 1; UPDATE s.tree SET tag = 'T1' WHERE id = 3" ) );
      QCOMPARE( network.sync( "a", Carrier::Sql ).unresolved, 1 );
      network.sync( "b", Carrier::Sql );
      // A backup of a clone, which comes back later.
      network.clone( "b" ).disconnect();
      TestDatabase backup( QStringLiteral( "backup" ), network.clone( "b" ).name() );
      network.clone( "b" ).exec( QStringLiteral( "UPDATE s.tree SET height = 100 WHERE id = 4" ) );
      network.sync( "b", Carrier::Sql );
      // Unsent, on all sides, when the upgrade comes.
      network.central().exec( QStringLiteral( "INSERT INTO s.tree( species ) VALUES ( 'of central' ); UPDATE s.tree SET height = 200 WHERE id = 5; DELETE FROM s.tree WHERE id = 6" ) );
      network.clone( "a" ).exec( QStringLiteral( "INSERT INTO s.tree( species ) VALUES ( 'of a' ); UPDATE s.tree SET species = 'yew' WHERE id = 5; INSERT INTO s.visit( tree, note ) VALUES ( 7, 'dry' )" ) );
      network.clone( "b" ).exec( QStringLiteral( "DELETE FROM s.tree WHERE id = 8; UPDATE s.tree SET height = 300 WHERE id = 9" ) );

      // Somebody chose his own time.
      network.clone( "b" ).exec( QStringLiteral( "ALTER SERVER lizsync_central OPTIONS ( ADD keepalives_idle '7' )" ) );

      const QStringList kept { QStringLiteral( "SELECT event_id, row_data, changed_fields, sync_data FROM audit.logged_actions ORDER BY 1" ),
                               QStringLiteral( "SELECT sync_id, sync_time, server_from, server_to, sync_type, sync_status, snapshot FROM lizsync.history ORDER BY 1" ),
                               QStringLiteral( "SELECT id, object_table, object_uid, conflict_kind, central_value, clone_value, resolved FROM lizsync.conflicts ORDER BY 1" ),
                               QStringLiteral( "SELECT clone_id, sequence_name, first_id, last_id FROM lizsync.id_ranges ORDER BY 2, 3" ),
                               QStringLiteral( "SELECT relation, uid FROM lizsync.held_changes" ),
                               QStringLiteral( "SELECT server_id, server_name FROM lizsync.server_metadata" ),
                               QStringLiteral( "SELECT clone_id, acknowledged_sync, acknowledged_snapshot, newest_sync FROM lizsync.clone_states ORDER BY 1" ) };
      for ( TestDatabase *database : { &network.central(), &network.clone( "a" ), &network.clone( "b" ), &backup } )
      {
        QStringList before;
        for ( const QString &query : kept )
          before << database->rows( query );
        const InstallResult result = upgrade( database->conninfo(), mFeedback );
        QCOMPARE( result.versionBefore, release.section( '-', 0, 0 ) );
        QCOMPARE( result.version, libraryVersion() );
        for ( int i = 0; i < kept.size(); ++i )
          QCOMPARE( database->rows( kept.at( i ) ), before.at( i ) );
        QCOMPARE( database->value( "SELECT pg_get_triggerdef( oid ) FROM pg_trigger WHERE tgname = 'lizsync_uid_guard' AND tgrelid = 's.tree'::regclass" ).section( " FOR EACH", 0, 0 ), QStringLiteral( "CREATE TRIGGER lizsync_uid_guard AFTER UPDATE OF uid ON s.tree" ) );
      }

      const QString patience = QStringLiteral( "SELECT string_agg( o, ' ' ORDER BY o ) FROM pg_foreign_server, unnest( srvoptions ) AS o WHERE o ~ '^(keepalives|tcp_user|connect_timeout)'" );
      QCOMPARE( network.clone( "a" ).value( patience ), QStringLiteral( "connect_timeout=30 keepalives_count=3 keepalives_idle=30 keepalives_interval=10 tcp_user_timeout=60000" ) );
      QCOMPARE( network.clone( "b" ).value( patience ), QStringLiteral( "connect_timeout=30 keepalives_count=3 keepalives_idle=7 keepalives_interval=10 tcp_user_timeout=60000" ) );

      // The unresolved one is resolved by hand; everything else comes through by itself.
      network.clone( "a" ).exec( QStringLiteral( "UPDATE s.tree SET tag = 'T2' WHERE id = 3" ) );
      network.sync( "a", Carrier::Engine );
      network.sync( "b", Carrier::Sql );
      network.sync( "a", Carrier::Sql );
      network.sync( "b", Carrier::Engine );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( QStringLiteral( "SELECT id, species, height, tag FROM s.tree WHERE id < 10 ORDER BY id" ) ),
                QStringLiteral( "1|elm|1|∅\n2|oak|2|T1\n3|oak|3|T2\n4|oak|100|∅\n5|yew|200|∅\n7|oak|7|∅\n9|oak|300|∅" ) );
      QCOMPARE( network.central().rows( QStringLiteral( "SELECT species FROM s.tree WHERE species LIKE 'of %' UNION ALL SELECT note FROM s.visit ORDER BY 1" ) ), QStringLiteral( "dry\nof a\nof central" ) );
      QCOMPARE( network.central().value( QStringLiteral( "SELECT count(*) FROM lizsync.conflicts WHERE NOT resolved" ) ), QStringLiteral( "0" ) );

      // The backup is served again.
      Feedback feedback;
      synchronize( network.central().conninfo(), backup.conninfo(), SyncOptions(), feedback );
      const QString content = QStringLiteral( "SELECT * FROM s.tree ORDER BY uid" );
      QCOMPARE( backup.rows( content ), network.central().rows( content ) );
    }

    void an_upgraded_database_is_as_one_just_installed()
    {
      TestDatabase fresh( QStringLiteral( "fresh" ) );
      install( fresh.conninfo(), false, mFeedback );
      for ( const QString &release : releases() )
      {
        const std::unique_ptr<TestDatabase> installed = installedBy( release );
        upgrade( installed->conninfo(), mFeedback );
        QCOMPARE( objects( *installed ), objects( fresh ) );
      }
    }

    void from_every_migration_data()
    {
      QTest::addColumn<int>( "number" );
      for ( const SqlFile &file : embeddedSql() )
      {
        if ( migrationNumber( file ) > 0 )
          QTest::newRow( qPrintable( file.path ) ) << migrationNumber( file );
      }
    }

    void from_every_migration()
    {
      QFETCH( int, number );
      TestDatabase database( QStringLiteral( "migration" ) );
      QString script = QStringLiteral( "CREATE EXTENSION hstore; SET LOCAL search_path TO pg_catalog, public, pg_temp;" );
      for ( const SqlFile &file : embeddedSql() )
      {
        if ( migrationNumber( file ) > 0 && migrationNumber( file ) <= number )
          script += file.text + QStringLiteral( "; INSERT INTO lizsync.migrations( number, name ) VALUES ( %1, 'x' );\n" ).arg( migrationNumber( file ) );
      }
      database.exec( script );
      database.exec( QStringLiteral(
        "CREATE FUNCTION lizsync.version() RETURNS text LANGUAGE sql AS $$ SELECT '0.9.0'::text $$;"
        "INSERT INTO lizsync.synchronized_tables VALUES ( gen_random_uuid(), jsonb_build_array( '\"s\".\"t\"' ) );"
        "INSERT INTO lizsync.history( sync_id, server_from, server_to, sync_type, sync_status, snapshot ) SELECT gen_random_uuid(), 'a', '{b}', 'partial', 'done', txid_current_snapshot() FROM generate_series( 1, 3 );"
        "INSERT INTO lizsync.clone_states( clone_id, clone_name, acknowledged_sync, acknowledged_snapshot, system_identifier, newest_sync ) SELECT server_id, 'a', server_id, txid_current_snapshot(), 1, server_id FROM lizsync.synchronized_tables;"
        "INSERT INTO lizsync.conflicts( object_table, object_uid, clone_id, conflict_kind, rejected, rule_applied ) SELECT '\"s\".\"t\"', server_id, server_id, 'update_update', 'clone', 'x' FROM lizsync.synchronized_tables;"
        "INSERT INTO lizsync.id_ranges( clone_id, sequence_name, first_id, last_id ) SELECT server_id, 's', 1, 2 FROM lizsync.synchronized_tables;"
        "INSERT INTO lizsync.central( central_id, central_name, acknowledged_sync ) SELECT server_id, 'c', server_id FROM lizsync.synchronized_tables;"
        "INSERT INTO audit.logged_actions( schema_name, table_name, relid, action_tstamp_tx, action_tstamp_stm, action_tstamp_clk, action, statement_only ) SELECT 's', 't', 1, now(), now(), now(), 'I', false FROM generate_series( 1, 5 );" ) );
      const InstallResult result = upgrade( database.conninfo(), mFeedback );
      QCOMPARE( result.versionBefore, QStringLiteral( "0.9.0" ) );
      QCOMPARE( result.version, libraryVersion() );
      QCOMPARE( database.rows( QStringLiteral( "SELECT ( SELECT count(*) FROM lizsync.history ), ( SELECT count(*) FROM lizsync.clone_states ), ( SELECT count(*) FROM lizsync.conflicts ), ( SELECT count(*) FROM lizsync.id_ranges ), "
                                               "( SELECT count(*) FROM lizsync.central ), ( SELECT count(*) FROM audit.logged_actions )" ) ),
                QStringLiteral( "3|1|1|1|1|5" ) );
    }

    void twenty_at_once()
    {
      const std::unique_ptr<TestDatabase> database = installedBy( releases().first() );
      database->exec( QStringLiteral( "CREATE OR REPLACE FUNCTION lizsync.version() RETURNS text LANGUAGE sql AS $$ SELECT '0.9.9'::text $$" ) );
      const QString serverId = database->value( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata" ) );
      std::vector<std::thread> threads;
      std::vector<QString> outcomes( 20 );
      for ( size_t i = 0; i < outcomes.size(); ++i )
      {
        threads.emplace_back( [&, i]
                              {
          try
          {
            Feedback feedback;
            const InstallResult result = i % 2 ? upgrade( database->conninfo(), feedback ) : install( database->conninfo(), false, feedback );
            outcomes[i] = result.serverId + ' ' + result.versionBefore;
          }
          catch ( const Error &error )
          {
            outcomes[i] = error.message();
          } } );
      }
      for ( std::thread &thread : threads )
        thread.join();
      QCOMPARE( std::count( outcomes.begin(), outcomes.end(), serverId + QStringLiteral( " 0.9.9" ) ), std::ptrdiff_t( 1 ) );
      QCOMPARE( std::count( outcomes.begin(), outcomes.end(), serverId + ' ' + libraryVersion() ), std::ptrdiff_t( 19 ) );
      QCOMPARE( database->value( QStringLiteral( "SELECT count(*) - count( DISTINCT number ) FROM lizsync.migrations" ) ), QStringLiteral( "0" ) );
    }

    void says_what_to_do()
    {
      TestDatabase database( QStringLiteral( "words" ) );
      const QString nothing = upgradeMessage( database );
      QVERIFY2( nothing.startsWith( QLatin1String( "LizSync is not installed in database " ) ) && nothing.endsWith( QLatin1String( "run lizsync:install on it." ) ), qPrintable( nothing ) );

      install( database.conninfo(), false, mFeedback );
      upgrade( database.conninfo(), mFeedback );
      QVERIFY2( mFeedback.infos.last().contains( QLatin1String( "is up to date" ) ), qPrintable( mFeedback.infos.last() ) );

      const QString future = QStringLiteral( "CREATE OR REPLACE FUNCTION lizsync.version() RETURNS text LANGUAGE sql AS $$ SELECT '99.1.0'::text $$" );
      database.exec( future );
      const QString before = contentOf( database );
      QVERIFY2( upgradeMessage( database ).contains( QLatin1String( "has LizSync 99.1.0, which is newer than this plugin" ) ), qPrintable( upgradeMessage( database ) ) );
      QCOMPARE( contentOf( database ), before );
      database.exec( QStringLiteral( "CREATE OR REPLACE FUNCTION lizsync.version() RETURNS text LANGUAGE sql AS $$ SELECT '%1'::text $$; INSERT INTO lizsync.migrations( number, name ) VALUES ( 9999, 'future' )" ).arg( libraryVersion() ) );
      QVERIFY2( upgradeMessage( database ).contains( QLatin1String( "which is newer than this plugin" ) ), qPrintable( upgradeMessage( database ) ) );
    }

    void others_say_upgrade_first_data()
    {
      QTest::addColumn<QString>( "aging" );
      QTest::newRow( "older version" ) << "CREATE OR REPLACE FUNCTION lizsync.version() RETURNS text LANGUAGE sql AS $$ SELECT '0.9.10'::text $$";
      QTest::newRow( "a migration is missing" ) << "CREATE TABLE lizsync.kept AS SELECT * FROM lizsync.migrations; DELETE FROM lizsync.migrations WHERE number = ( SELECT max( number ) FROM lizsync.migrations )";
    }

    void others_say_upgrade_first()
    {
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      QFETCH( QString, aging );
      const auto saysUpgrade = []( const std::function<void()> &action )
      {
        const QString message = messageOf( action );
        QVERIFY2( message.contains( QLatin1String( "older" ) ) && message.endsWith( QLatin1String( "upgrade it first (lizsync:upgrade)." ) ) && !message.contains( '\n' ), qPrintable( message ) );
      };
      const std::unique_ptr<TestDatabase> templateDatabase = CentralFixture::makeTemplate();
      CentralFixture fixture( *templateDatabase );
      DeployOptions options;
      options.archivePath = fixture.path( QStringLiteral( "a.zip" ) );
      fixture.makePackage( QStringLiteral( "a.zip" ) );
      fixture.database.exec( aging );
      saysUpgrade( [&]
                   { prepare( fixture.database.conninfo(), { { QStringLiteral( "My city" ) }, {} }, QString(), mFeedback ); } );
      saysUpgrade( [&]
                   { fixture.makePackage( QStringLiteral( "b.zip" ) ); } );
      const TestDatabase empty( QStringLiteral( "empty" ) );
      saysUpgrade( [&]
                   { deploy( fixture.database.conninfo(), empty.conninfo(), options, mFeedback ); } );

      Network network( QStringLiteral( "CREATE TABLE s.t( id int PRIMARY KEY )" ), 1 );
      for ( TestDatabase *database : { &network.central(), &network.clone( "a" ) } )
      {
        const bool older = aging.contains( QLatin1String( "0.9.10" ) );
        database->exec( aging );
        saysUpgrade( [&]
                     { network.sync( "a", Carrier::Engine ); } );
        if ( older )
        {
          const QString words = messageOf( [&]
                                           { network.sync( "a", Carrier::Sql ); } );
          QVERIFY2( words.contains( QLatin1String( "upgrade the older one (lizsync:upgrade)." ) ), qPrintable( words ) );
        }
        else
        {
          database->exec( QStringLiteral( "INSERT INTO lizsync.migrations SELECT * FROM lizsync.kept ON CONFLICT DO NOTHING; DROP TABLE lizsync.kept" ) );
        }
        upgrade( database->conninfo(), mFeedback );
      }
      QCOMPARE( network.sync( "a", Carrier::Engine ).text(), QStringLiteral( "0/0/0/0" ) );
    }

    void waits_for_no_one_forever()
    {
      TestDatabase database( QStringLiteral( "used" ) );
      install( database.conninfo(), false, mFeedback );
      database.exec( QStringLiteral( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET lizsync.lock_timeout TO %L', current_database(), '200ms' ); END $$" ) );
      const QString before = contentOf( database );
      Pg::Connection user( database.conninfo(), QStringLiteral( "lizsync test" ) );
      Pg::Transaction transaction( user );
      transaction.execute( QStringLiteral( "SELECT * FROM lizsync.clones" ) );
      const QString message = upgradeMessage( database );
      QVERIFY2( message.contains( QLatin1String( " is in use, " ) ) && message.endsWith( QLatin1String( "Nothing was changed." ) ), qPrintable( message ) );
      QCOMPARE( contentOf( database ), before );
      transaction.rollback();
      QCOMPARE( upgradeMessage( database ), QString() );
    }

    void cancel_upgrades_nothing()
    {
      const std::unique_ptr<TestDatabase> database = installedBy( releases().first() );
      const QString before = contentOf( *database );
      mFeedback.cancelWhen = [this]
      { return mFeedback.progress.size() > 20; };
      QVERIFY_EXCEPTION_THROWN( upgrade( database->conninfo(), mFeedback ), CanceledError );
      QCOMPARE( contentOf( *database ), before );
    }
};

QTEST_GUILESS_MAIN( TestUpgrade )
#include "test_upgrade.moc"
