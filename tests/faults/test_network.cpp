/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/deploy.h"
#include "engine/archive/package.h"
#include "engine/pg/connection.h"
#include "engine/pg/quoting.h"
#include "engine/schema/installer.h"
#include "engine/schema/prepare.h"
#include "tests/common/privatecluster.h"
#include "tests/common/requirements.h"
#include "tests/common/testfeedback.h"
#include "tests/faults/phases.h"
#include "tests/faults/relay.h"

#include <QElapsedTimer>
#include <QFile>
#include <QTemporaryDir>
#include <QtTest>

#include <atomic>
#include <thread>

using namespace LizSync;

//! Between the clone and central the network breaks, or falls silent.
class TestNetwork : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase()
    {
      QVERIFY( requireCluster() );
      mCluster = std::make_unique<PrivateCluster>();
      mCluster->keepCommits();
      const int port = mCluster->listenOnHighPort();
      mServer = QStringLiteral( "host=127.0.0.1 port=%1 user=postgres dbname=postgres" ).arg( port );
      mRelay = std::make_unique<Relay>( port );
    }

    void cleanupTestCase()
    {
      mPair.reset();
      mRelay.reset();
      mCluster.reset();
    }

    //! The connection is reset after more and more bytes, until none is left to be reset.
    void resetAfterBytes()
    {
      Pair pair( trees(), mServer, clusterConninfo() );
      useRelay( pair );
      editBoth( pair.central, pair.clone );
      syncThrough( pair );
      const qint64 all = mRelay->bytes();
      QVERIFY2( all > 2000, qPrintable( QString::number( all ) ) );
      constexpr int sParts = 24;
      bool replyLost = false;
      for ( int part = 0; part <= sParts && !replyLost; ++part )
      {
        editAgain( pair, part );
        const QString before = stateOf( pair.central ) + stateOf( pair.clone );
        mRelay->mend();
        mRelay->resetAfter( all * part / sParts );
        const QString message = syncThrough( pair );
        mRelay->mend();
        // What is edited here makes another number of bytes than what was measured: the last parts may not come.
        if ( message.isEmpty() )
          continue;
        QVERIFY( isLeftAlone( pair.central ) );
        replyLost = pair.central.value( "SELECT count( * ) FROM lizsync.history AS h, lizsync.clone_states AS s WHERE h.sync_id = s.newest_sync AND s.newest_sync <> s.acknowledged_sync AND h.sync_status = 'pending'" ) != "0" && stateOf( pair.central ) + stateOf( pair.clone ) != before;
        if ( !replyLost )
          QCOMPARE( stateOf( pair.central ) + stateOf( pair.clone ), before );
        checkWords( message, replyLost );
      }
      QCOMPARE( syncThrough( pair ), QString() );
      QCOMPARE( difference( pair.central, pair.clone ), QString() );
      QCOMPARE( pair.central.value( "SELECT count( * ) FROM lizsync.conflicts" ), QStringLiteral( "0" ) );
      QCOMPARE( pair.clone.rows( "SELECT * FROM lizsync.compare_tables( 's', 'tree' )" ), QString() );
      QCOMPARE( pair.clone.value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
    }

    void brokenAtEveryPhase_data()
    {
      QTest::addColumn<QString>( "phaseName" );
      QTest::addColumn<bool>( "silent" );
      for ( const Phase &phase : phases() )
      {
        QTest::addRow( "%s: reset", qPrintable( phase.name ) ) << phase.name << false;
        QTest::addRow( "%s: silent", qPrintable( phase.name ) ) << phase.name << true;
      }
    }

    //! In the middle of each phase: a network that is silent must not keep anybody waiting for ever.
    void brokenAtEveryPhase()
    {
      QFETCH( QString, phaseName );
      QFETCH( bool, silent );
      if ( !mPair )
      {
        mPair = std::make_unique<Pair>( trees(), mServer, clusterConninfo() );
        editBoth( mPair->central, mPair->clone );
      }
      Pair &pair = *mPair;
      // Before PostgreSQL 15, postgres_fdw then wants central to cancel, and gives that up when the system does, after some two minutes.
      const bool isSlowToGiveUp = testedCarrier() == Carrier::Sql && pair.clone.value( "SHOW server_version_num" ).toInt() < 150000;
      if ( isSlowToGiveUp && silent && phaseName != "hello" )
        QSKIP( "postgres_fdw takes two minutes for each before PostgreSQL 15" );
      useRelay( pair );
      const QString before = stateOf( pair.central ) + stateOf( pair.clone );
      QString message;
      QElapsedTimer timer;
      {
        const Phase hooked = phase( phaseName );
        const Hook hook( pair.central, pair.clone, hooked, "PERFORM pg_advisory_xact_lock( 4711 );" );
        TestDatabase &stopped = hooked.inCentral ? pair.central : pair.clone;
        auto gate = std::make_unique<Pg::Connection>( stopped.conninfo(), QStringLiteral( "gate" ) );
        gate->executeOutsideTransaction( QStringLiteral( "SELECT pg_advisory_lock( 4711 )" ) );
        std::atomic<bool> ended { false };
        std::thread sync( [&]
                          {
                            message = syncThrough( pair );
                            ended = true; } );
        {
          Pg::Connection watching( stopped.conninfo(), QStringLiteral( "watching" ) );
          bool waiting = false;
          while ( !waiting && !ended )
          {
            Pg::Transaction transaction( watching );
            waiting = *transaction.scalar( QStringLiteral( "SELECT count( * ) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'advisory'" ) ) != "0";
          }
        }
        timer.start();
        if ( silent )
          mRelay->silence();
        else
          mRelay->reset();
        // In the clone it goes on, and finds central gone; in central it stays, and nobody tells the clone.
        if ( !hooked.inCentral )
          gate.reset();
        sync.join();
        gate.reset();
        // Only now central's server hears that its client has gone.
        mRelay->mend();
      }
      QVERIFY2( timer.elapsed() < ( isSlowToGiveUp ? 200000 : 30000 ), "it was waited for a dead network" );
      QVERIFY( isLeftAlone( pair.central ) );
      if ( testedCarrier() == Carrier::Engine || phaseName != "finish" )
        checkWords( message, false );
      else
        QVERIFY( !message.isEmpty() );
      QCOMPARE( stateOf( pair.central ) + stateOf( pair.clone ), before );
    }

    //! After all that.
    void nextSync()
    {
      if ( !mPair )
        QSKIP( "no network was broken" );
      QCOMPARE( syncThrough( *mPair ), QString() );
      QCOMPARE( difference( mPair->central, mPair->clone ), QString() );
      QCOMPARE( mPair->central.rows( "SELECT note, species FROM s.tree ORDER BY species, id" ), QStringLiteral( "∅|elm\n∅|fir\na1|oak\nc2|oak\n∅|oak" ) );
      QCOMPARE( mPair->central.value( "SELECT count( * ) FROM lizsync.conflicts" ), QStringLiteral( "0" ) );
      QCOMPARE( syncPair( mPair->central, mPair->clone ).text(), QStringLiteral( "0/0/0/0" ) );
    }

    //! Whoever cancels does not wait for a network that is silent, though the cancel itself has to go through it.
    void canceledWhileSilent()
    {
      if ( testedCarrier() == Carrier::Sql )
        QSKIP( "who runs SQL cancels the statement" );
      Pair pair( trees(), mServer, clusterConninfo() );
      useRelay( pair );
      editBoth( pair.central, pair.clone );
      const QString before = stateOf( pair.central ) + stateOf( pair.clone );
      const Hook hook( pair.central, pair.clone, phase( "merge" ), "PERFORM pg_sleep( 300 );" );
      TestFeedback feedback;
      QElapsedTimer timer;
      feedback.cancelWhen = [&]
      {
        if ( !timer.isValid() && pair.central.value( "SELECT count( * ) FROM pg_stat_activity WHERE datname = current_database() AND wait_event = 'PgSleep'" ) != "0" )
        {
          mRelay->silence();
          timer.start();
        }
        return timer.isValid();
      };
      // As it is by itself: a minute of patience.
      QVERIFY_EXCEPTION_THROWN( synchronize( withKeywords( pair.central.conninfo(), { { QStringLiteral( "port" ), QString::number( mRelay->port() ) } } ), pair.clone.conninfo(), SyncOptions(), feedback ), CanceledError );
      QVERIFY2( timer.elapsed() < 30000, qPrintable( QString::number( timer.elapsed() ) ) );
      mRelay->mend();
      pair.central.terminateBackends( "a.datname = current_database() AND a.wait_event = 'PgSleep'" );
      QVERIFY( isLeftAlone( pair.central ) );
      QCOMPARE( stateOf( pair.central ) + stateOf( pair.clone ), before );
    }

    //! Nobody has to set anything for this: neither side, by neither carrier, waits longer than a minute for a dead network.
    void patienceByDefault()
    {
      Pair pair( trees(), mServer, clusterConninfo() );
      pair.central.exec( "CREATE TABLE public.seen AS SELECT ''::text AS settings" );
      const Hook hook( pair.central, pair.clone, phase( "report" ), "UPDATE public.seen SET settings = concat_ws( ' ', current_setting( 'tcp_keepalives_idle' ), current_setting( 'tcp_keepalives_interval' ), current_setting( 'tcp_keepalives_count' ), current_setting( 'tcp_user_timeout' ) );" );
      editBoth( pair.central, pair.clone );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "3/3/0/0" ) );
      QCOMPARE( pair.central.value( "SELECT settings FROM public.seen" ), QStringLiteral( "30 10 3 60000" ) );
      const QMap<QString, QString> keywords = Pg::Connection( pair.central.conninfo(), QStringLiteral( "lizsync test" ) ).effectiveKeywords();
      QCOMPARE( keywords.value( "keepalives_idle" ) + ' ' + keywords.value( "keepalives_interval" ) + ' ' + keywords.value( "keepalives_count" ) + ' ' + keywords.value( "tcp_user_timeout" ), QStringLiteral( "30 10 3 60000" ) );
      QCOMPARE( Pg::Connection( withKeywords( pair.central.conninfo(), { { QStringLiteral( "tcp_user_timeout" ), QStringLiteral( "5000" ) } } ), QStringLiteral( "lizsync test" ) ).effectiveKeywords().value( "tcp_user_timeout" ), QStringLiteral( "5000" ) );
      const QString options = pair.clone.value( "SELECT array_to_string( srvoptions, ' ' ) FROM pg_foreign_server WHERE srvname = 'lizsync_central'" );
      for ( const char *option : { "connect_timeout=30", "keepalives_idle=30", "keepalives_interval=10", "keepalives_count=3", "tcp_user_timeout=60000" } )
        QVERIFY2( options.contains( option ), qPrintable( options ) );
    }

    //! A deployment keeps its patience when it has restored, though pg_restore's own settings end there.
    void patienceOfADeployment()
    {
      if ( testedCarrier() == Carrier::Sql )
        QSKIP( "package and deploy have one carrier" );
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      TestDatabase central( QStringLiteral( "central" ) );
      TestDatabase clone( QStringLiteral( "clone" ), QStringLiteral( "template0" ), mServer );
      Feedback feedback;
      install( central.conninfo(), false, feedback );
      central.exec( QStringLiteral( "CREATE SCHEMA s;" ) + trees() + QStringLiteral( "; SELECT lizsync.prepare( ARRAY['s'], NULL, 'central' )" ) );
      const QTemporaryDir folder;
      QFile sql( folder.filePath( QStringLiteral( "post.sql" ) ) );
      QVERIFY( sql.open( QIODevice::WriteOnly ) );
      sql.write( "CREATE TABLE public.seen AS SELECT name, setting FROM pg_settings WHERE name IN ( 'tcp_keepalives_idle', 'tcp_keepalives_interval', 'tcp_keepalives_count', 'tcp_user_timeout', 'statement_timeout', 'idle_in_transaction_session_timeout', 'search_path' )" );
      sql.close();
      Selection selection;
      selection.schemas << QStringLiteral( "s" );
      DeployOptions options;
      options.archivePath = folder.filePath( QStringLiteral( "archive.zip" ) );
      options.centralFromClone = central.conninfo();
      package( central.conninfo(), selection, sql.fileName(), options.archivePath, feedback );
      deploy( central.conninfo(), clone.conninfo(), options, feedback );
      QCOMPARE( clone.value( "SELECT string_agg( setting, ' ' ORDER BY name ) FROM public.seen" ), QStringLiteral( "0 \"$user\", public 0 3 30 10 60000" ) );
    }

  private:
    //! Both carriers reach central through the relay; it takes seconds instead of a minute until they give up a silent network.
    void useRelay( Pair &pair )
    {
      mRelay->mend();
      pair.clone.exec( QStringLiteral( "ALTER SERVER lizsync_central OPTIONS ( SET host '127.0.0.1', SET port '%1', SET keepalives_idle '1', SET keepalives_interval '1', SET keepalives_count '2', SET tcp_user_timeout '3000', SET connect_timeout '3' )" ).arg( mRelay->port() ) );
      pair.clone.disconnect();
    }

    //! What a sync through the relay said; empty where it was done.
    QString syncThrough( Pair &pair )
    {
      try
      {
        if ( testedCarrier() == Carrier::Engine )
        {
          Feedback feedback;
          const QString central = withKeywords( pair.central.conninfo(), { { QStringLiteral( "host" ), QStringLiteral( "127.0.0.1" ) }, { QStringLiteral( "port" ), QString::number( mRelay->port() ) }, { QStringLiteral( "keepalives_idle" ), QStringLiteral( "1" ) }, { QStringLiteral( "keepalives_interval" ), QStringLiteral( "1" ) }, { QStringLiteral( "keepalives_count" ), QStringLiteral( "2" ) }, { QStringLiteral( "tcp_user_timeout" ), QStringLiteral( "3000" ) } } );
          synchronize( central, pair.clone.conninfo(), SyncOptions(), feedback );
          return QString();
        }
        Pg::Connection connection( pair.clone.conninfo(), QStringLiteral( "caller" ) );
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

    static void editAgain( Pair &pair, int number )
    {
      pair.clone.exec( QStringLiteral( "UPDATE s.tree SET note = 'a%1' WHERE id = 1; INSERT INTO s.tree ( species ) VALUES ( 'elm %1' )" ).arg( number ) );
      pair.central.exec( QStringLiteral( "UPDATE s.tree SET note = 'c%1' WHERE id = 2; INSERT INTO s.tree ( species ) VALUES ( 'fir %1' )" ).arg( number ) );
    }

    static void checkWords( const QString &message, bool replyLost )
    {
      if ( testedCarrier() == Carrier::Sql )
      {
        QVERIFY2( replyLost || message.startsWith( "Central cannot be reached from this database (" ) || message == QLatin1String( "The connection to central was lost: synchronise again. Nothing was changed." )
                    || message.contains( "COMMIT" ) || message.contains( "closed the connection" ) || message.contains( "onnection reset" ),
                  qPrintable( message ) );
        return;
      }
      const bool connecting = message.startsWith( "Cannot connect to database " ) && message.endsWith( "Check the host and the port, and that the server is running." );
      const bool lost = message.contains( "The connection to 127.0.0.1:" ) && message.contains( " was lost: " ) && ( message.endsWith( "Nothing was changed." ) || message.endsWith( "Try again when its server runs and can be reached." ) || message.endsWith( "Synchronise again, which loses nothing and does nothing twice." ) );
      QVERIFY2( connecting || lost, qPrintable( message ) );
      QVERIFY2( !replyLost || message.startsWith( "Central may have stored this sync or not: " ), qPrintable( message ) );
    }

    std::unique_ptr<PrivateCluster> mCluster;
    std::unique_ptr<Relay> mRelay;
    QString mServer;
    //! One for all phases, as nothing changes in it.
    std::unique_ptr<Pair> mPair;
};

QTEST_GUILESS_MAIN( TestNetwork )
#include "test_network.moc"
