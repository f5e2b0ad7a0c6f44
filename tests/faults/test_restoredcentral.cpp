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
#include "tests/common/requirements.h"
#include "tests/faults/pair.h"
#include "tests/common/privatecluster.h"

#include <QProcess>
#include <QtTest>

using namespace LizSync;

//! A central that was restored: from a backup that is too old, and from a dump into another cluster.
class TestRestoredCentral : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    //! The clone has a sync that central has not: said, and nothing changed; who did not take part goes on.
    void olderBackup()
    {
      Network network( mTrees );
      network.central().disconnect();
      TestDatabase backup( QStringLiteral( "backup" ), network.central().name() );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'sent' WHERE id = 1" );
      network.sync( "a" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'unsent' WHERE id = 2" );
      pointTo( network.clone( "a" ), backup );
      pointTo( network.clone( "b" ), backup );
      const QString before = backup.rows( mState ) + network.clone( "a" ).rows( mState );
      QByteArray sqlState;
      QString message;
      try
      {
        syncPair( backup, network.clone( "a" ) );
      }
      catch ( const Pg::Error &error )
      {
        message = error.message();
        sqlState = error.sqlState();
      }
      QVERIFY2( message.contains( "that central does not know, as after central was restored from a backup: nothing was changed; keep a copy" ), qPrintable( message ) );
      QCOMPARE( sqlState, QByteArray( "LZ001" ) );
      QCOMPARE( backup.rows( mState ) + network.clone( "a" ).rows( mState ), before );
      network.clone( "b" ).exec( "UPDATE s.tree SET note = 'b' WHERE id = 3" );
      QCOMPARE( syncPair( backup, network.clone( "b" ) ).text(), QStringLiteral( "1/0/0/0" ) );
      QCOMPARE( difference( backup, network.clone( "b" ) ), QString() );
    }

    //! An up-to-date dump into another cluster, whose transaction ids begin anew.
    void dumpIntoAnotherCluster()
    {
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      {
        // So many transactions that a new cluster is far behind.
        Pg::Connection maintenance( clusterConninfo(), QStringLiteral( "lizsync test" ) );
        maintenance.executeOutsideTransaction( QStringLiteral( "DO $$ BEGIN FOR i IN 1 .. 3000 LOOP PERFORM txid_current(); COMMIT; END LOOP; END $$" ) );
      }
      Network network( mTrees );
      // Central's events have large transaction ids; clone b has not got them when the dump is made.
      network.central().exec( "UPDATE s.tree SET note = 'old' WHERE id = 1; INSERT INTO s.tree ( species ) VALUES ( 'old' )" );
      network.sync( "a" );
      network.central().exec( "UPDATE s.tree SET note = 'old' WHERE id = 2" );
      network.clone( "b" ).exec( "UPDATE s.tree SET height = 50 WHERE id = 5" );
      PrivateCluster cluster;
      TestDatabase central( QStringLiteral( "restored" ), QStringLiteral( "template0" ), cluster.conninfo() );
      dumpAndRestore( network.central(), central );
      QVERIFY( central.value( "SELECT max( transaction_id ) FROM audit.logged_actions" ).toLongLong() > central.value( "SELECT txid_current()" ).toLongLong() );
      for ( const char *name : { "a", "b" } )
        pointTo( network.clone( name ), central );

      // Edits after the restore have small transaction ids.
      central.exec( "UPDATE s.tree SET note = 'new' WHERE id = 3; INSERT INTO s.tree ( species ) VALUES ( 'new' )" );
      QCOMPARE( central.value( "SELECT events_waiting FROM lizsync.clones WHERE name = 'b'" ), QStringLiteral( "5" ) );
      QCOMPARE( central.value( "SELECT set_config( 'lizsync.package_retention', '0', true ), lizsync.purge_logs()" ), QStringLiteral( "0" ) );
      Listener listener;
      QCOMPARE( syncPair( central, network.clone( "a" ), testedCarrier(), listener ).text(), QStringLiteral( "0/3/0/0" ) );
      QCOMPARE( listener.warnings.filter( "Central was restored from a dump since clone \"a\" last synchronised" ).size(), 1 );
      QCOMPARE( difference( central, network.clone( "a" ) ), QString() );
      QCOMPARE( syncPair( central, network.clone( "b" ) ).text(), QStringLiteral( "1/5/0/0" ) );
      QCOMPARE( difference( central, network.clone( "b" ) ), QString() );

      // From now on as ever: the old events are over, and are not taken for concurrent ones.
      for ( const char *name : { "a", "b", "a", "b" } )
        syncPair( central, network.clone( name ) );
      QCOMPARE( central.rows( "SELECT events_waiting FROM lizsync.clones" ), QStringLiteral( "0\n0" ) );
      listener.warnings.clear();
      syncPair( central, network.clone( "a" ), testedCarrier(), listener );
      QCOMPARE( listener.warnings, QStringList() );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a' WHERE id < 4" );
      QCOMPARE( syncPair( central, network.clone( "a" ) ).text(), QStringLiteral( "3/0/0/0" ) );
      central.exec( "UPDATE s.tree SET note = 'newest' WHERE id = 4" );
      QCOMPARE( syncPair( central, network.clone( "a" ) ).text(), QStringLiteral( "0/1/0/0" ) );
      QCOMPARE( syncPair( central, network.clone( "b" ) ).text(), QStringLiteral( "0/4/0/0" ) );
      QCOMPARE( difference( central, network.clone( "a" ) ), QString() );
      QCOMPARE( difference( central, network.clone( "b" ) ), QString() );
      QCOMPARE( central.value( "SELECT count( * ) FROM lizsync.conflicts" ), QStringLiteral( "0" ) );

      // A clone that is deployed now has all of it.
      TestDatabase clone( QStringLiteral( "late" ), QStringLiteral( "template0" ), cluster.conninfo() );
      deployTo( central, clone );
      QCOMPARE( central.value( "SELECT events_waiting FROM lizsync.clones WHERE name = 'late'" ), QStringLiteral( "0" ) );
      clone.exec( "UPDATE s.tree SET note = 'late' WHERE id < 4" );
      QCOMPARE( syncPair( central, clone ).text(), QStringLiteral( "3/0/0/0" ) );
      QCOMPARE( central.value( "SELECT count( * ) FROM lizsync.conflicts" ), QStringLiteral( "0" ) );

      // When everybody has everything, the log may go.
      for ( const char *name : { "a", "b" } )
      {
        syncPair( central, network.clone( name ) );
        syncPair( central, network.clone( name ) );
      }
      syncPair( central, clone );
      central.exec( "SELECT set_config( 'lizsync.package_retention', '0', true ); SELECT lizsync.purge_logs()" );
      QCOMPARE( central.value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
      QCOMPARE( difference( central, clone ), QString() );
    }

  private:
    static void dumpAndRestore( TestDatabase &from, TestDatabase &to )
    {
      QProcess dump;
      QProcess restore;
      dump.setStandardOutputProcess( &restore );
      dump.start( QStringLiteral( "pg_dump" ), { QStringLiteral( "--dbname=" ) + from.conninfo() } );
      restore.start( QStringLiteral( "psql" ), { QStringLiteral( "--dbname=" ) + to.conninfo(), QStringLiteral( "--no-psqlrc" ), QStringLiteral( "--quiet" ), QStringLiteral( "--set=ON_ERROR_STOP=1" ), QStringLiteral( "--output=/dev/null" ) } );
      QVERIFY( dump.waitForFinished( 60000 ) && restore.waitForFinished( 60000 ) );
      QVERIFY2( dump.exitCode() == 0 && restore.exitCode() == 0, ( dump.readAllStandardError() + restore.readAllStandardError() ).constData() );
    }

    static void deployTo( TestDatabase &central, TestDatabase &clone )
    {
      Feedback feedback;
      const QTemporaryDir folder;
      Selection selection;
      selection.schemas << QStringLiteral( "s" );
      DeployOptions options;
      options.archivePath = folder.filePath( QStringLiteral( "archive.zip" ) );
      options.cloneName = QStringLiteral( "late" );
      options.centralFromClone = central.conninfo();
      package( central.conninfo(), selection, QString(), options.archivePath, feedback );
      deploy( central.conninfo(), clone.conninfo(), options, feedback );
    }

    inline static const QString mTrees = QStringLiteral(
      "CREATE TABLE s.tree ( id serial PRIMARY KEY, species text, height numeric, note text );"
      "INSERT INTO s.tree ( species, height ) SELECT 'oak', g FROM generate_series( 1, 5 ) AS g" );
    inline static const QString mState = QStringLiteral(
      "SELECT ( SELECT md5( string_agg( t::text, '' ORDER BY uid ) ) FROM s.tree AS t ), ( SELECT count( * ) FROM audit.logged_actions ), ( SELECT string_agg( h::text, '' ORDER BY sync_id ) FROM lizsync.history AS h ), ( SELECT string_agg( c::text, '' ) FROM lizsync.central AS c ),"
      " ( SELECT string_agg( s::text, '' ORDER BY clone_id ) FROM lizsync.clone_states AS s ), ( SELECT count( * ) FROM lizsync.conflicts ), ( SELECT count( * ) FROM lizsync.inbox ), ( SELECT count( * ) FROM lizsync.outbox )" );
};

QTEST_GUILESS_MAIN( TestRestoredCentral )
#include "test_restoredcentral.moc"
