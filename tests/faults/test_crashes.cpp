/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"
#include "engine/pg/quoting.h"
#include "tests/common/requirements.h"
#include "tests/faults/pair.h"
#include "tests/common/privatecluster.h"

#include <QProcess>
#include <QtTest>

using namespace LizSync;

//! Processes that are killed in the middle of a sync: nothing lost, nothing twice, the history says what was.
class TestCrashes : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void backendKilled_data()
    {
      QTest::addColumn<bool>( "inCentral" );
      QTest::addColumn<QString>( "hook" );
      QTest::addColumn<QString>( "killed" );
      QTest::addColumn<bool>( "replyLost" );
      const QList<std::tuple<const char *, bool, const char *>> hooks {
        { "hello", true, "AFTER UPDATE ON lizsync.clone_states FOR EACH ROW WHEN ( OLD.running_sync IS NULL AND NEW.running_sync IS NOT NULL )" },
        { "push", true, "AFTER INSERT ON lizsync.inbox FOR EACH STATEMENT" },
        { "merge", true, "AFTER UPDATE ON s.tree FOR EACH ROW" },
        { "pull", false, "AFTER INSERT ON lizsync.inbox FOR EACH STATEMENT" },
        { "report", true, "AFTER INSERT ON lizsync.history FOR EACH STATEMENT" },
        { "finish", false, "AFTER UPDATE ON lizsync.central FOR EACH ROW" },
      };
      for ( const auto &[name, inCentral, hook] : hooks )
      {
        for ( const char *killed : { "central", "clone" } )
          QTest::addRow( "%s: %s", name, killed ) << inCentral << QString( hook ) << QString( killed ) << false;
      }
      const QString commit = QStringLiteral( "AFTER INSERT ON lizsync.history DEFERRABLE INITIALLY DEFERRED FOR EACH ROW" );
      QTest::addRow( "commit: central" ) << true << commit << QStringLiteral( "central" ) << false;
      QTest::addRow( "commit: clone" ) << true << commit << QStringLiteral( "clone" ) << true;
    }

    //! A trigger kills the backend that works for the sync in central, or in the clone.
    void backendKilled()
    {
      QFETCH( bool, inCentral );
      QFETCH( QString, hook );
      const bool engine = testedCarrier() == Carrier::Engine;
      if ( engine && !hook.contains( "DEFERRABLE" ) )
        QSKIP( "test_protocol kills the engine's backends between its steps" );
      QFETCH( QString, killed );
      QFETCH( bool, replyLost );
      // A trigger reaches the backends of its own server only.
      if ( inCentral != ( killed == QLatin1String( "central" ) ) )
        LIZSYNC_SKIP_WHERE( lacksOneCluster() );
      Network network( mTrees, 1 );
      TestDatabase &clone = network.clone( "a" );
      edit( network.central(), clone );
      TestDatabase &hooked = inCentral ? network.central() : clone;
      const QString before = network.central().rows( mState ) + clone.rows( mState );
      // The clone's backend by its session, central's by postgres_fdw's name for it.
      const QString victim = killed == "clone" ? QStringLiteral( "datname = %1 AND backend_type = 'client backend'%2" ).arg( Pg::quotedLiteral( clone.name() ), engine ? " AND application_name = 'lizsync sync clone'" : "" )
                                               : QStringLiteral( "datname = %1 AND application_name = '%2'" ).arg( Pg::quotedLiteral( network.central().name() ), engine ? "lizsync sync central" : "postgres_fdw" );
      hooked.exec( QStringLiteral( "CREATE FUNCTION public.kill() RETURNS trigger LANGUAGE plpgsql AS $f$ DECLARE v_pids integer[]; BEGIN\n"
                                   " IF TG_LEVEL = 'STATEMENT' AND TG_WHEN = 'BEFORE' THEN SET CONSTRAINTS lizsync.zz_kill DEFERRED; RETURN NULL; END IF;\n"
                                   " v_pids := ARRAY( SELECT pid FROM pg_stat_activity WHERE %1 ); PERFORM pg_terminate_backend( p ) FROM unnest( v_pids ) AS p;\n"
                                   " WHILE EXISTS ( SELECT FROM pg_stat_activity WHERE pid = ANY ( v_pids ) ) LOOP PERFORM pg_stat_clear_snapshot(); END LOOP; RETURN NULL; END $f$;"
                                   "CREATE %2 TRIGGER zz_kill %3 EXECUTE FUNCTION public.kill()" )
                     .arg( victim, hook.contains( "DEFERRABLE" ) ? QStringLiteral( "CONSTRAINT" ) : QString(), hook ) );
      // A sync checks its constraints early: this one is to wait for the commit.
      if ( hook.contains( "DEFERRABLE" ) )
        hooked.exec( "CREATE TRIGGER zz_later BEFORE INSERT ON lizsync.history FOR EACH STATEMENT EXECUTE FUNCTION public.kill()" );
      network.disconnect();
      const QString message = refusal( network.central(), clone );
      QVERIFY2( !message.isEmpty(), "the backend was not killed" );
      // What happens in the commit comes from postgres_fdw as it is.
      if ( killed == "central" && !hook.contains( "DEFERRABLE" ) )
        QCOMPARE( message, QStringLiteral( "The connection to central was lost: synchronise again. Nothing was changed." ) );
      waitForNobody( network.central() );
      waitForNobody( clone );
      hooked.exec( "DROP FUNCTION public.kill() CASCADE" );
      if ( replyLost )
        QCOMPARE( network.central().value( "SELECT sync_status FROM lizsync.history WHERE sync_type = 'partial'" ), QStringLiteral( "pending" ) );
      else
        QCOMPARE( network.central().rows( mState ) + clone.rows( mState ), before );
      checkNextSync( network.central(), clone, replyLost );
    }

    //! A SERIALIZABLE caller's transaction that fails in its commit, after postgres_fdw has committed central's.
    void cloneFailsInItsCommit()
    {
      if ( testedCarrier() == Carrier::Engine )
        QSKIP( "the engine's transactions are REPEATABLE READ" );
      Network network( mTrees, 1 );
      TestDatabase &clone = network.clone( "a" );
      edit( network.central(), clone );
      clone.exec( "CREATE TABLE public.aside ( v integer ); INSERT INTO public.aside VALUES ( 1 )" );
      const QString serializable = QStringLiteral( "SET TRANSACTION ISOLATION LEVEL SERIALIZABLE" );
      Pg::Connection reader( clone.conninfo(), QStringLiteral( "reader" ) );
      Pg::Connection caller( clone.conninfo(), QStringLiteral( "caller" ) );
      Pg::Connection writer( clone.conninfo(), QStringLiteral( "writer" ) );
      Pg::Transaction reading( reader );
      Pg::Transaction calling( caller );
      // A pivot: somebody has read what it writes, and somebody has committed over what it has read.
      reading.executeScript( serializable );
      reading.executeScript( "SELECT * FROM lizsync.central" );
      calling.executeScript( serializable );
      calling.executeScript( "SELECT * FROM public.aside" );
      calling.executeScript( "SELECT * FROM lizsync.synchronize()" );
      {
        Pg::Transaction writing( writer );
        writing.executeScript( serializable );
        writing.executeScript( "UPDATE public.aside SET v = 2" );
        writing.commit();
      }
      QVERIFY_EXCEPTION_THROWN( calling.commit(), Error );
      reading.rollback();
      QCOMPARE( network.central().value( "SELECT sync_status FROM lizsync.history WHERE sync_type = 'partial'" ), QStringLiteral( "pending" ) );
      checkNextSync( network.central(), clone, true );
    }

    void processKilled_data()
    {
      QTest::addColumn<int>( "step" );
      const QStringList names { "hello", "push", "merge", "pull", "finish", "central committed", "clone committed" };
      for ( int step = 0; step < names.size(); ++step )
        QTest::newRow( qPrintable( names.at( step ) ) ) << step;
    }

    //! The engine's own process goes, with both its connections.
    void processKilled()
    {
      if ( testedCarrier() == Carrier::Sql )
        QSKIP( "lizsync.synchronize() runs in the clone's backend" );
      QFETCH( int, step );
      Network network( mTrees, 1 );
      TestDatabase &clone = network.clone( "a" );
      edit( network.central(), clone );
      const QString before = network.central().rows( mState ) + clone.rows( mState );
      QProcess process;
      process.start( QStringLiteral( LIZSYNC_DYING_SYNC ), { network.central().conninfo(), clone.conninfo(), QString::number( step ) } );
      QVERIFY( process.waitForFinished() );
      QVERIFY2( process.exitStatus() == QProcess::CrashExit, process.readAllStandardError().constData() );
      waitForNobody( network.central() );
      waitForNobody( clone );
      const bool replyLost = static_cast<SyncStep>( step ) == SyncStep::CentralCommitted;
      if ( static_cast<SyncStep>( step ) == SyncStep::CloneCommitted )
      {
        // Both have it, and central does not know that yet.
        QCOMPARE( network.central().value( "SELECT sync_status FROM lizsync.history WHERE sync_type = 'partial'" ), QStringLiteral( "pending" ) );
        checkNextSync( network.central(), clone, false, true );
        return;
      }
      if ( !replyLost )
        QCOMPARE( network.central().rows( mState ) + clone.rows( mState ), before );
      checkNextSync( network.central(), clone, replyLost );
    }

    void serverKilled_data()
    {
      QTest::addColumn<bool>( "centrals" );
      QTest::newRow( "central's" ) << true;
      QTest::newRow( "the clone's" ) << false;
    }

    //! All processes of one server are killed in the middle of a sync, and right after one.
    void serverKilled()
    {
      QFETCH( bool, centrals );
      PrivateCluster cluster( centrals ? PrivateCluster::For::Central : PrivateCluster::For::Clones );
      Pair pair( mTrees, centrals ? cluster.conninfo() : clusterConninfo(), centrals ? cloneClusterConninfo() : cluster.conninfo() );
      TestDatabase &killed = centrals ? pair.central : pair.clone;
      const auto restart = [&]
      {
        cluster.crash();
        killed.disconnect();
        cluster.start();
      };
      // The edits have to be on disk before the power may go; this cluster writes them when it likes.
      const auto flush = [&killed]
      { killed.exec( "SET LOCAL synchronous_commit TO on; CREATE TABLE IF NOT EXISTS public.flushed (); DROP TABLE public.flushed" ); };
      edit( pair.central, pair.clone );
      flush();
      if ( testedCarrier() == Carrier::Engine )
      {
        for ( const SyncStep last : { SyncStep::Merge, SyncStep::Finish } )
        {
          SyncOptions options;
          options.stepDone = [&]( SyncStep step )
          {
            if ( step == last )
              restart();
          };
          Feedback feedback;
          QVERIFY_EXCEPTION_THROWN( synchronize( pair.central.conninfo(), pair.clone.conninfo(), options, feedback ), Error );
        }
      }
      else
      {
        Pg::Connection connection( pair.clone.conninfo(), QStringLiteral( "caller" ) );
        Pg::Transaction transaction( connection );
        transaction.execute( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) );
        restart();
        QVERIFY_EXCEPTION_THROWN( transaction.commit(), Error );
      }
      checkNextSync( pair.central, pair.clone, false );
      // What both have said is done stays done in central, though this cluster is set to write commits when it likes.
      restart();
      syncPair( pair.central, pair.clone );
      QCOMPARE( difference( pair.central, pair.clone ), QString() );
      pair.clone.exec( "UPDATE s.tree SET note = 'after' WHERE id = 3" );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "1/0/0/0" ) );
      restart();
      syncPair( pair.central, pair.clone );
      QCOMPARE( difference( pair.central, pair.clone ), QString() );
      QCOMPARE( pair.central.rows( "SELECT note FROM s.tree WHERE id = 3" ), QStringLiteral( "after" ) );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "0/0/0/0" ) );
    }

  private:
    static void edit( TestDatabase &central, TestDatabase &clone )
    {
      clone.exec( "UPDATE s.tree SET note = 'a1' WHERE id = 1; INSERT INTO s.tree ( species ) VALUES ( 'elm' ); DELETE FROM s.tree WHERE id = 5" );
      central.exec( "UPDATE s.tree SET note = 'c2' WHERE id = 2; INSERT INTO s.tree ( species ) VALUES ( 'fir' ); DELETE FROM s.tree WHERE id = 4" );
    }

    static void checkNextSync( TestDatabase &central, TestDatabase &clone, bool replyLost, bool bothHaveIt = false )
    {
      // After a lost reply central has what the clone had sent already.
      QCOMPARE( syncPair( central, clone ).text(), bothHaveIt ? QStringLiteral( "0/0/0/0" ) : replyLost ? QStringLiteral( "0/3/0/0" )
                                                                                                        : QStringLiteral( "3/3/0/0" ) );
      QCOMPARE( difference( central, clone ), QString() );
      QCOMPARE( central.rows( "SELECT note, species FROM s.tree ORDER BY species, id" ), QStringLiteral( "∅|elm\n∅|fir\na1|oak\nc2|oak\n∅|oak" ) );
      QCOMPARE( central.value( "SELECT count( * ) FROM lizsync.conflicts" ), QStringLiteral( "0" ) );
      QCOMPARE( clone.value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
      QCOMPARE( syncPair( central, clone ).text(), QStringLiteral( "0/0/0/0" ) );
      // Every sync that the clone has is done; one that it never got is not.
      QCOMPARE( central.rows( "SELECT sync_status, count( * ) FROM lizsync.history WHERE sync_type = 'partial' GROUP BY 1 ORDER BY 1" ),
                replyLost ? QStringLiteral( "done|1\npending|1" ) : QStringLiteral( "done|1" ) );
      QCOMPARE( central.value( QStringLiteral( "SELECT sync_status FROM lizsync.history WHERE sync_id = '%1'" ).arg( clone.value( "SELECT acknowledged_sync FROM lizsync.central" ) ) ), QStringLiteral( "done" ) );
    }

    static void waitForNobody( TestDatabase &database )
    {
      QTRY_COMPARE( database.value( "SELECT count( * ) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'" ), QStringLiteral( "0" ) );
    }

    inline static const QString mTrees = QStringLiteral(
      "CREATE TABLE s.tree ( id serial PRIMARY KEY, species text, height numeric, note text );"
      "INSERT INTO s.tree ( species, height ) SELECT 'oak', g FROM generate_series( 1, 5 ) AS g" );
    inline static const QString mState = QStringLiteral(
      "SELECT ( SELECT md5( string_agg( t::text, '' ORDER BY uid ) ) FROM s.tree AS t ), ( SELECT count( * ) FROM audit.logged_actions ), ( SELECT string_agg( h::text, '' ORDER BY sync_id ) FROM lizsync.history AS h ), ( SELECT string_agg( c::text, '' ) FROM lizsync.central AS c ),"
      " ( SELECT string_agg( s::text, '' ORDER BY clone_id ) FROM lizsync.clone_states AS s ), ( SELECT count( * ) FROM lizsync.conflicts ), ( SELECT count( * ) FROM lizsync.inbox ), ( SELECT count( * ) FROM lizsync.outbox )" );
};

QTEST_GUILESS_MAIN( TestCrashes )
#include "test_crashes.moc"
