/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"
#include "engine/pg/quoting.h"
#include "tests/common/testfeedback.h"
#include "tests/faults/phases.h"

#include <QElapsedTimer>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace LizSync;

//! Somebody cancels, a limit of time runs out, somebody else holds a lock: both databases as before, a clear sentence, and the next sync does it.
class TestInterruptions : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }
    void cleanupTestCase() { mNetwork.reset(); }

    void canceledAtEveryPhase_data()
    {
      QTest::addColumn<QString>( "phaseName" );
      for ( const Phase &phase : phases() )
        QTest::newRow( qPrintable( phase.name ) ) << phase.name;
    }

    //! The user cancels in the middle of each phase, push and pull being in the middle of their COPY then.
    void canceledAtEveryPhase()
    {
      if ( testedCarrier() == Carrier::Sql )
        QSKIP( "who runs SQL cancels the statement: see endedFromOutside()" );
      QFETCH( QString, phaseName );
      begin();
      TestFeedback feedback;
      QString message;
      {
        const Hook hook( central(), clone(), phase( phaseName ), mForever );
        TestDatabase &hooked = phase( phaseName ).inCentral ? central() : clone();
        feedback.cancelWhen = [&hooked]
        { return sleepers( hooked ) > 0; };
        try
        {
          synchronize( central().conninfo(), clone().conninfo(), SyncOptions(), feedback );
        }
        catch ( const CanceledError &error )
        {
          message = error.message();
        }
        QCOMPARE( sleepers( hooked ), 0 );
      }
      QCOMPARE( message, QStringLiteral( "Cancelled: nothing was changed." ) );
      end();
    }

    void canceledWhileWaiting_data()
    {
      QTest::addColumn<bool>( "centrals" );
      QTest::newRow( "for an editor of central" ) << true;
      QTest::newRow( "for an editor of the clone" ) << false;
    }

    void canceledWhileWaiting()
    {
      if ( testedCarrier() == Carrier::Sql )
        QSKIP( "who runs SQL cancels the statement: see endedFromOutside()" );
      QFETCH( bool, centrals );
      begin();
      QString message;
      {
        Pg::Connection connection( ( centrals ? central() : clone() ).conninfo(), QStringLiteral( "editor" ) );
        Pg::Transaction open( connection );
        open.executeScript( QStringLiteral( "UPDATE s.tree SET height = 99 WHERE id = %1" ).arg( centrals ? 1 : 3 ) );
        TestFeedback feedback;
        feedback.cancelWhen = [&feedback]
        { return !feedback.infos.filter( QRegularExpression( QStringLiteral( "open edits in (central|the clone)" ) ) ).isEmpty(); };
        try
        {
          synchronize( central().conninfo(), clone().conninfo(), SyncOptions(), feedback );
        }
        catch ( const CanceledError &error )
        {
          message = error.message();
        }
      }
      QVERIFY2( message.endsWith( "ancelled: nothing was changed." ), qPrintable( message ) );
      end();
    }

    void endedFromOutside_data()
    {
      QTest::addColumn<QString>( "phaseName" );
      QTest::addColumn<bool>( "centrals" );
      for ( const Phase &phase : phases() )
      {
        for ( const bool centrals : { true, false } )
        {
          // The engine's connection to the other side is idle then: there is nothing to cancel.
          if ( testedCarrier() == Carrier::Sql || centrals == phase.inCentral )
            QTest::addRow( "%s: %s", qPrintable( phase.name ), centrals ? "central" : "clone" ) << phase.name << centrals;
        }
      }
    }

    //! pg_cancel_backend(), as an administrator or a tool does it.
    void endedFromOutside()
    {
      QFETCH( QString, phaseName );
      QFETCH( bool, centrals );
      begin();
      const Phase hooked = phase( phaseName );
      if ( centrals && !hooked.inCentral )
        QSKIP( "central's session is idle then: there is nothing to cancel" );
      QString message;
      QString state;
      {
        const Hook hook( central(), clone(), hooked, mForever );
        std::atomic<bool> ended { false };
        std::thread sync( [&]
                          {
                            message = refusal( central(), clone(), &state );
                            ended = true; } );
        TestDatabase watching( QStringLiteral( "watching" ), QStringLiteral( "template0" ), hooked.inCentral ? clusterConninfo() : cloneClusterConninfo() );
        TestDatabase outside( QStringLiteral( "outside" ), QStringLiteral( "template0" ), centrals ? clusterConninfo() : cloneClusterConninfo() );
        while ( !ended && watching.value( QStringLiteral( "SELECT count( * ) FROM pg_stat_activity WHERE datname = %1 AND wait_event = 'PgSleep'" ).arg( Pg::quotedLiteral( ( hooked.inCentral ? central() : clone() ).name() ) ) ) == "0" )
        {
        }
        outside.exec( QStringLiteral( "SELECT pg_cancel_backend( pid ) FROM pg_stat_activity WHERE datname = %1 AND state = 'active' AND backend_type = 'client backend'" ).arg( Pg::quotedLiteral( ( centrals ? central() : clone() ).name() ) ) );
        sync.join();
      }
      QCOMPARE( state, QStringLiteral( "57014" ) );
      const QString words = QStringLiteral( "canceling statement due to user request" );
      if ( testedCarrier() == Carrier::Engine )
        QCOMPARE( message, QStringLiteral( "The work in %1 was ended from outside (%2): ask the administrator of its server who or what cancels it, then try again. Nothing was changed." ).arg( labelOf( centrals ? central() : clone() ), words ) );
      else if ( centrals )
        QCOMPARE( message, QStringLiteral( "Central's server ended this sync from outside (%1): ask its administrator who or what cancels it, then synchronise again. Nothing was changed." ).arg( words ) );
      else
        // Whoever runs it cancelled it himself, and psql tells him so.
        QVERIFY2( message.contains( words ), qPrintable( message ) );
      end();
    }

    //! Limits of time of the database or the role are for somebody's queries: a sync takes as long as there is to do.
    void limitsOfTimeOfTheDatabase()
    {
      begin();
      // Longer than a hello takes on a busy machine, whose own statement cannot switch its limit off.
      const Hook inMerge( central(), clone(), phase( "merge" ), "PERFORM pg_sleep( 2 );" );
      const Hook inApply( central(), clone(), phase( "apply" ), "PERFORM pg_sleep( 2 );" );
      for ( TestDatabase *database : { &central(), &clone() } )
      {
        for ( const char *name : { "statement_timeout", "idle_in_transaction_session_timeout", "transaction_timeout" } )
        {
          // The caller's own statement is his business.
          if ( testedCarrier() == Carrier::Sql && database == &clone() )
            continue;
          database->exec( QStringLiteral( "DO $$ BEGIN IF current_setting( '%1', true ) IS NOT NULL THEN EXECUTE format( 'ALTER DATABASE %I SET %1 TO ''1500ms''', current_database() ); END IF; END $$" ).arg( name ) );
        }
        database->disconnect();
      }
      QString message;
      try
      {
        syncPair( central(), clone() );
      }
      catch ( const Error &error )
      {
        message = error.message();
      }
      for ( TestDatabase *database : { &central(), &clone() } )
      {
        database->exec( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I RESET ALL', current_database() ); END $$" );
        database->disconnect();
      }
      QCOMPARE( message, QString() );
      QCOMPARE( difference( central(), clone() ), QString() );
    }

    void callersStatementTimeout_data() { endedPhases(); }

    //! A limit of the caller's statement, which nothing can switch off from within.
    void callersStatementTimeout()
    {
      if ( testedCarrier() == Carrier::Engine )
        QSKIP( "the engine's statements have no limit of time" );
      QFETCH( QString, phaseName );
      begin();
      QString message;
      QByteArray state;
      {
        const Hook hook( central(), clone(), phase( phaseName ), mForever );
        Pg::Connection connection( clone().conninfo(), QStringLiteral( "caller" ) );
        Pg::Transaction caller( connection );
        caller.executeScript( "SET LOCAL statement_timeout TO '400ms'" );
        try
        {
          caller.execute( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) );
        }
        catch ( const Pg::Error &error )
        {
          message = error.message();
          state = error.sqlState();
        }
      }
      QCOMPARE( message, QStringLiteral( "This sync took longer than statement_timeout (400ms) lets it: SET statement_timeout TO 0, then synchronise again. Nothing was changed." ) );
      QCOMPARE( state, QByteArray( "57014" ) );
      end();
    }

    //! An edit of central that is not saved: its editor comes first, whatever the sync does with it is tried again.
    void openEditInCentral()
    {
      begin();
      Pg::Connection connection( central().conninfo(), QStringLiteral( "editor" ) );
      auto open = std::make_unique<Pg::Transaction>( connection );
      open->executeScript( "UPDATE s.tree SET height = 99 WHERE id = 1" );
      // A sync that waited for the editor instead would wait for ever.
      constexpr int sPatienceMs = 60000;
      if ( testedCarrier() == Carrier::Sql )
      {
        QString message;
        QByteArray state;
        try
        {
          Pg::Connection sync( clone().conninfo(), QStringLiteral( "caller" ) );
          Pg::Transaction caller( sync );
          caller.executeScript( QStringLiteral( "SET LOCAL statement_timeout TO %1" ).arg( sPatienceMs ) );
          caller.execute( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) );
        }
        catch ( const Pg::Error &error )
        {
          message = error.message();
          state = error.sqlState();
        }
        QCOMPARE( message, QStringLiteral( "Somebody has open edits in central of what this sync changes: have them saved or cancelled, then synchronise again. Nothing was changed." ) );
        QCOMPARE( state, QByteArray( "40001" ) );
        open.reset();
        end();
        return;
      }
      TestFeedback feedback;
      QElapsedTimer timer;
      timer.start();
      feedback.cancelWhen = [&]
      {
        // Saved once the sync has run into it.
        if ( open && !feedback.infos.filter( "Somebody has open edits in central: trying again" ).isEmpty() )
          open.reset();
        return timer.elapsed() > sPatienceMs;
      };
      QString counts;
      try
      {
        counts = syncPair( central(), clone(), Carrier::Engine, feedback ).text();
      }
      catch ( const Error &error )
      {
        counts = error.message();
      }
      QCOMPARE( counts, QStringLiteral( "3/3/0/0" ) );
      QVERIFY( !open );
      QCOMPARE( difference( central(), clone() ), QString() );
    }

    //! … and where it is never saved.
    void openEditInCentralForEver()
    {
      if ( testedCarrier() == Carrier::Sql )
        QSKIP( "SQL says so at once" );
      begin();
      Pg::Connection connection( central().conninfo(), QStringLiteral( "editor" ) );
      auto open = std::make_unique<Pg::Transaction>( connection );
      open->executeScript( "UPDATE s.tree SET height = 99 WHERE id = 1" );
      QCOMPARE( refusal( central(), clone() ), QStringLiteral( "Somebody has open edits in central of what this sync changes (10 tries): have them saved or cancelled, then synchronise again. Nothing was changed." ) );
      open.reset();
      end();
    }

    //! While a sync waits for an edit in the clone, editors of central do not wait for the sync.
    void openEditInTheCloneDoesNotHoldCentralUp()
    {
      begin();
      Pg::Connection connection( clone().conninfo(), QStringLiteral( "editor of the clone" ) );
      auto open = std::make_unique<Pg::Transaction>( connection );
      open->executeScript( "UPDATE s.tree SET height = 99 WHERE id = 3" );
      QString message;
      std::atomic<bool> ended { false };
      std::thread sync( [&]
                        {
                          try
                          {
                            TestFeedback feedback;
                            syncPair( central(), clone(), testedCarrier(), feedback );
                          }
                          catch ( const Error &error )
                          {
                            message = error.message();
                          }
                          ended = true; } );
      TestDatabase outside( QStringLiteral( "outside" ), QStringLiteral( "template0" ), cloneClusterConninfo() );
      const QString waiting = QStringLiteral( "SELECT count( * ) FROM pg_stat_activity AS s WHERE datname = %1 AND wait_event_type = 'Lock' AND now() - state_change > interval '1.5 s'" ).arg( Pg::quotedLiteral( clone().name() ) );
      while ( !ended && outside.value( waiting ) == "0" )
      {
      }
      QString told;
      try
      {
        Pg::Connection editor( central().conninfo(), QStringLiteral( "editor of central" ) );
        Pg::Transaction edit( editor );
        edit.executeScript( "SET LOCAL lock_timeout TO '2s'; UPDATE s.tree SET height = 11 WHERE id = 1" );
        edit.commit();
      }
      catch ( const Error &error )
      {
        told = error.message();
      }
      open->commit();
      open.reset();
      sync.join();
      QCOMPARE( told, QString() );
      QCOMPARE( message, QString() );
      syncPair( central(), clone() );
      QCOMPARE( difference( central(), clone() ), QString() );
      QCOMPARE( central().rows( "SELECT height, note FROM s.tree WHERE id IN ( 1, 3 ) ORDER BY id" ), QStringLiteral( "11|a1\n99|∅" ) );
    }

    //! … and where it is never saved.
    void openEditInTheCloneForEver()
    {
      begin();
      clone().exec( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET lizsync.lock_timeout TO ''1500ms''', current_database() ); END $$" );
      clone().disconnect();
      Pg::Connection connection( clone().conninfo(), QStringLiteral( "editor of the clone" ) );
      auto open = std::make_unique<Pg::Transaction>( connection );
      open->executeScript( "UPDATE s.tree SET height = 99 WHERE id = 3" );
      const QString message = refusal( central(), clone() );
      open.reset();
      clone().exec( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I RESET ALL', current_database() ); END $$" );
      clone().disconnect();
      QVERIFY2( message.startsWith( "Table \"s\".\"tree\" is being edited in an open transaction: save or cancel that edit, then synchronise again (waited 1500ms)." )
                  || message.startsWith( "Table s.tree is being edited in an open transaction: save or cancel that edit, then synchronise again (waited 1500ms)." ),
                qPrintable( message ) );
      end();
    }

  private:
    static void endedPhases()
    {
      QTest::addColumn<QString>( "phaseName" );
      for ( const Phase &phase : phases() )
        QTest::newRow( qPrintable( phase.name ) ) << phase.name;
    }

    TestDatabase &central() { return mNetwork->central(); }
    TestDatabase &clone() { return mNetwork->clone( "a" ); }

    //! A pair with edits on both sides.
    void begin()
    {
      mNetwork = std::make_unique<Network>( trees(), 1 );
      editBoth( central(), clone() );
      mBefore = stateOf( central() ) + stateOf( clone() );
    }

    //! Nothing has changed, and the next sync does it.
    void end()
    {
      QCOMPARE( stateOf( central() ) + stateOf( clone() ), mBefore );
      QCOMPARE( nextSyncProblem( central(), clone() ), QString() );
    }

    static QString labelOf( TestDatabase &database ) { return Pg::Connection( database.conninfo(), QStringLiteral( "lizsync test" ) ).label(); }

    static int sleepers( TestDatabase &database )
    {
      return database.value( QStringLiteral( "SELECT count( * ) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'" ) ).toInt();
    }

    std::unique_ptr<Network> mNetwork;
    QString mBefore;
    inline static const QString mForever = QStringLiteral( "PERFORM pg_sleep( 300 );" );
};

QTEST_GUILESS_MAIN( TestInterruptions )
#include "test_interruptions.moc"
