/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"
#include "tests/faults/pair.h"
#include "tests/common/privatecluster.h"

#include <QtTest>

using namespace LizSync;

//! One clone's identity in two databases, and a clone that went back to a backup of itself.
class TestCopies : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void copy_data()
    {
      QTest::addColumn<bool>( "unsent" );
      QTest::addColumn<bool>( "copyFirst" );
      QTest::newRow( "the first one synchronises first" ) << false << false;
      QTest::newRow( "the copy synchronises first" ) << false << true;
      QTest::newRow( "copied with unsent edits" ) << true << false;
      QTest::newRow( "copied with unsent edits, the copy synchronises first" ) << true << true;
    }

    //! Both databases edit and synchronise in turn: seen as soon as it can be known, and nothing lost on the way.
    void copy()
    {
      QFETCH( bool, unsent );
      QFETCH( bool, copyFirst );
      Network network( mTrees, 1 );
      network.clone( "a" ).exec( "INSERT INTO s.tree ( species ) VALUES ( 'before the copy' )" );
      if ( !unsent )
        network.sync( "a" );
      TestDatabase copy = copyOf( network.clone( "a" ) );
      TestDatabase &first = copyFirst ? copy : network.clone( "a" );
      TestDatabase &second = copyFirst ? network.clone( "a" ) : copy;
      first.exec( "UPDATE s.tree SET note = 'first' WHERE id = 1; UPDATE s.tree SET note = 'first' WHERE id = 2; DELETE FROM s.tree WHERE id = 5" );
      second.exec( "UPDATE s.tree SET note = 'second' WHERE id = 1; UPDATE s.tree SET note = 'second' WHERE id = 3; UPDATE s.tree SET height = 44 WHERE id = 4" );
      syncPair( network.central(), first );
      // The second may be a backup that was restored: all that it has counts as new.
      syncPair( network.central(), second );
      QCOMPARE( difference( network.central(), second ), QString() );
      QCOMPARE( network.central().rows( "SELECT id, height, note, species FROM s.tree WHERE id < 6 OR note IS NOT NULL ORDER BY id" ), QStringLiteral( "1|1|second|oak\n2|2|first|oak\n3|3|second|oak\n4|44|∅|oak" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM s.tree WHERE species = 'before the copy'" ), QStringLiteral( "1" ) );

      // Now the first one is known to be another database.
      first.exec( "UPDATE s.tree SET note = 'first again' WHERE id = 4" );
      const QString before = network.central().rows( mState ) + first.rows( mState );
      QByteArray sqlState;
      QString message;
      try
      {
        syncPair( network.central(), first );
      }
      catch ( const Pg::Error &error )
      {
        message = error.message();
        sqlState = error.sqlState();
      }
      QVERIFY2( message.contains( "is in use in two databases" ) && message.contains( "lizsync.new_clone_identity" ) && message.contains( "NEW_CLONE_ID" ), qPrintable( message ) );
      QCOMPARE( sqlState, QByteArray( "LZ001" ) );
      QCOMPARE( network.central().rows( mState ) + first.rows( mState ), before );

      // The second goes on, and the first with an identity of its own: nothing that it had not sent is lost.
      second.exec( "UPDATE s.tree SET note = 'second again' WHERE id = 2" );
      QCOMPARE( syncPair( network.central(), second ).text(), QStringLiteral( "1/0/0/0" ) );
      const QString oldId = first.value( "SELECT server_id FROM lizsync.server_metadata" );
      const QString newId = first.value( "SELECT lizsync.new_clone_identity( 'another' )" );
      QVERIFY( newId != oldId );
      QCOMPARE( first.rows( "SELECT server_id, server_name FROM lizsync.server_metadata" ), newId + QStringLiteral( "|another" ) );
      syncPair( network.central(), first );
      syncPair( network.central(), second );
      syncPair( network.central(), first );
      QCOMPARE( difference( network.central(), first ), QString() );
      QCOMPARE( difference( network.central(), second ), QString() );
      QCOMPARE( network.central().rows( "SELECT note FROM s.tree WHERE id IN ( 2, 4 ) ORDER BY id" ), QStringLiteral( "second again\nfirst again" ) );
      QCOMPARE( network.central().rows( "SELECT name FROM lizsync.clones ORDER BY name" ), QStringLiteral( "a\nanother" ) );

      // Ids come from ranges of their own now.
      first.exec( "INSERT INTO s.tree ( species ) VALUES ( 'beech' )" );
      second.exec( "INSERT INTO s.tree ( species ) VALUES ( 'birch' )" );
      syncPair( network.central(), first );
      syncPair( network.central(), second );
      syncPair( network.central(), first );
      QCOMPARE( difference( network.central(), first ), QString() );
      QCOMPARE( difference( network.central(), second ), QString() );
      QCOMPARE( network.central().value( "SELECT count( DISTINCT id ) FROM s.tree WHERE species IN ( 'beech', 'birch' )" ), QStringLiteral( "2" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
      QCOMPARE( syncPair( network.central(), first ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( syncPair( network.central(), second ).text(), QStringLiteral( "0/0/0/0" ) );
    }

    //! Before it ever synchronised: the surest moment to give a copy an identity of its own.
    void newIdentityBeforeTheFirstSync()
    {
      Network network( mTrees, 1 );
      network.clone( "a" ).exec( "INSERT INTO s.tree ( species ) VALUES ( 'unsent' ); UPDATE s.tree SET note = 'unsent' WHERE id = 1" );
      TestDatabase copy = copyOf( network.clone( "a" ) );
      copy.exec( "SELECT lizsync.new_clone_identity( 'b' )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "2/0/0/0" ) );
      copy.exec( "UPDATE s.tree SET note = 'copy' WHERE id = 2" );
      network.central().exec( "UPDATE s.tree SET note = 'central' WHERE id = 3" );
      QCOMPARE( syncPair( network.central(), copy ).text(), QStringLiteral( "1/1/0/0" ) );
      network.syncAll();
      syncPair( network.central(), copy );
      QCOMPARE( difference( network.central(), copy ), QString() );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.conflicts(), QString() );
    }

    void newIdentityNeedsAClone()
    {
      Network network( mTrees, 0 );
      try
      {
        network.central().exec( "SELECT lizsync.new_clone_identity( 'b' )" );
        QFAIL( "central got another identity" );
      }
      catch ( const Pg::Error &error )
      {
        QCOMPARE( error.sqlState(), QByteArray( "LZ001" ) );
      }
    }

    //! Copies that change nothing cannot harm each other.
    void idleCopiesAreNotRefused()
    {
      Network network( mTrees, 1 );
      network.sync( "a" );
      TestDatabase copy = copyOf( network.clone( "a" ) );
      for ( int i = 0; i < 3; ++i )
      {
        QCOMPARE( syncPair( network.central(), copy ).text(), QStringLiteral( "0/0/0/0" ) );
        QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      }
    }

    //! The clone goes back to a backup from before some syncs.
    void restoredClone()
    {
      Network network( mTrees );
      network.clone( "a" ).exec( "INSERT INTO s.tree ( species ) VALUES ( 'elm' )" );
      network.sync( "a" );
      TestDatabase backup = copyOf( network.clone( "a" ) );
      network.clone( "a" ).exec( "INSERT INTO s.tree ( species ) VALUES ( 'fir' ), ( 'yew' ); UPDATE s.tree SET note = 'a1' WHERE id = 1" );
      network.sync( "a" );
      network.central().exec( "UPDATE s.tree SET note = 'c2' WHERE id = 2; DELETE FROM s.tree WHERE id = 5" );
      network.sync( "a" );
      network.clone( "a" ).exec( "UPDATE s.tree SET height = 77 WHERE id = 1; DELETE FROM s.tree WHERE species = 'yew'" );
      network.sync( "a" );

      backup.exec( "UPDATE s.tree SET note = 'after' WHERE id = 3; UPDATE s.tree SET height = 78 WHERE id = 1" );
      Listener listener;
      QCOMPARE( syncPair( network.central(), backup, testedCarrier(), listener ).toCentral, 2 );
      QCOMPARE( listener.warnings.value( 0 ), QStringLiteral( "Clone \"a\" has gone back to an older state, such as a backup: it is brought up to date, and all that it has counts as edited since." ) );
      QCOMPARE( difference( network.central(), backup ), QString() );
      QCOMPARE( network.central().rows( "SELECT height, note, species FROM s.tree ORDER BY id" ), QStringLiteral( "78|a1|oak\n2|c2|oak\n3|after|oak\n4|∅|oak\n∅|∅|elm\n∅|∅|fir" ) );
      // Ids that were drawn since the backup are not drawn again.
      backup.exec( "INSERT INTO s.tree ( species ) VALUES ( 'beech' )" );
      QCOMPARE( syncPair( network.central(), backup ).text(), QStringLiteral( "1/0/0/0" ) );
      QCOMPARE( syncPair( network.central(), backup ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( difference( network.central(), backup ), QString() );
      network.sync( "b" );
      QCOMPARE( difference( network.central(), network.clone( "b" ) ), QString() );
    }

    //! The clone goes back to a sync that did not see an open transaction, whose events, older than that sync, have been purged since.
    void restoredAfterAPurge()
    {
      Network network( mTrees, 1 );
      Pg::Connection editor( network.central().conninfo(), QStringLiteral( "editor" ) );
      Pg::Transaction open( editor );
      open.executeScript( "UPDATE s.tree SET note = 'open' WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a' WHERE id = 2" );
      network.sync( "a" );
      TestDatabase backup = copyOf( network.clone( "a" ) );
      open.commit();
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      TestDatabase lateBackup = copyOf( network.clone( "a" ) );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a' WHERE id = 3" );
      network.sync( "a" );
      network.sync( "a" );
      // All but what the last sync wrote: nothing that comes after the sync of the late backup.
      network.central().exec( "SET LOCAL lizsync.package_retention TO '0'; CREATE TABLE public.kept AS SELECT * FROM audit.logged_actions WHERE row_data -> 'uid' = ( SELECT uid::text FROM s.tree WHERE id = 3 );"
                              "DELETE FROM audit.logged_actions WHERE event_id IN ( SELECT event_id FROM public.kept ); SELECT lizsync.purge_logs(); INSERT INTO audit.logged_actions OVERRIDING SYSTEM VALUE SELECT * FROM public.kept" );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "1" ) );
      const QString message = refusal( network.central(), backup );
      QVERIFY2( message.contains( "purged part of its log" ), qPrintable( message ) );
      QCOMPARE( refusal( network.central(), lateBackup ), QString() );
      QCOMPARE( difference( network.central(), lateBackup ), QString() );
    }

    //! The backup holds edits that were sent later, and central has gone on since.
    void restoredWithEditsThatWereSentSince()
    {
      Network network( mTrees, 1 );
      network.clone( "a" ).exec( "INSERT INTO s.tree ( species ) VALUES ( 'elm' ), ( 'fir' ); UPDATE s.tree SET note = 'a1' WHERE id IN ( 1, 2 )" );
      TestDatabase backup = copyOf( network.clone( "a" ) );
      network.sync( "a" );
      network.central().exec( "DELETE FROM s.tree WHERE species = 'elm'; UPDATE s.tree SET note = 'c' WHERE species = 'fir' OR id = 2" );
      network.sync( "a" );
      syncPair( network.central(), backup );
      QCOMPARE( network.central().rows( "SELECT note, species FROM s.tree ORDER BY id" ), QStringLiteral( "a1|oak\nc|oak\n∅|oak\n∅|oak\n∅|oak\nc|fir" ) );
      QCOMPARE( difference( network.central(), backup ), QString() );
    }

    //! A lost reply, and central deletes what it had got: the clone must not keep it.
    void deletedAfterALostReply()
    {
      Network network( mTrees );
      network.clone( "a" ).exec( "INSERT INTO s.tree ( species ) VALUES ( 'elm' )" );
      SyncOptions options;
      options.stepDone = [&network]( SyncStep step )
      {
        if ( step == SyncStep::CentralCommitted )
          network.clone( "a" ).terminateBackends( "application_name = 'lizsync sync clone' AND datname = current_database()" );
      };
      Feedback feedback;
      QVERIFY_EXCEPTION_THROWN( synchronize( network.central().conninfo(), network.clone( "a" ).conninfo(), options, feedback ), Error );
      network.central().exec( "DELETE FROM s.tree WHERE species = 'elm'" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM s.tree WHERE species = 'elm'" ), QStringLiteral( "0" ) );
    }

    //! The log does not reach back to the backup any more.
    void restoredTooOld()
    {
      Network network( mTrees, 1 );
      TestDatabase backup = copyOf( network.clone( "a" ) );
      network.central().exec( "UPDATE s.tree SET note = 'c' WHERE id = 1" );
      network.sync( "a" );
      network.sync( "a" );
      network.central().exec( "SELECT set_config( 'lizsync.package_retention', '0', true ); SELECT lizsync.purge_logs()" );
      backup.exec( "UPDATE s.tree SET note = 'unsent' WHERE id = 2" );
      const QString before = network.central().rows( mState ) + backup.rows( mState );
      QString message;
      try
      {
        syncPair( network.central(), backup );
      }
      catch ( const Error &error )
      {
        message = error.message();
      }
      QVERIFY2( message.contains( "has purged part of its log since" ) && message.contains( "deploy a new archive" ), qPrintable( message ) );
      QCOMPARE( network.central().rows( mState ) + backup.rows( mState ), before );
    }

    void filesRestored_data()
    {
      QTest::addColumn<bool>( "replyLost" );
      QTest::newRow( "after a sync" ) << false;
      QTest::newRow( "after a lost reply" ) << true;
    }

    //! The computer's files go back: transaction ids and event ids come a second time, for other edits.
    void filesRestored()
    {
      QFETCH( bool, replyLost );
      PrivateCluster cluster( PrivateCluster::For::Clones );
      Pair pair( mTrees, clusterConninfo(), cluster.conninfo() );
      pair.clone.exec( "UPDATE s.tree SET note = 'unsent at the backup' WHERE id = 1" );
      pair.clone.disconnect();
      cluster.backUpFiles();
      pair.clone.exec( "UPDATE s.tree SET note = 'before the restore' WHERE id = 2" );
      const QString ids = pair.clone.rows( "SELECT event_id, transaction_id FROM audit.logged_actions ORDER BY event_id" );
      if ( replyLost )
      {
        SyncOptions options;
        options.stepDone = []( SyncStep step )
        {
          if ( step == SyncStep::CentralCommitted )
            throw Error( QStringLiteral( "the power is gone" ) );
        };
        Feedback feedback;
        QVERIFY_EXCEPTION_THROWN( synchronize( pair.central.conninfo(), pair.clone.conninfo(), options, feedback ), Error );
      }
      else
      {
        syncPair( pair.central, pair.clone );
      }
      pair.clone.disconnect();
      cluster.restoreFiles();
      pair.clone.exec( "UPDATE s.tree SET note = 'after the restore' WHERE id = 3" );
      QCOMPARE( pair.clone.rows( "SELECT event_id, transaction_id FROM audit.logged_actions ORDER BY event_id" ), ids );
      syncPair( pair.central, pair.clone );
      QCOMPARE( pair.central.rows( "SELECT note FROM s.tree WHERE id < 4 ORDER BY id" ), QStringLiteral( "unsent at the backup\nbefore the restore\nafter the restore" ) );
      QCOMPARE( difference( pair.central, pair.clone ), QString() );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( pair.central.value( "SELECT count( * ) FROM lizsync.conflicts" ), QStringLiteral( "0" ) );
    }

  private:
    static TestDatabase copyOf( TestDatabase &database )
    {
      return TestDatabase( QStringLiteral( "copy" ), database );
    }

    inline static const QString mTrees = QStringLiteral(
      "CREATE TABLE s.tree ( id serial PRIMARY KEY, species text, height numeric, note text );"
      "INSERT INTO s.tree ( species, height ) SELECT 'oak', g FROM generate_series( 1, 5 ) AS g" );
    inline static const QString mState = QStringLiteral(
      "SELECT ( SELECT md5( string_agg( t::text, '' ORDER BY uid ) ) FROM s.tree AS t ), ( SELECT count( * ) FROM audit.logged_actions ), ( SELECT string_agg( h::text, '' ORDER BY sync_id ) FROM lizsync.history AS h ), ( SELECT string_agg( c::text, '' ) FROM lizsync.central AS c ),"
      " ( SELECT string_agg( s::text, '' ORDER BY clone_id ) FROM lizsync.clone_states AS s ), ( SELECT count( * ) FROM lizsync.conflicts ), ( SELECT count( * ) FROM lizsync.inbox ), ( SELECT count( * ) FROM lizsync.outbox )" );
};

QTEST_GUILESS_MAIN( TestCopies )
#include "test_copies.moc"
