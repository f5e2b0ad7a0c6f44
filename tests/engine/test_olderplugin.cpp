/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/deploy.h"
#include "engine/schema/upgrade.h"
#include "engine/sync/synchronize.h"
#include "tests/engine/centralfixture.h"

#include <QtTest>

using namespace LizSync;

/**
 * From an installation of the older plugin, version 0.7.3 (tests/data/olderplugin*.sql), to this one.
 */
class TestOlderPlugin : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestDatabase> mCentral;
    std::unique_ptr<TestDatabase> mClone;
    TestFeedback mFeedback;

    static std::unique_ptr<TestDatabase> make( const QString &role )
    {
      auto database = std::make_unique<TestDatabase>( QStringLiteral( "older_" ) + role );
      for ( const QString &name : { QStringLiteral( "olderplugin" ), QStringLiteral( "olderplugin_" ) + role } )
      {
        QFile file( QStringLiteral( LIZSYNC_TEST_DATA "/%1.sql" ).arg( name ) );
        if ( !file.open( QIODevice::ReadOnly ) )
          throw Error( file.fileName() + file.errorString() );
        database->exec( QString::fromUtf8( file.readAll() ) );
      }
      return database;
    }

    QString upgradeMessage( const TestDatabase &database )
    {
      return messageOf( [&]
                        { upgrade( database.conninfo(), mFeedback ); } );
    }

    //! An upgrade that is refused changes nothing.
    void refused( TestDatabase &database, const QStringList &says )
    {
      const QString before = contentOf( database );
      const QString message = upgradeMessage( database );
      for ( const QString &words : says )
        QVERIFY2( message.contains( words ), qPrintable( QStringLiteral( "\"%1\" does not say \"%2\"" ).arg( message, words ) ) );
      QVERIFY2( !message.contains( '\n' ), qPrintable( message ) );
      QCOMPARE( contentOf( database ), before );
    }

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }
    void init()
    {
      mFeedback = TestFeedback();
      mCentral = make( QStringLiteral( "central" ) );
      mClone = make( QStringLiteral( "clone" ) );
    }
    void cleanup()
    {
      mCentral.reset();
      mClone.reset();
    }

    void central_keeps_what_it_knows()
    {
      const QString uids = mCentral->rows( QStringLiteral( "SELECT id, uid FROM town.tree ORDER BY 1" ) );
      const QString events = mCentral->rows( QStringLiteral( "SELECT event_id, action, row_data, changed_fields, transaction_id FROM lizsync.logged_actions ORDER BY 1" ) );
      const InstallResult result = upgrade( mCentral->conninfo(), mFeedback );
      QCOMPARE( result.versionBefore, QStringLiteral( "0.7.3" ) );
      QCOMPARE( result.version, libraryVersion() );
      QCOMPARE( result.serverId, QStringLiteral( "c0000000-0000-4000-8000-000000000001" ) );
      QVERIFY2( mFeedback.warnings.join( ' ' ).contains( QLatin1String( "deployed again" ) ), qPrintable( mFeedback.warnings.join( ' ' ) ) );

      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT * FROM lizsync.server_metadata" ) ), QStringLiteral( "c0000000-0000-4000-8000-000000000001|central" ) );
      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT * FROM lizsync.synchronized_tables ORDER BY 1" ) ),
                QStringLiteral( "a0000000-0000-4000-8000-000000000001|[\"\\\"town\\\".\\\"Bench.s\\\"\", \"\\\"town\\\".\\\"tree\\\"\"]\nb0000000-0000-4000-8000-000000000002|[\"\\\"town\\\".\\\"tree\\\"\"]" ) );
      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT server_id, name, events_waiting, unresolved_conflicts, version, last_sync IS NOT NULL FROM lizsync.clones ORDER BY 1" ) ),
                QStringLiteral( "a0000000-0000-4000-8000-000000000001|clone a0000000|0|0|0.7.3|t\nb0000000-0000-4000-8000-000000000002|clone b0000000|0|0|0.7.3|t" ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT count(*) FROM lizsync.history" ) ), QStringLiteral( "5" ) );
      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT id, object_table, column_name, central_value, clone_value, rejected, rule_applied, resolved FROM lizsync.conflicts ORDER BY id" ) ),
                QStringLiteral( "1|\"town\".\"tree\"|species|ash|d'oak|clone|last_modified|t\n2|\"town\".\"tree\"|note|a\\b|∅|central|last_modified|t\n"
                                "3|\"town\".\"Bench.s\"|∅|something else|UPDATE \"town\".\"Bench.s\" SET \"Na\"\"me\" = 'x' WHERE \"uid\" = '%1'|clone|last_modified|t" )
                  .arg( mCentral->value( QStringLiteral( "SELECT uid FROM town.tree WHERE id = 1" ) ) ) );
      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT id, uid FROM town.tree ORDER BY 1" ) ), uids );
      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT event_id, action, row_data, changed_fields, transaction_id FROM audit.logged_actions ORDER BY 1" ) ), events );
      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT action, sync_data ->> 'origin', sync_data ->> 'sync_id', sync_data ->> 'edited_at' FROM audit.logged_actions ORDER BY event_id" ) ),
                QStringLiteral( "U|∅|∅|∅\n"
                                "U|a0000000-0000-4000-8000-000000000001|00000000-0000-4000-8000-0000000000f2|2026-03-01T10:00:00+00:00\n"
                                "I|a0000000-0000-4000-8000-000000000001|00000000-0000-4000-8000-0000000000f2|2026-03-01T10:00:00+00:00" ) );
    }

    //! Its conflicts have backslashes, and so has what reads them: neither hangs on how the database reads a text.
    void backslashes_in_a_database_of_old_habits()
    {
      const QString off = QStringLiteral( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET standard_conforming_strings TO off', current_database() ); END $$" );
      for ( TestDatabase *database : { mCentral.get(), mClone.get() } )
      {
        database->exec( off );
        database->disconnect();
        QCOMPARE( database->value( QStringLiteral( "SELECT reset_val FROM pg_settings WHERE name = 'standard_conforming_strings'" ) ), QStringLiteral( "off" ) );
      }
      upgrade( mCentral->conninfo(), mFeedback );
      upgrade( mClone->conninfo(), mFeedback );
      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT id, column_name, central_value, clone_value FROM lizsync.conflicts WHERE id < 3 ORDER BY id" ) ),
                QStringLiteral( "1|species|ash|d'oak\n2|note|a\\b|∅" ) );
      mCentral->exec( QStringLiteral( "SELECT lizsync.restore_conflict( 1 )" ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT species FROM town.tree WHERE id = 1" ) ), QStringLiteral( "d'oak" ) );
    }

    void triggers_and_functions_are_replaced()
    {
      upgrade( mCentral->conninfo(), mFeedback );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT count(*) FROM pg_trigger WHERE tgname LIKE 'lizsync_audit_trigger%'" ) ), QStringLiteral( "0" ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT count(*) FROM pg_proc WHERE proname IN ( 'if_modified_func', 'get_event_sql', 'add_uid_columns' )" ) ), QStringLiteral( "0" ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT to_regclass( 'lizsync.sys_structure_metadonnee' )" ) ), QString() );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT to_regnamespace( 'lizsync_older' )" ) ), QString() );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT pg_get_expr( adbin, adrelid ) FROM pg_attrdef JOIN pg_attribute ON attrelid = adrelid AND attnum = adnum WHERE attrelid = 'town.tree'::regclass AND attname = 'uid'" ) ), QStringLiteral( "gen_random_uuid()" ) );
      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT relation_name, uid_column FROM audit.logged_relations ORDER BY 1" ) ), QStringLiteral( "town.\"Bench.s\"|id\ntown.tree|id\ntown.visit|id" ) );
      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT relation_name, column_name FROM audit.ignored_columns" ) ), QStringLiteral( "town.tree|note" ) );
      const QString last = mCentral->value( QStringLiteral( "SELECT max( event_id ) FROM audit.logged_actions" ) );
      mCentral->exec( QStringLiteral( "UPDATE town.tree SET note = 'not logged' WHERE id = 3; UPDATE town.tree SET species = 'elm' WHERE id = 3; INSERT INTO town.visit( visitor ) VALUES ( 'x' ), ( 'y' )" ) );
      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT table_name, action, changed_fields, statement_only, client_query IS NULL FROM audit.logged_actions WHERE event_id > %1 ORDER BY event_id" ).arg( last ) ),
                QStringLiteral( "tree|U|\"species\"=>\"elm\"|f|f\nvisit|I|∅|t|t" ) );
      // Twice changes nothing more.
      QCOMPARE( upgrade( mCentral->conninfo(), mFeedback ).versionBefore, libraryVersion() );
      // What lost in the time of the older plugin can still be put back.
      mCentral->exec( QStringLiteral( "SELECT audit.rollback_event( 1 )" ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT species FROM town.tree WHERE id = 1" ) ), QStringLiteral( "oak" ) );
      mCentral->exec( QStringLiteral( "SELECT lizsync.restore_conflict( 1 )" ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT species FROM town.tree WHERE id = 1" ) ), QStringLiteral( "d'oak" ) );
    }

    void the_campaign_goes_on_after_a_new_deploy()
    {
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      upgrade( mCentral->conninfo(), mFeedback );
      const InstallResult result = upgrade( mClone->conninfo(), mFeedback );
      QCOMPARE( result.versionBefore, QStringLiteral( "0.7" ) );
      QCOMPARE( result.serverId, QStringLiteral( "a0000000-0000-4000-8000-000000000001" ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT count(*) FROM pg_foreign_server" ) ), QStringLiteral( "0" ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT count(*) FROM pg_namespace WHERE nspname LIKE 'central%'" ) ), QStringLiteral( "0" ) );

      // The two never had the same keys: it is told to deploy.
      Feedback feedback;
      const auto sync = [&]
      { return synchronize( mCentral->conninfo(), mClone->conninfo(), SyncOptions(), feedback ); };
      const QString message = messageOf( sync );
      QVERIFY2( message.contains( QLatin1String( "deploy an archive of central to it" ) ), qPrintable( message ) );

      const QTemporaryDir folder;
      const Selection selection { { QStringLiteral( "town" ) }, {} };
      QCOMPARE( prepare( mCentral->conninfo(), selection, QString(), mFeedback ).tables, 3 );
      DeployOptions options;
      options.archivePath = folder.filePath( QStringLiteral( "a.zip" ) );
      package( mCentral->conninfo(), selection, QString(), options.archivePath, mFeedback );
      // An edit made meanwhile is not lost without a word.
      mClone->exec( QStringLiteral( "UPDATE town.tree SET species = 'late' WHERE id = 9" ) );
      const auto deployAgain = [&]
      { return deploy( mCentral->conninfo(), mClone->conninfo(), options, mFeedback ); };
      const QString pending = messageOf( deployAgain );
      QVERIFY2( pending.contains( QLatin1String( "has edits that were not sent" ) ), qPrintable( pending ) );
      options.discardPending = true;
      QCOMPARE( deployAgain().cloneId, QStringLiteral( "a0000000-0000-4000-8000-000000000001" ) );

      mCentral->exec( QStringLiteral( "INSERT INTO town.tree( species ) VALUES ( 'of central' ); UPDATE town.tree SET height = 7.5 WHERE id = 7" ) );
      mClone->exec( QStringLiteral( "INSERT INTO town.tree( species ) VALUES ( 'of the clone' ); UPDATE town.tree SET species = 'fir' WHERE id = 7" ) );
      const SyncResult exchanged = sync();
      QCOMPARE( exchanged.toCentral, 2 );
      QCOMPARE( exchanged.toClone, 2 );
      const QString content = QStringLiteral( "SELECT * FROM town.tree ORDER BY uid" );
      QCOMPARE( mClone->rows( content ), mCentral->rows( content ) );
      QCOMPARE( mCentral->rows( QStringLiteral( "SELECT name, version FROM lizsync.clones WHERE server_id = 'a0000000-0000-4000-8000-000000000001'" ) ),
                QStringLiteral( "clone 0cc175b9c0f1b6a8|" ) + libraryVersion() );
    }

    void unsent_edits_of_a_clone()
    {
      mClone->exec( QStringLiteral( "UPDATE town.tree SET species = 'x' WHERE id < 3" ) );
      refused( *mClone, { QStringLiteral( "Clone \"clone 0cc175b9c0f1b6a8\" has edits that were not sent to central (2)" ), QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) } );
      const QString message = messageOf( [&]
                                         { install( mClone->conninfo(), true, mFeedback ); } );
      QVERIFY2( message.contains( QLatin1String( "edits that were not sent to its central (2)" ) ), qPrintable( message ) );
      // As its sync leaves it.
      mClone->exec( QStringLiteral( "DELETE FROM lizsync.logged_actions" ) );
      QCOMPARE( upgradeMessage( *mClone ), QString() );
    }

    void edits_of_central_that_a_clone_lacks()
    {
      mCentral->exec( QStringLiteral( "UPDATE town.\"Bench.s\" SET \"Na\"\"me\" = 'new' WHERE id = 1" ) );
      refused( *mCentral, { QStringLiteral( "(1): " ), QStringLiteral( "a0000000-0000-4000-8000-000000000001. " ), QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) } );
      // Clone a is lost; b does not synchronise that table.
      mCentral->exec( QStringLiteral( "DELETE FROM lizsync.synchronized_tables WHERE server_id = 'a0000000-0000-4000-8000-000000000001'" ) );
      QCOMPARE( upgradeMessage( *mCentral ), QString() );
    }

    void others_say_upgrade()
    {
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      const Selection selection { { QStringLiteral( "town" ) }, {} };
      const auto check = []( const std::function<void()> &action )
      {
        const QString message = messageOf( action );
        QVERIFY2( message.contains( QLatin1String( "LizSync 0.7" ) ) && message.endsWith( QLatin1String( "upgrade it first (lizsync:upgrade)." ) ), qPrintable( message ) );
      };
      const QString before = contentOf( *mCentral );
      check( [&]
             { install( mCentral->conninfo(), false, mFeedback ); } );
      check( [&]
             { prepare( mCentral->conninfo(), selection, QString(), mFeedback ); } );
      check( [&]
             { package( mCentral->conninfo(), selection, QString(), QDir::temp().filePath( QStringLiteral( "never.zip" ) ), mFeedback ); } );
      check( [&]
             { Feedback feedback; synchronize( mCentral->conninfo(), mClone->conninfo(), SyncOptions(), feedback ); } );
      QCOMPARE( contentOf( *mCentral ), before );

      upgrade( mCentral->conninfo(), mFeedback );
      const QTemporaryDir folder;
      DeployOptions options;
      options.archivePath = folder.filePath( QStringLiteral( "a.zip" ) );
      package( mCentral->conninfo(), selection, QString(), options.archivePath, mFeedback );
      check( [&]
             { deploy( mCentral->conninfo(), mClone->conninfo(), options, mFeedback ); } );
    }

    void what_stands_in_the_way()
    {
      mCentral->exec( QStringLiteral( "CREATE SCHEMA audit; CREATE TABLE audit.mine( a int )" ) );
      refused( *mCentral, { QStringLiteral( "schema \"audit\" of another tool" ), QStringLiteral( "rename it" ) } );
      mCentral->exec( QStringLiteral( "ALTER SCHEMA audit RENAME TO ours; CREATE VIEW ours.report AS SELECT * FROM lizsync.history" ) );
      refused( *mCentral, { QStringLiteral( "ours.report" ), QStringLiteral( "Drop them" ) } );
      mCentral->exec( QStringLiteral( "DROP VIEW ours.report" ) );
      QCOMPARE( upgradeMessage( *mCentral ), QString() );

      TestDatabase ancient( QStringLiteral( "ancient" ) );
      ancient.exec( QStringLiteral( "CREATE SCHEMA lizsync; CREATE TABLE lizsync.sys_structure_metadonnee( id serial, version text ); INSERT INTO lizsync.sys_structure_metadonnee( version ) VALUES ( '0.4.1' )" ) );
      refused( ancient, { QStringLiteral( "0.4.1" ), QStringLiteral( "with the older plugin" ) } );
    }
};

QTEST_GUILESS_MAIN( TestOlderPlugin )
#include "test_olderplugin.moc"
