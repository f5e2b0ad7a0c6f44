/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/schema/uninstall.h"
#include "tests/engine/centralfixture.h"
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

/**
 * lizsync:uninstall, of a central and of clones.
 */
class TestUninstall : public QObject
{
    Q_OBJECT

    TestFeedback mFeedback;
    UninstallOptions mOptions;
    std::unique_ptr<Network> mNetwork;

    QString uninstallMessage( const TestDatabase &database )
    {
      return messageOf( [&]
                        { uninstall( database.conninfo(), mOptions, mFeedback ); } );
    }

    void refused( TestDatabase &database, const QStringList &says )
    {
      const QString before = contentOf( database );
      const QString message = uninstallMessage( database );
      for ( const QString &words : says )
        QVERIFY2( message.contains( words ), qPrintable( QStringLiteral( "\"%1\" does not say \"%2\"" ).arg( message, words ) ) );
      QVERIFY2( !message.contains( '\n' ), qPrintable( message ) );
      QCOMPARE( contentOf( database ), before );
    }

    //! Nothing of LizSync's is there any more.
    static void isGone( TestDatabase &database )
    {
      QCOMPARE( database.rows( QStringLiteral( "SELECT nspname FROM pg_namespace WHERE nspname IN ( 'audit', 'lizsync' ) UNION ALL SELECT tgname FROM pg_trigger WHERE NOT tgisinternal UNION ALL SELECT srvname FROM pg_foreign_server" ) ), QString() );
    }

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }
    void init()
    {
      mFeedback = TestFeedback();
      mOptions = UninstallOptions();
      mNetwork = std::make_unique<Network>( QStringLiteral( "CREATE TABLE s.tree( id serial PRIMARY KEY, species text ); CREATE TABLE s.part( id int, k int, PRIMARY KEY( id, k ) ) PARTITION BY LIST ( k );"
                                                            "CREATE TABLE s.part1 PARTITION OF s.part FOR VALUES IN ( 1 ); CREATE TABLE s.keyed( uid uuid PRIMARY KEY DEFAULT gen_random_uuid(), a int );"
                                                            "INSERT INTO s.tree( species ) SELECT 'oak' FROM generate_series( 1, 10 ); INSERT INTO s.part VALUES ( 1, 1 ); INSERT INTO s.keyed( a ) VALUES ( 1 )" ),
                                            1 );
    }
    void cleanup() { mNetwork.reset(); }

    void central_and_clone_keep_their_rows()
    {
      TestDatabase &central = mNetwork->central();
      TestDatabase &clone = mNetwork->clone( "a" );
      central.exec( QStringLiteral( "UPDATE s.tree SET species = 'elm' WHERE id = 1" ) );
      clone.exec( QStringLiteral( "INSERT INTO s.tree( species ) VALUES ( 'yew' )" ) );
      mNetwork->sync( "a", Carrier::Engine );
      mNetwork->sync( "a", Carrier::Sql );
      const QString content = QStringLiteral( "SELECT * FROM s.tree ORDER BY id" );
      const QString rows = central.rows( content );

      const UninstallResult result = uninstall( clone.conninfo(), mOptions, mFeedback );
      QCOMPARE( result.tables, 3 );
      QCOMPARE( result.versionBefore, libraryVersion() );
      QCOMPARE( mFeedback.progress.last(), 100.0 );
      isGone( clone );
      QCOMPARE( clone.rows( content ), rows );
      // It is a database of its own now: it gives ids behind all that it has, as many as it likes.
      clone.exec( QStringLiteral( "INSERT INTO s.tree( species ) SELECT 'new' FROM generate_series( 1, 3 )" ) );
      QCOMPARE( clone.value( QStringLiteral( "SELECT count( DISTINCT id ) FROM s.tree" ) ), QStringLiteral( "14" ) );
      QCOMPARE( clone.rows( QStringLiteral( "SELECT seqmin, seqmax FROM pg_sequence WHERE seqrelid = 's.tree_id_seq'::regclass" ) ), QStringLiteral( "1|2147483647" ) );

      QCOMPARE( uninstallMessage( central ), QString() );
      QVERIFY2( mFeedback.warnings.join( ' ' ).contains( QLatin1String( "These clones cannot be synchronised any more: a." ) ), qPrintable( mFeedback.warnings.join( ' ' ) ) );
      isGone( central );
      QCOMPARE( central.rows( content ), rows );
      // Prepared again, rows keep their uid.
      install( central.conninfo(), false, mFeedback );
      QCOMPARE( prepare( central.conninfo(), { { QStringLiteral( "s" ) }, {} }, QString(), mFeedback ).tables, 3 );
      QCOMPARE( central.rows( content ), rows );
    }

    void uid_columns_go_on_demand()
    {
      mOptions.dropUidColumns = true;
      QCOMPARE( uninstallMessage( mNetwork->central() ), QString() );
      isGone( mNetwork->central() );
      QCOMPARE( mNetwork->central().rows( QStringLiteral( "SELECT attrelid::regclass FROM pg_attribute JOIN pg_class ON attrelid = pg_class.oid WHERE relkind IN ( 'r', 'p' ) AND attname = 'uid' AND NOT attisdropped ORDER BY 1" ) ), QStringLiteral( "s.keyed" ) );
      QCOMPARE( mNetwork->central().value( QStringLiteral( "SELECT count(*) FROM s.tree" ) ), QStringLiteral( "10" ) );
    }

    void a_uid_column_that_somebody_needs()
    {
      mNetwork->central().exec( QStringLiteral( "CREATE VIEW s.uids AS SELECT uid FROM s.tree" ) );
      mOptions.dropUidColumns = true;
      refused( mNetwork->central(), { QStringLiteral( "Column uid of s.tree cannot be dropped" ), QStringLiteral( "DROP_UID_COLUMNS" ) } );
      mOptions.dropUidColumns = false;
      QCOMPARE( uninstallMessage( mNetwork->central() ), QString() );
    }

    void unsent_edits()
    {
      mNetwork->central().exec( QStringLiteral( "UPDATE s.tree SET species = 'elm' WHERE id < 3" ) );
      refused( mNetwork->central(), { QStringLiteral( "Central \"central\" has edits that these clones did not get yet: \"a\" (2)." ), QStringLiteral( "DISCARD_PENDING" ) } );
      mNetwork->clone( "a" ).exec( QStringLiteral( "UPDATE s.tree SET species = 'yew' WHERE id = 9" ) );
      refused( mNetwork->clone( "a" ), { QStringLiteral( "Clone \"a\" has edits that were not sent to central (1)" ), QStringLiteral( "DISCARD_PENDING" ) } );
      mOptions.discardPending = true;
      QCOMPARE( uninstallMessage( mNetwork->clone( "a" ) ), QString() );
      QCOMPARE( mNetwork->clone( "a" ).value( QStringLiteral( "SELECT species FROM s.tree WHERE id = 9" ) ), QStringLiteral( "yew" ) );
      mOptions.discardPending = false;
      mNetwork->central().exec( QStringLiteral( "SELECT lizsync.forget_clone( server_id ) FROM lizsync.clones" ) );
      QCOMPARE( uninstallMessage( mNetwork->central() ), QString() );
    }

    void what_is_not_lizsyncs_stays()
    {
      mNetwork->central().exec( QStringLiteral( "CREATE TABLE audit.mine( a int )" ) );
      refused( mNetwork->central(), { QStringLiteral( "audit.mine" ), QStringLiteral( "Move or drop them" ) } );
      mNetwork->central().exec( QStringLiteral( "DROP TABLE audit.mine; CREATE VIEW s.waiting AS SELECT name, events_waiting FROM lizsync.clones" ) );
      refused( mNetwork->central(), { QStringLiteral( "s.waiting" ) } );
    }

    void while_a_sync_runs_or_somebody_edits()
    {
      TestDatabase &clone = mNetwork->clone( "a" );
      clone.exec( QStringLiteral( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET lizsync.lock_timeout TO %L', current_database(), '200ms' ); END $$" ) );
      Pg::Connection other( clone.conninfo(), QStringLiteral( "lizsync test" ) );
      {
        Pg::Transaction transaction( other );
        transaction.execute( QStringLiteral( "SELECT lizsync.clone_hello()" ) );
        refused( clone, { QStringLiteral( "is being synchronised already" ) } );
      }
      {
        Pg::Transaction transaction( other );
        transaction.execute( QStringLiteral( "DELETE FROM s.tree" ) );
        refused( clone, { QStringLiteral( "is in use" ) } );
      }
      {
        Pg::Transaction transaction( other );
        transaction.execute( QStringLiteral( "SELECT count(*) FROM s.tree" ) );
        refused( clone, { QStringLiteral( "is in use" ), QStringLiteral( "Nothing was changed." ) } );
      }
      QCOMPARE( uninstallMessage( clone ), QString() );
    }

    void where_there_is_nothing_or_another_version()
    {
      TestDatabase empty( QStringLiteral( "empty" ) );
      refused( empty, { QStringLiteral( "LizSync is not installed in database" ), QStringLiteral( "nothing to uninstall" ) } );
      empty.exec( QStringLiteral( "CREATE SCHEMA audit; CREATE TABLE audit.mine( a int )" ) );
      refused( empty, { QStringLiteral( "nothing to uninstall" ) } );
      mNetwork->central().exec( QStringLiteral( "CREATE OR REPLACE FUNCTION lizsync.version() RETURNS text LANGUAGE sql AS $$ SELECT '0.9.10'::text $$" ) );
      refused( mNetwork->central(), { QStringLiteral( "upgrade it first (lizsync:upgrade)." ) } );
    }
};

QTEST_GUILESS_MAIN( TestUninstall )
#include "test_uninstall.moc"
