/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/scenarios/network.h"

#include "engine/pg/connection.h"
#include "engine/sync/synchronize.h"

#include <QtTest>

using namespace LizSync;

//! Transactions that overlap a sync, replies that are lost, bad pairs of databases: nothing lost, nothing twice.
class TestProtocol : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void transactionThatCommitsAfterASync()
    {
      Network network( mTrees );
      Pg::Connection editor( network.central().conninfo(), QStringLiteral( "editor" ) );
      Pg::Transaction open( editor );
      open.executeScript( "UPDATE s.tree SET note = 'long open' WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET note = 'quick' WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      open.commit();
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void editsOfCentralInTheTransactionOfASync_data()
    {
      QTest::addColumn<bool>( "before" );
      QTest::addColumn<bool>( "after" );
      QTest::addColumn<int>( "syncs" );
      QTest::newRow( "before it" ) << true << false << 1;
      QTest::newRow( "after it" ) << false << true << 1;
      QTest::newRow( "before and after it" ) << true << true << 1;
      QTest::newRow( "between two syncs" ) << true << true << 2;
    }

    //! By SQL somebody may write in central, through the same connection, what no sync has brought there: the clone gets it all the same, and the edits of the sync but once.
    void editsOfCentralInTheTransactionOfASync()
    {
      QFETCH( bool, before );
      QFETCH( bool, after );
      QFETCH( int, syncs );
      Network network( mTrees );
      network.clone( "a" ).exec( "CREATE FOREIGN TABLE public.tree_of_central ( id integer, note text ) SERVER lizsync_central OPTIONS ( schema_name 's', table_name 'tree' )" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a1' WHERE id = 1" );
      {
        Pg::Connection connection( network.clone( "a" ).conninfo(), QStringLiteral( "lizsync test" ) );
        Pg::Transaction transaction( connection );
        for ( int sync = 0; sync < syncs; ++sync )
        {
          if ( before )
            transaction.execute( QStringLiteral( "UPDATE public.tree_of_central SET note = 'before %1' WHERE id = %2" ).arg( sync ).arg( 2 + sync ) );
          transaction.execute( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) );
          if ( after )
            transaction.execute( QStringLiteral( "UPDATE public.tree_of_central SET note = 'after %1' WHERE id = %2" ).arg( sync ).arg( 4 + sync ) );
          transaction.execute( QStringLiteral( "UPDATE s.tree SET note = 'a%1' WHERE id = 1" ).arg( 2 + sync ) );
        }
        transaction.commit();
      }
      network.syncAll();
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.differences(), QString() );
      QStringList expected { QStringLiteral( "1|a%1" ).arg( 1 + syncs ) };
      for ( int sync = 0; sync < syncs; ++sync )
      {
        if ( before )
          expected << QStringLiteral( "%2|before %1" ).arg( sync ).arg( 2 + sync );
        if ( after )
          expected << QStringLiteral( "%2|after %1" ).arg( sync ).arg( 4 + sync );
      }
      expected.sort();
      QCOMPARE( network.clone( "a" ).rows( "SELECT id, note FROM s.tree WHERE note ~ '^(a[0-9]|before|after)' ORDER BY id" ), expected.join( '\n' ) );
    }

    //! The next sync does not bring back what the first of them logged in central.
    void twoSyncsInATransaction()
    {
      Network network( mTrees );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'x' WHERE id = 1; SELECT * FROM lizsync.synchronize(); UPDATE s.tree SET note = 'y' WHERE id = 1; SELECT * FROM lizsync.synchronize()" );
      network.syncAll();
      QCOMPARE( network.clone( "a" ).value( "SELECT note FROM s.tree WHERE id = 1" ), QStringLiteral( "y" ) );
      QCOMPARE( network.differences(), QString() );
    }

    void transactionOfTheCloneThatCommitsAfterASync_data()
    {
      QTest::addColumn<bool>( "replyLost" );
      QTest::newRow( "after a sync" ) << false;
      QTest::newRow( "after a sync whose reply was lost" ) << true;
    }

    //! Somebody has a transaction open in the clone while it synchronises another table, and commits afterwards.
    void transactionOfTheCloneThatCommitsAfterASync()
    {
      QFETCH( bool, replyLost );
      // The SQL carrier waits for whoever edits any of the clone's tables.
      if ( testedCarrier() == Carrier::Sql && !replyLost )
        QSKIP( "clonesOpenTransactionMakesTheSyncSaySo" );
      Network network( mTrees + "; CREATE TABLE s.other ( id serial PRIMARY KEY, note text ); INSERT INTO s.other DEFAULT VALUES" );
      Pg::Connection editor( network.clone( "a" ).conninfo(), QStringLiteral( "editor" ) );
      auto open = std::make_unique<Pg::Transaction>( editor );
      open->executeScript( "UPDATE s.other SET note = 'long open'; INSERT INTO s.other ( note ) VALUES ( 'long open' )" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a1' WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET note = 'c2' WHERE id = 2" );
      if ( replyLost )
        loseReply( network, "a" );
      else
        QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/0/0" ) );
      open->executeScript( "UPDATE s.tree SET note = 'a3' WHERE id = 3" );
      open->commit();
      open.reset();
      QCOMPARE( network.sync( "a" ).text(), replyLost ? QStringLiteral( "3/1/0/0" ) : QStringLiteral( "3/0/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT note FROM s.tree WHERE id < 4 UNION ALL SELECT note FROM s.other ORDER BY 1" ), QStringLiteral( "a1\na3\nc2\nlong open\nlong open" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    //! An edit that is committed in the clone while a sync runs goes with the next one.
    void editOfTheCloneDuringASync()
    {
      Network network( mTrees );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'before' WHERE id = 1" );
      SyncOptions options;
      options.stepDone = [&network]( SyncStep step )
      {
        if ( step == SyncStep::Push )
          network.clone( "a" ).exec( "UPDATE s.tree SET note = 'during' WHERE id = 1; UPDATE s.tree SET note = 'during' WHERE id = 2" );
      };
      Feedback feedback;
      const SyncResult result = synchronize( network.central().conninfo(), network.clone( "a" ).conninfo(), options, feedback );
      QCOMPARE( result.toCentral, 1 );
      QCOMPARE( network.central().value( "SELECT note FROM s.tree WHERE id = 1" ), QStringLiteral( "before" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "2/0/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT note FROM s.tree WHERE id < 3 ORDER BY id" ), QStringLiteral( "during\nduring" ) );
    }

    void clonesOpenTransactionMakesTheSyncSaySo()
    {
      Network network( mTrees );
      network.central().exec( "UPDATE s.tree SET note = 'new' WHERE id = 1" );
      network.clone( "a" ).exec( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET lizsync.lock_timeout TO ''300ms''', current_database() ); END $$" );
      network.clone( "a" ).disconnect();
      Pg::Connection editor( network.clone( "a" ).conninfo(), QStringLiteral( "editor" ) );
      Pg::Transaction open( editor );
      open.executeScript( "UPDATE s.tree SET note = 'being typed' WHERE id = 2" );
      try
      {
        network.sync( "a" );
        QFAIL( "the sync did not wait" );
      }
      catch ( const Error &error )
      {
        QVERIFY2( error.message().contains( "is being edited in an open transaction" ), qPrintable( error.message() ) );
      }
      open.commit();
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void dryRunChangesNothing()
    {
      Network network( mTrees );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a' WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET note = 'c' WHERE id = 2" );
      const QString before = network.central().rows( mState ) + network.clone( "a" ).rows( mState );
      if ( testedCarrier() == Carrier::Sql )
      {
        QCOMPARE( network.clone( "a" ).rows( "SELECT * FROM lizsync.synchronize( dry_run => true )" ), QStringLiteral( "1|1|0|0" ) );
      }
      else
      {
        Feedback feedback;
        SyncOptions options;
        options.dryRun = true;
        QStringList told;
        options.changeSink = [&told]( const SyncChange &change )
        { told << QStringLiteral( "%1 %2 %3 %4 %5 %6" ).arg( change.direction, change.tableName, change.action, change.columns, change.oldValues, change.newValues ); };
        const SyncResult result = synchronize( network.central().conninfo(), network.clone( "a" ).conninfo(), options, feedback );
        QCOMPARE( result.toCentral, 1 );
        QCOMPARE( result.toClone, 1 );
        QCOMPARE( told, QStringList( { "to_central \"s\".\"tree\" U note {\"note\": null} {\"note\": \"a\"}", "to_clone \"s\".\"tree\" U note {\"note\": null} {\"note\": \"c\"}" } ) );
      }
      QCOMPARE( network.central().rows( mState ) + network.clone( "a" ).rows( mState ), before );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/0/0" ) );
    }

    void lostReply_data()
    {
      QTest::addColumn<QString>( "before" );
      QTest::addColumn<QString>( "centralAfter" );
      QTest::addColumn<QString>( "cloneAfter" );
      QTest::addColumn<QString>( "outcome" );
      QTest::newRow( "nothing since" ) << "UPDATE s.tree SET note = 'a1' WHERE id = 1; INSERT INTO s.tree ( species ) VALUES ( 'elm' ); DELETE FROM s.tree WHERE id = 5"
                                       << ""
                                       << ""
                                       << "1|a1|oak\n2|c2|oak\n3|∅|oak\n4|∅|oak\n∅|∅|elm";
      QTest::newRow( "clone edits the same row again" ) << "UPDATE s.tree SET note = 'a1' WHERE id = 1; DELETE FROM s.tree WHERE id = 5"
                                                        << ""
                                                        << "UPDATE s.tree SET note = 'a1 again' WHERE id = 1"
                                                        << "1|a1 again|oak\n2|c2|oak\n3|∅|oak\n4|∅|oak";
      QTest::newRow( "central edits it" ) << "UPDATE s.tree SET note = 'a1' WHERE id = 1; DELETE FROM s.tree WHERE id = 5"
                                          << "UPDATE s.tree SET note = 'c1' WHERE id = 1"
                                          << ""
                                          << "1|c1|oak\n2|c2|oak\n3|∅|oak\n4|∅|oak";
      QTest::newRow( "clone deletes what it sent" ) << "UPDATE s.tree SET note = 'a1' WHERE id = 1; DELETE FROM s.tree WHERE id = 5"
                                                    << ""
                                                    << "DELETE FROM s.tree WHERE id = 1"
                                                    << "2|c2|oak\n3|∅|oak\n4|∅|oak";
      QTest::newRow( "clone's delete lost" ) << "DELETE FROM s.tree WHERE id IN ( 2, 5 )"
                                             << ""
                                             << "UPDATE s.tree SET note = 'a3' WHERE id = 3"
                                             << "1|∅|oak\n2|c2|oak\n3|a3|oak\n4|∅|oak";
    }

    //! The power goes after central's commit and before the clone's.
    void lostReply()
    {
      QFETCH( QString, before );
      QFETCH( QString, centralAfter );
      QFETCH( QString, cloneAfter );
      QFETCH( QString, outcome );
      Network network( mTrees );
      network.clone( "a" ).exec( before );
      network.central().exec( "UPDATE s.tree SET note = 'c2' WHERE id = 2" );
      loseReply( network, "a" );
      QCOMPARE( network.central().value( "SELECT sync_status FROM lizsync.history WHERE sync_type = 'partial'" ), QStringLiteral( "pending" ) );
      if ( !centralAfter.isEmpty() )
        network.central().exec( centralAfter );
      if ( !cloneAfter.isEmpty() )
        network.clone( "a" ).exec( cloneAfter );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT CASE WHEN id < 6 THEN id END, note, species FROM s.tree ORDER BY 1" ), outcome );
      QCOMPARE( network.clone( "a" ).value( "SELECT count(*) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
      QCOMPARE( network.central().value( "SELECT count(*) FROM lizsync.conflicts WHERE rejected = 'clone' AND conflict_kind <> 'update_delete'" ), QStringLiteral( "0" ) );
    }

    //! The clone's row reached central in the sync whose reply was lost, and a third one deleted it there since.
    void lostReplyAndDeletedSince()
    {
      Network network( mTrees );
      network.clone( "a" ).exec( "INSERT INTO s.tree ( species ) VALUES ( 'elm' )" );
      loseReply( network, "a" );
      network.sync( "b" );
      network.clone( "b" ).exec( "DELETE FROM s.tree WHERE species = 'elm'" );
      network.sync( "b" );
      network.sync( "a" );
      QCOMPARE( network.clone( "a" ).value( "SELECT count(*) FROM s.tree WHERE species = 'elm'" ), QStringLiteral( "0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void lostReplyAndReferences_data()
    {
      QTest::addColumn<QString>( "centralBefore" );
      QTest::addColumn<QString>( "cloneAfter" );
      QTest::addColumn<QString>( "outcome" );
      QTest::newRow( "the reference lost, another one shares its tenant" ) << "UPDATE s.child SET parent_id = 2"
                                                                           << "UPDATE s.child SET owner_id = 2" << QStringLiteral( "2|3|2" );
      QTest::newRow( "the reference was emptied" ) << "DELETE FROM s.parent WHERE tenant = 2 AND id = 3"
                                                   << "UPDATE s.child SET tenant = 1, owner_id = 1" << QStringLiteral( "1|3|1" );
    }

    //! The clone never heard that its reference of two columns did not come through, and edits a part of it: central gets the reference that the clone has.
    void lostReplyAndReferences()
    {
      QFETCH( QString, centralBefore );
      QFETCH( QString, cloneAfter );
      QFETCH( QString, outcome );
      Network network( "CREATE TABLE s.parent ( tenant integer, id integer, PRIMARY KEY ( tenant, id ) ); INSERT INTO s.parent SELECT t, p FROM generate_series( 1, 2 ) AS t CROSS JOIN generate_series( 1, 3 ) AS p;"
                       "CREATE TABLE s.child ( id serial PRIMARY KEY, tenant integer, parent_id integer, owner_id integer, FOREIGN KEY ( tenant, parent_id ) REFERENCES s.parent ON DELETE SET NULL, FOREIGN KEY ( tenant, owner_id ) REFERENCES s.parent );"
                       "INSERT INTO s.child ( tenant, parent_id, owner_id ) VALUES ( 1, 1, 1 )" );
      network.clone( "a" ).exec( "UPDATE s.child SET tenant = 2, parent_id = 3" );
      network.central().exec( centralBefore );
      cutPower( network, "a", SyncStep::CentralCommitted, "clone" );
      network.clone( "a" ).exec( cloneAfter );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id, owner_id FROM s.child" ), outcome );
    }

    void lostTwice()
    {
      Network network( mTrees );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a1' WHERE id = 1; INSERT INTO s.tree ( species ) VALUES ( 'elm' )" );
      loseReply( network, "a" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a3' WHERE id = 3" );
      network.central().exec( "UPDATE s.tree SET note = 'c4' WHERE id = 4" );
      loseReply( network, "a" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a5' WHERE id = 5" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT note FROM s.tree ORDER BY id" ), QStringLiteral( "a1\n∅\na3\nc4\na5\n∅" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    void powerCutBeforeTheCommits_data()
    {
      QTest::addColumn<int>( "step" );
      QTest::addColumn<QString>( "killed" );
      const QStringList names = { "hello", "push", "merge", "pull", "finish" };
      for ( int step = 0; step < names.size(); ++step )
      {
        for ( const char *killed : { "central", "clone", "c%" } )
          QTest::newRow( qPrintable( names.at( step ) + ' ' + killed ) ) << step << QString( killed );
      }
    }

    //! Killed backends on either side, after each step: neither side has changed, and the next sync is an ordinary one.
    void powerCutBeforeTheCommits()
    {
      QFETCH( int, step );
      QFETCH( QString, killed );
      Network network( mTrees, 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a1' WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET note = 'c2' WHERE id = 2" );
      const QString before = network.central().rows( mState ) + network.clone( "a" ).rows( mState );
      cutPower( network, "a", static_cast<SyncStep>( step ), killed );
      QCOMPARE( network.central().rows( mState ) + network.clone( "a" ).rows( mState ), before );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/0/0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    void structureDiffers()
    {
      Network network( mTrees );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'unsent' WHERE id = 1" );
      network.central().exec( "ALTER TABLE s.tree ALTER COLUMN height TYPE double precision" );
      try
      {
        network.sync( "a" );
        QFAIL( "the sync did not see the difference" );
      }
      catch ( const Error &error )
      {
        QVERIFY2( error.message().contains( "column height of table \"s\".\"tree\" is double precision in central but numeric in the clone" ), qPrintable( error.message() ) );
      }
      network.clone( "a" ).exec( "ALTER TABLE s.tree ALTER COLUMN height TYPE double precision" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
    }

    void sameColumnAddedOnBothSides()
    {
      Network network( mTrees, 1 );
      network.central().exec( "ALTER TABLE s.tree ADD COLUMN crown integer DEFAULT 1" );
      network.clone( "a" ).exec( "ALTER TABLE s.tree ADD COLUMN crown integer DEFAULT 1; UPDATE s.tree SET crown = 5 WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    //! Edits that were made under the old name go on under the new one, in both directions; a column that is dropped takes its edits with it.
    void sameColumnRenamedOnBothSides()
    {
      Network network( mTrees );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'typed in a' WHERE id = 1; INSERT INTO s.tree ( species, note ) VALUES ( 'elm', 'new in a' )" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'first' WHERE id = 4; UPDATE s.tree SET note = 'second' WHERE id = 4" );
      network.central().exec( "UPDATE s.tree SET note = 'typed in central' WHERE id = 2; UPDATE s.tree SET height = 77 WHERE id = 1" );
      for ( TestDatabase *database : { &network.central(), &network.clone( "a" ), &network.clone( "b" ) } )
        database->exec( "ALTER TABLE s.tree RENAME COLUMN note TO remark" );
      network.clone( "a" ).exec( "UPDATE s.tree SET species = 'ash' WHERE id = 1" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT species, remark FROM s.tree WHERE remark IS NOT NULL ORDER BY remark" ),
                QStringLiteral( "elm|new in a\noak|second\nash|typed in a\noak|typed in central" ) );
      QCOMPARE( network.clone( "b" ).value( "SELECT height FROM s.tree WHERE id = 1" ), QStringLiteral( "77" ) );
      QCOMPARE( network.conflicts(), QString() );

      network.clone( "a" ).exec( "UPDATE s.tree SET remark = 'goes', height = 5 WHERE id = 3" );
      for ( TestDatabase *database : { &network.central(), &network.clone( "a" ), &network.clone( "b" ) } )
        database->exec( "ALTER TABLE s.tree DROP COLUMN remark" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).value( "SELECT height FROM s.tree WHERE id = 3" ), QStringLiteral( "5" ) );
    }

    void hundredSyncsLeaveNoConnectionBehind()
    {
      Network network( mTrees, 1 );
      for ( int i = 0; i < 100; ++i )
      {
        if ( i % 10 == 0 )
          network.clone( "a" ).exec( QStringLiteral( "UPDATE s.tree SET note = '%1' WHERE id = 1" ).arg( i ) );
        network.sync( "a" );
      }
      QTRY_COMPARE( network.central().value( "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'" ), QStringLiteral( "0" ) );
      QCOMPARE( network.central().value( "SELECT count(*) FROM lizsync.history WHERE sync_type = 'partial'" ), QStringLiteral( "10" ) );
      QCOMPARE( network.central().value( "SELECT count(*) FROM lizsync.inbox" ), QStringLiteral( "0" ) );
    }

    void idRangeIsRenewed()
    {
      Network network( "CREATE TABLE s.small ( id smallserial PRIMARY KEY, v text )", 1 );
      network.clone( "a" ).exec( "INSERT INTO s.small ( v ) SELECT g::text FROM generate_series( 1, 90 ) AS g" );
      network.sync( "a" );
      network.clone( "a" ).exec( "INSERT INTO s.small ( v ) SELECT g::text FROM generate_series( 1, 100 ) AS g" );
      try
      {
        network.clone( "a" ).exec( "INSERT INTO s.small ( v ) VALUES ( 'one too many' )" );
        QFAIL( "an id beyond the range" );
      }
      catch ( const Pg::Error &error )
      {
        QVERIFY2( error.message().contains( "reached maximum value of sequence \"small_id_seq\"" ), qPrintable( error.message() ) );
        QCOMPARE( error.sqlState(), QByteArray( "2200H" ) );
      }
      network.central().exec( "INSERT INTO s.small ( v ) VALUES ( 'central' )" );
      network.syncAll();
      network.clone( "a" ).exec( "INSERT INTO s.small ( v ) VALUES ( 'goes on' )" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT count( DISTINCT id ) FROM s.small" ), QStringLiteral( "192" ) );
    }

    //! A lease locks the sequence: whoever drew an id in an open transaction is waited for, but not for ever, as everybody who draws one then waits too.
    void idRangeDoesNotWaitForEver()
    {
      Network network( "CREATE TABLE s.small ( id smallserial PRIMARY KEY, v text )", 1 );
      network.central().exec( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET lizsync.lock_timeout TO ''300ms''', current_database() ); END $$" );
      network.clone( "a" ).exec( "INSERT INTO s.small ( v ) SELECT g::text FROM generate_series( 1, 90 ) AS g" );
      Pg::Connection editor( network.central().conninfo(), QStringLiteral( "editor" ) );
      Pg::Transaction open( editor );
      open.executeScript( "SET LOCAL idle_in_transaction_session_timeout TO '20s'; INSERT INTO s.small ( v ) VALUES ( 'being typed' )" );
      const QString before = network.central().value( "SELECT count( * ) FROM lizsync.id_ranges" );
      try
      {
        network.sync( "a" );
        QFAIL( "the sync did not wait" );
      }
      catch ( const Pg::Error &error )
      {
        QVERIFY2( error.message().contains( "The clone needs new ids of sequence \"s\".\"small_id_seq\", from which an open transaction of central has drawn some: try again when that has ended." ), qPrintable( error.message() ) );
        QCOMPARE( error.sqlState(), QByteArray( "LZ001" ) );
      }
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.id_ranges" ), before );
      open.commit();
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "90/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    //! Rows come some buckets at a time, and of an equal table none at all.
    void comparedRowsComeInParts()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, v text ); INSERT INTO s.t ( v ) SELECT 'row' FROM generate_series( 1, 3000 )", 1 );
      network.central().exec( "ALTER FUNCTION lizsync.table_rows( text, integer[] ) RENAME TO spied_rows; CREATE SEQUENCE lizsync.calls;"
                              "CREATE FUNCTION lizsync.table_rows( p_relation text, p_buckets integer[] ) RETURNS jsonb LANGUAGE plpgsql AS $$ BEGIN PERFORM nextval( 'lizsync.calls' );"
                              "IF cardinality( p_buckets ) > 8 THEN RAISE EXCEPTION 'rows of % buckets', cardinality( p_buckets ); END IF; RETURN lizsync.spied_rows( p_relation, p_buckets ); END $$" );
      const QString compared = QStringLiteral( "SELECT count( * ), count( DISTINCT uid ), min( status ) FROM lizsync.compare_tables( 's', 't' )" );
      QCOMPARE( network.clone( "a" ).rows( compared ), QStringLiteral( "0|0|∅" ) );
      QCOMPARE( network.central().value( "SELECT is_called FROM lizsync.calls" ), QStringLiteral( "f" ) );
      network.clone( "a" ).exec( "UPDATE s.t SET v = 'other' WHERE id = 1" );
      QCOMPARE( network.clone( "a" ).rows( compared ), QStringLiteral( "1|1|different" ) );
      QCOMPARE( network.central().value( "SELECT last_value FROM lizsync.calls" ), QStringLiteral( "1" ) );
      network.clone( "a" ).exec( "UPDATE s.t SET v = 'other'" );
      QCOMPARE( network.clone( "a" ).rows( compared ), QStringLiteral( "3000|3000|different" ) );
    }

    void compareTellsTheTruth()
    {
      Network network( mTrees, 1 );
      QCOMPARE( network.clone( "a" ).rows( "SELECT * FROM lizsync.compare_tables( 's', 'tree' )" ), QString() );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a' WHERE id = 1; DELETE FROM s.tree WHERE id = 2" );
      network.central().exec( "DELETE FROM s.tree WHERE id = 3" );
      QCOMPARE( network.clone( "a" ).rows( "SELECT status, clone_table_values -> 'note', central_table_values -> 'note' FROM lizsync.compare_tables( 's', 'tree' ) ORDER BY 1" ), QStringLiteral( "different|a|∅\nnot in central|∅|∅\nnot in clone|∅|∅" ) );
      network.syncAll();
      QCOMPARE( network.clone( "a" ).rows( "SELECT * FROM lizsync.compare_tables( 's', 'tree' )" ), QString() );
    }

    void purgeKeepsWhatIsNeeded()
    {
      Network network( mTrees );
      network.central().exec( "SET LOCAL lizsync.package_retention TO '0'; UPDATE s.tree SET note = 'for both' WHERE id = 1" );
      network.sync( "a" );
      network.sync( "a" );
      QCOMPARE( network.central().value( "SELECT set_config( 'lizsync.package_retention', '0', true ), lizsync.purge_logs()" ), QStringLiteral( "0" ) );
      QCOMPARE( network.sync( "b" ).text(), QStringLiteral( "0/1/0/0" ) );
      network.sync( "b" );
      network.central().exec( "SELECT set_config( 'lizsync.package_retention', '0', true ); SELECT lizsync.purge_logs()" );
      QCOMPARE( network.central().value( "SELECT count(*) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    //! An archive may be deployed weeks after it was made: what was edited since is kept for it.
    void purgeKeepsWhatAYoungPackageNeeds()
    {
      Network network( mTrees, 1 );
      Pg::Connection connection( network.central().conninfo(), QStringLiteral( "package" ) );
      QString manifest;
      {
        Pg::Transaction transaction( connection, Pg::Transaction::Isolation::RepeatableRead );
        manifest = *transaction.scalar( QStringLiteral( "SELECT lizsync.new_package( ARRAY['s'], NULL ) ->> 'sync_id'" ) );
        transaction.execute( QStringLiteral( "SELECT lizsync.record_archive( $1::uuid, repeat( '0', 64 ) )" ), { manifest } );
        transaction.commit();
      }
      network.central().exec( "UPDATE s.tree SET note = 'after the package' WHERE id = 1" );
      network.sync( "a" );
      network.sync( "a" );
      QCOMPARE( network.central().value( "SELECT lizsync.purge_logs()" ), QStringLiteral( "0" ) );
      const QString id = QStringLiteral( "11111111-2222-3333-4444-555555555555" );
      network.central().exec( QStringLiteral( "SELECT lizsync.register_clone( '%1', 'late', '%2', repeat( '0', 64 ) )" ).arg( id, manifest ) );
      QCOMPARE( network.central().value( "SELECT events_waiting FROM lizsync.clones WHERE name = 'late'" ), QStringLiteral( "1" ) );
      // The clone counts now, however old the package.
      network.central().exec( "UPDATE lizsync.history SET sync_time = now() - interval '2 months'" );
      QCOMPARE( network.central().value( "SELECT lizsync.purge_logs()" ), QStringLiteral( "0" ) );
      network.central().exec( QStringLiteral( "SELECT lizsync.forget_clone( '%1' )" ).arg( id ) );
      QCOMPARE( network.central().value( "SELECT lizsync.purge_logs()" ), QStringLiteral( "1" ) );
    }

    //! A row with an id typed by hand far beyond does not use up the ids between.
    void anIdTypedByHandIsSteppedOver()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, v text ); INSERT INTO s.t ( id, v ) VALUES ( 2147483647, 'far' ), ( 500, 'near' ), ( 60000, 'nearer' )", 1 );
      network.clone( "a" ).exec( "INSERT INTO s.t ( v ) VALUES ( 'of a' )" );
      network.central().exec( "INSERT INTO s.t ( v ) VALUES ( 'of central' )" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT v FROM s.t ORDER BY id" ), QStringLiteral( "near\nnearer\nof a\nof central\nfar" ) );
    }

    //! A sync in the middle of a transaction whose references are checked at its end.
    void callersDeferredConstraints()
    {
      Network network( "CREATE TABLE s.p ( id serial PRIMARY KEY ); CREATE TABLE s.c ( id serial PRIMARY KEY, p_id integer REFERENCES s.p DEFERRABLE INITIALLY DEFERRED )", 1 );
      network.central().exec( "INSERT INTO s.p DEFAULT VALUES; INSERT INTO s.c ( p_id ) SELECT id FROM s.p" );
      network.clone( "a" ).exec( "INSERT INTO s.p ( id ) VALUES ( DEFAULT ); INSERT INTO s.c ( p_id ) SELECT max( id ) FROM s.p; SELECT * FROM lizsync.synchronize()" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT count(*) FROM s.c" ), QStringLiteral( "2" ) );
    }

    void restoredConflictSynchronises()
    {
      Network network( mTrees );
      network.central().exec( "UPDATE s.tree SET note = 'central' WHERE id = 1; UPDATE s.tree SET note = 'c' WHERE id = 2" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'clone' WHERE id = 1; DELETE FROM s.tree WHERE id = 2" );
      network.sync( "a" );
      network.central().exec( "SELECT lizsync.restore_conflict( id ) FROM lizsync.conflicts" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, note, species FROM s.tree WHERE id < 3 ORDER BY id" ), QStringLiteral( "1|central|oak\n2|c|oak" ) );
    }

    void noConnectionIsLeft()
    {
      if ( testedCarrier() == Carrier::Engine )
        QSKIP( "the engine closes its connections itself" );
      Network network( mTrees, 1 );
      Pg::Connection caller( network.clone( "a" ).conninfo(), QStringLiteral( "lizsync test" ) );
      for ( int i = 0; i < 2; ++i )
      {
        network.central().exec( "UPDATE s.tree SET note = 'edited' || clock_timestamp()" );
        Pg::Transaction transaction( caller );
        QCOMPARE( transaction.execute( "SELECT * FROM lizsync.synchronize()" ).value( 0, 1 ), QStringLiteral( "5" ) );
        transaction.commit();
        QTRY_COMPARE( network.central().value( "SELECT count( * ) FROM pg_stat_activity WHERE application_name = 'postgres_fdw' AND datname = current_database()" ), QStringLiteral( "0" ) );
      }
    }

    //! A clone that will never come back holds nothing up: no event, no conflict; its ids stay its own.
    void forgottenCloneIsUnknown()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, name text UNIQUE ); INSERT INTO s.t ( name ) VALUES ( 'one' )" );
      network.central().exec( "INSERT INTO s.t ( name ) VALUES ( 'same' )" );
      network.clone( "a" ).exec( "INSERT INTO s.t ( name ) VALUES ( 'same' )" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      network.central().exec( "UPDATE s.t SET name = 'uno' WHERE id = 1" );
      network.sync( "b" );
      network.sync( "b" );
      const QString purge = QStringLiteral( "SELECT set_config( 'lizsync.package_retention', '0', true ), lizsync.purge_logs() > 0" );
      const QString ranges = network.central().rows( "SELECT first_id, last_id FROM lizsync.id_ranges ORDER BY 1" );
      network.central().exec( purge );
      QVERIFY( network.central().value( "SELECT count( * ) FROM audit.logged_actions" ).toInt() > 0 );
      network.central().exec( QStringLiteral( "SELECT lizsync.forget_clone( '%1' )" ).arg( network.cloneId( "a" ) ) );
      QVERIFY_EXCEPTION_THROWN( network.sync( "a" ), Error );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, resolved FROM lizsync.conflicts" ), QStringLiteral( "unique_violation|t" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.clones" ), QStringLiteral( "1" ) );
      network.central().exec( purge );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
      QCOMPARE( network.sync( "b" ).text(), QStringLiteral( "0/0/0/0" ) );
      // With PostgreSQL 13 the sync that was refused left its connection to central in the session.
      network.clone( "a" ).disconnect();
      network.addClone( "c" );
      QCOMPARE( network.central().rows( "SELECT first_id, last_id FROM lizsync.id_ranges ORDER BY 1" ).left( ranges.size() ), ranges );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.id_ranges AS a JOIN lizsync.id_ranges AS b ON a.first_id < b.first_id AND a.last_id >= b.first_id" ), QStringLiteral( "0" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.id_ranges" ), QStringLiteral( "3" ) );
    }

  private:
    //! A sync during which the backends named \a killed ("central", "clone", or "c%" for both) are killed after a step.
    static void cutPower( Network &network, const QString &name, SyncStep after, const QString &killed )
    {
      SyncOptions options;
      // Only here: other tests synchronise on the same server at the same time.
      const QString victims = QStringLiteral( "application_name LIKE 'lizsync sync %1' AND datname = current_database()" ).arg( killed );
      options.stepDone = [&network, &name, &victims, after]( SyncStep step )
      {
        if ( step != after )
          return;
        network.central().terminateBackends( victims );
        network.clone( name ).terminateBackends( victims );
      };
      Feedback feedback;
      QVERIFY_EXCEPTION_THROWN( synchronize( network.central().conninfo(), network.clone( name ).conninfo(), options, feedback ), Error );
    }

    //! A sync of which central commits its part and the clone does not.
    static void loseReply( Network &network, const QString &name )
    {
      const QString before = network.clone( name ).rows( mState );
      cutPower( network, name, SyncStep::CentralCommitted, "clone" );
      QCOMPARE( network.clone( name ).rows( mState ), before );
    }

    inline static const QString mTrees = QStringLiteral(
      "CREATE TABLE s.tree ( id serial PRIMARY KEY, species text, height numeric, note text );"
      "INSERT INTO s.tree ( species, height ) SELECT 'oak', g FROM generate_series( 1, 5 ) AS g" );
    inline static const QString mState = QStringLiteral(
      "SELECT ( SELECT md5( string_agg( t::text, '' ORDER BY uid ) ) FROM s.tree AS t ), ( SELECT count(*) FROM audit.logged_actions ), ( SELECT string_agg( h::text, '' ORDER BY sync_id ) FROM lizsync.history AS h ), ( SELECT string_agg( c::text, '' ) FROM lizsync.central AS c ),"
      " ( SELECT string_agg( s::text, '' ORDER BY clone_id ) FROM lizsync.clone_states AS s ), ( SELECT count(*) FROM lizsync.conflicts ), ( SELECT count(*) FROM lizsync.inbox ), ( SELECT count(*) FROM lizsync.outbox )" );
};

QTEST_GUILESS_MAIN( TestProtocol )
#include "test_protocol.moc"
