/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"
#include "engine/pg/quoting.h"
#include "tests/common/privatecluster.h"
#include "tests/faults/phases.h"

#include <QtTest>

#include <atomic>
#include <thread>

using namespace LizSync;

//! A server is restarted while a sync works there.
class TestRestarts : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void cleanupTestCase()
    {
      mPair.reset();
      mCluster.reset();
    }

    void restartedAtEveryPhase_data()
    {
      QTest::addColumn<bool>( "centrals" );
      QTest::addColumn<QString>( "phaseName" );
      QTest::addColumn<QString>( "mode" );
      for ( const bool centrals : { true, false } )
      {
        for ( const Phase &phase : phases() )
        {
          for ( const char *mode : { "fast", "immediate" } )
            QTest::addRow( "%s server, %s, %s", centrals ? "central's" : "the clone's", qPrintable( phase.name ), mode ) << centrals << phase.name << QString( mode );
        }
      }
    }

    void restartedAtEveryPhase()
    {
      QFETCH( bool, centrals );
      QFETCH( QString, phaseName );
      QFETCH( QString, mode );
      if ( !mPair || mCentrals != centrals )
      {
        if ( mPair )
          QCOMPARE( nextSyncProblem( mPair->central, mPair->clone ), QString() );
        mPair.reset();
        mCluster = std::make_unique<PrivateCluster>();
        mCluster->keepCommits();
        mPair = std::make_unique<Pair>( trees(), centrals ? mCluster->conninfo() : clusterConninfo(), centrals ? clusterConninfo() : mCluster->conninfo() );
        mCentrals = centrals;
        editBoth( mPair->central, mPair->clone );
      }
      TestDatabase &central = mPair->central;
      TestDatabase &clone = mPair->clone;
      const QString before = stateOf( central ) + stateOf( clone );
      QString message;
      {
        const Hook hook( central, clone, phase( phaseName ), QStringLiteral( "PERFORM pg_advisory_xact_lock( 4711 );" ) );
        TestDatabase &hooked = phase( phaseName ).inCentral ? central : clone;
        central.disconnect();
        clone.disconnect();
        // A gate in the middle of the phase.
        auto gate = std::make_unique<Pg::Connection>( hooked.conninfo(), QStringLiteral( "gate" ) );
        gate->executeOutsideTransaction( QStringLiteral( "SELECT pg_advisory_lock( 4711 )" ) );
        std::atomic<bool> ended { false };
        std::thread sync( [&]
                          {
                            const Client client { central.conninfo(), clone.conninfo() };
                            message = client.refusal();
                            ended = true; } );
        {
          TestDatabase watching( QStringLiteral( "watching" ), QStringLiteral( "template0" ), withKeywords( hooked.conninfo(), { { QStringLiteral( "dbname" ), QStringLiteral( "postgres" ) } } ) );
          while ( !ended && watching.value( QStringLiteral( "SELECT count( * ) FROM pg_stat_activity WHERE datname = %1 AND wait_event = 'advisory'" ).arg( Pg::quotedLiteral( hooked.name() ) ) ) == "0" )
          {
          }
        }
        mCluster->restart( mode );
        // Where it waits on the other side it goes on, and finds this one gone.
        gate.reset();
        sync.join();
        QVERIFY( isLeftAlone( clone ) );
        QVERIFY( isLeftAlone( central ) );
      }
      QVERIFY2( !message.isEmpty(), "the sync did not notice" );
      if ( testedCarrier() == Carrier::Engine )
      {
        QVERIFY2( message.startsWith( "The connection to " ) && message.contains( " was lost: " ), qPrintable( message ) );
        QVERIFY2( message.endsWith( "Try again when its server runs and can be reached. Nothing was changed." ), qPrintable( message ) );
      }
      else if ( centrals && phaseName != "finish" )
      {
        // After finish comes the commit, and what happens in it comes from postgres_fdw as it is.
        QCOMPARE( message, QStringLiteral( "The connection to central was lost: synchronise again. Nothing was changed." ) );
      }
      QCOMPARE( stateOf( central ) + stateOf( clone ), before );
    }

    void restartedBetweenTheCommits_data()
    {
      QTest::addColumn<QString>( "mode" );
      QTest::newRow( "fast" ) << "fast";
      QTest::newRow( "immediate" ) << "immediate";
    }

    //! Central has stored the sync when the clone's server is restarted.
    void restartedBetweenTheCommits()
    {
      if ( testedCarrier() == Carrier::Sql )
        QSKIP( "test_crashes does it by a deferred trigger" );
      QFETCH( QString, mode );
      PrivateCluster cluster;
      cluster.keepCommits();
      Pair pair( trees(), clusterConninfo(), cluster.conninfo() );
      editBoth( pair.central, pair.clone );
      const QString before = stateOf( pair.clone );
      pair.clone.disconnect();
      const QString label = Pg::Connection( pair.clone.conninfo(), QStringLiteral( "lizsync test" ) ).label();
      SyncOptions options;
      options.stepDone = [&]( SyncStep step )
      {
        if ( step == SyncStep::CentralCommitted )
          cluster.restart( mode );
      };
      QString message;
      try
      {
        Feedback feedback;
        synchronize( pair.central.conninfo(), pair.clone.conninfo(), options, feedback );
      }
      catch ( const Error &error )
      {
        message = error.message();
      }
      QVERIFY2( message.startsWith( QStringLiteral( "Central has stored this sync, but the clone has not: The connection to %1 was lost: " ).arg( label ) ), qPrintable( message ) );
      QVERIFY2( message.endsWith( "Synchronise again, which loses nothing and does nothing twice." ), qPrintable( message ) );
      QCOMPARE( stateOf( pair.clone ), before );
      QCOMPARE( nextSyncProblem( pair.central, pair.clone, true ), QString() );
    }

    //! After all those restarts.
    void nextSync()
    {
      if ( !mPair )
        QSKIP( "no restart was tested" );
      QCOMPARE( nextSyncProblem( mPair->central, mPair->clone ), QString() );
    }

    //! A server that has not started yet, or is just stopping.
    void serverIsStarting()
    {
      if ( testedCarrier() == Carrier::Sql )
        QSKIP( "the clone's server says that central cannot be reached: test_network" );
      PrivateCluster cluster;
      cluster.stop();
      QString message;
      try
      {
        const Pg::Connection connection( cluster.conninfo(), QStringLiteral( "lizsync test" ) );
      }
      catch ( const Error &error )
      {
        message = error.message();
      }
      cluster.start();
      QVERIFY2( message.endsWith( "Check the host and the port, and that the server is running." ), qPrintable( message ) );
    }

  private:
    //! A client of its own, as TestDatabase is for one thread only.
    struct Client
    {
        QString central;
        QString clone;

        QString refusal() const
        {
          try
          {
            if ( testedCarrier() == Carrier::Engine )
            {
              Feedback feedback;
              synchronize( central, clone, SyncOptions(), feedback );
              return QString();
            }
            Pg::Connection connection( clone, QStringLiteral( "caller" ) );
            Pg::Transaction transaction( connection );
            transaction.execute( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) );
            transaction.commit();
          }
          catch ( const Error &error )
          {
            return error.message();
          }
          return QString();
        }
    };

    std::unique_ptr<PrivateCluster> mCluster;
    std::unique_ptr<Pair> mPair;
    bool mCentrals = false;
};

QTEST_GUILESS_MAIN( TestRestarts )
#include "test_restarts.moc"
