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
#include "tests/common/privatecluster.h"
#include "tests/common/requirements.h"
#include "tests/faults/phases.h"
#include "tests/faults/smalldisk.h"

#include <QtTest>

using namespace LizSync;

//! Disks that are full, memory that is not there, limits of the server: one clear sentence, both databases as before, and the next sync does it.
class TestResources : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void failureAtEveryPhase_data()
    {
      QTest::addColumn<QString>( "phaseName" );
      QTest::addColumn<QString>( "sqlState" );
      for ( const Phase &phase : phases() )
      {
        QTest::addRow( "%s: 53100", qPrintable( phase.name ) ) << phase.name << QStringLiteral( "53100" );
      }
      for ( const char *phase : { "merge", "apply" } )
      {
        for ( const char *sqlState : { "53200", "53400", "58030" } )
          QTest::addRow( "%s: %s", phase, sqlState ) << QString( phase ) << QString( sqlState );
      }
    }

    //! The server fails in the middle of each phase, in the words that PostgreSQL has for it.
    void failureAtEveryPhase()
    {
      QFETCH( QString, phaseName );
      QFETCH( QString, sqlState );
      const Phase hooked = phase( phaseName );
      if ( !mNetwork )
        mNetwork = std::make_unique<Network>( trees(), 1 );
      TestDatabase &central = mNetwork->central();
      TestDatabase &clone = mNetwork->clone( "a" );
      resetTrees( central, clone );
      editBoth( central, clone );
      const QString before = stateOf( central ) + stateOf( clone );
      QString message;
      QString state;
      {
        const Hook hook( central, clone, hooked, QStringLiteral( "RAISE EXCEPTION 'the server''s own words' USING ERRCODE = '%1';" ).arg( sqlState ) );
        message = refusal( central, clone, &state );
      }
      QCOMPARE( state, sqlState );
      QCOMPARE( message, sentence( sqlState, "the server's own words", hooked.inCentral ? central : clone, hooked.inCentral ) );
      QCOMPARE( stateOf( central ) + stateOf( clone ), before );
      QCOMPARE( nextSyncProblem( central, clone ), QString() );
    }

    void diskFull_data()
    {
      QTest::addColumn<bool>( "centrals" );
      QTest::newRow( "central's" ) << true;
      QTest::newRow( "the clone's" ) << false;
    }

    //! A database on a disk that has no room for what the sync brings.
    void diskFull()
    {
      QFETCH( bool, centrals );
      SmallDisk disk( 100 );
      if ( !disk.isMounted() )
        QSKIP( "only root can mount a small disk" );
      PrivateCluster cluster;
      Pair pair( trees(), centrals ? cluster.conninfo() : clusterConninfo(), centrals ? clusterConninfo() : cluster.conninfo() );
      TestDatabase &full = centrals ? pair.central : pair.clone;
      moveTo( full, cluster, disk );
      editBoth( pair.central, pair.clone );
      ( centrals ? pair.clone : pair.central ).exec( mMuch );
      const QString before = stateOf( pair.central ) + stateOf( pair.clone );
      disk.fill();
      QString state;
      const QString message = refusal( pair.central, pair.clone, &state );
      QCOMPARE( state, QStringLiteral( "53100" ) );
      const QString server = testedCarrier() == Carrier::Sql ? ( centrals ? QStringLiteral( "central's server" ) : QStringLiteral( "the clone's server" ) ) : QStringLiteral( "the server of %1" ).arg( labelOf( full ) );
      QVERIFY2( message.startsWith( QStringLiteral( "The disk of %1 is full (could not " ).arg( server ) ), qPrintable( message ) );
      QVERIFY2( message.endsWith( QStringLiteral( "No space left on device): make room there, then %1. Nothing was changed." ).arg( again() ) ), qPrintable( message ) );
      disk.makeRoom();
      QCOMPARE( stateOf( pair.central ) + stateOf( pair.clone ), before );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), centrals ? QStringLiteral( "3003/3/0/0" ) : QStringLiteral( "3/3003/0/0" ) );
      QCOMPARE( difference( pair.central, pair.clone ), QString() );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "0/0/0/0" ) );
    }

    void logDiskFull_data() { diskFull_data(); }

    //! No room for PostgreSQL's own log: the server stops by itself.
    void logDiskFull()
    {
      QFETCH( bool, centrals );
      SmallDisk disk( 256 );
      if ( !disk.isMounted() )
        QSKIP( "only root can mount a small disk" );
      PrivateCluster cluster;
      Pair pair( trees(), centrals ? cluster.conninfo() : clusterConninfo(), centrals ? clusterConninfo() : cluster.conninfo() );
      TestDatabase &full = centrals ? pair.central : pair.clone;
      full.disconnect();
      cluster.keepCommits();
      cluster.stop();
      cluster.moveLogTo( disk.serverFolder( QStringLiteral( "wal" ) ) );
      cluster.start();
      editBoth( pair.central, pair.clone );
      ( centrals ? pair.clone : pair.central ).exec( QStringLiteral( "INSERT INTO s.tree ( note ) SELECT string_agg( md5( random()::text ), '' ) FROM generate_series( 1, 3000 ) AS g, generate_series( 1, 1000 ) AS h GROUP BY g" ) );
      const QString before = stateOf( pair.central ) + stateOf( pair.clone );
      const bool mayStopAtCommit = !centrals && pair.clone.value( "SHOW server_version_num" ).toInt() < 140000;
      full.disconnect();
      disk.fill();
      const QString message = refusal( pair.central, pair.clone );
      disk.makeRoom();
      if ( testedCarrier() == Carrier::Sql && centrals )
        QCOMPARE( message, QStringLiteral( "The connection to central was lost: synchronise again. Nothing was changed." ) );
      else
      {
        // With PostgreSQL 13 the room may come to its end with the clone's commit only, after central's: then that is what it says.
        const QString lost = QStringLiteral( "The connection to %1 was lost: " ).arg( labelOf( full, false ) );
        const QString stored = QStringLiteral( "Central has stored this sync, but the clone has not: " );
        QVERIFY2( message.startsWith( lost ) || ( mayStopAtCommit && message.startsWith( stored + lost ) ), qPrintable( message ) );
      }
      full.disconnect();
      cluster.startAnew();
      const QString after = stateOf( pair.central ) + stateOf( pair.clone );
      const Counts counts = syncPair( pair.central, pair.clone );
      if ( mayStopAtCommit && after != before )
      {
        QVERIFY2( testedCarrier() == Carrier::Sql || message.startsWith( QLatin1String( "Central has stored this sync" ) ), qPrintable( message ) );
        QCOMPARE( counts.conflicts + counts.unresolved, 0 );
      }
      else
      {
        QCOMPARE( after, before );
        QCOMPARE( counts.text(), centrals ? QStringLiteral( "3003/3/0/0" ) : QStringLiteral( "3/3003/0/0" ) );
      }
      QCOMPARE( difference( pair.central, pair.clone ), QString() );
    }

    void memoryExhausted_data() { diskFull_data(); }

    //! The server's processes may not have more memory than they have already.
    void memoryExhausted()
    {
      QFETCH( bool, centrals );
      PrivateCluster cluster;
      Pair pair( trees(), centrals ? cluster.conninfo() : clusterConninfo(), centrals ? clusterConninfo() : cluster.conninfo() );
      TestDatabase &poor = centrals ? pair.central : pair.clone;
      editBoth( pair.central, pair.clone );
      // The one that is not short of memory has typed it.
      ( centrals ? pair.clone : pair.central ).exec( QStringLiteral( "UPDATE s.tree SET note = repeat( 'long ', 12000000 ) WHERE id = 3" ) );
      const QString before = stateOf( pair.central ) + stateOf( pair.clone );
      poor.disconnect();
      cluster.limitMemory( 48 );
      QString state;
      const QString message = refusal( pair.central, pair.clone, &state );
      cluster.freeMemory();
      const QString server = testedCarrier() == Carrier::Sql ? ( centrals ? QStringLiteral( "There is no memory left on central's server (" ) : QStringLiteral( "There is no memory left on the clone's server (" ) )
                                                             : QStringLiteral( "The server of %1 has no memory left (" ).arg( labelOf( poor ) );
      // The postgres_fdw of PostgreSQL 13 forgets why libpq gave a connection up, and says no more than that ("invalid socket").
      const bool mayOnlyBeLost = testedCarrier() == Carrier::Sql && !centrals && pair.clone.value( "SHOW server_version_num" ).toInt() < 140000;
      if ( !mayOnlyBeLost || state != "08006" )
      {
        QVERIFY2( state == "53200", qPrintable( state + ' ' + message ) );
        QVERIFY2( message.startsWith( server ), qPrintable( message ) );
        QVERIFY2( message.endsWith( QStringLiteral( "then %1. Nothing was changed." ).arg( again() ) ), qPrintable( message ) );
      }
      else
        QCOMPARE( message, QStringLiteral( "The connection to central was lost: synchronise again. Nothing was changed." ) );
      poor.disconnect();
      QCOMPARE( stateOf( pair.central ) + stateOf( pair.clone ), before );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), centrals ? QStringLiteral( "4/3/0/0" ) : QStringLiteral( "3/4/0/0" ) );
      QCOMPARE( difference( pair.central, pair.clone ), QString() );
    }

    void temporaryFilesLimited_data() { diskFull_data(); }

    //! A limit that an administrator set.
    void temporaryFilesLimited()
    {
      QFETCH( bool, centrals );
      Network network( trees(), 1 );
      TestDatabase &clone = network.clone( "a" );
      TestDatabase &limited = centrals ? network.central() : clone;
      editBoth( network.central(), clone );
      clone.exec( mMuch );
      network.central().exec( mMuch );
      const QString before = stateOf( network.central() ) + stateOf( clone );
      limited.exec( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET temp_file_limit TO ''64kB''', current_database() ); EXECUTE format( 'ALTER DATABASE %I SET work_mem TO ''64kB''', current_database() ); END $$" );
      limited.disconnect();
      QString state;
      const QString message = refusal( network.central(), clone, &state );
      limited.exec( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I RESET ALL', current_database() ); END $$" );
      limited.disconnect();
      QCOMPARE( state, QStringLiteral( "53400" ) );
      // PostgreSQL 18 quotes the setting's name.
      QCOMPARE( QString( message ).replace( "\"temp_file_limit\"", "temp_file_limit" ), sentence( state, "temporary file size exceeds temp_file_limit (64kB)", limited, centrals ) );
      QCOMPARE( stateOf( network.central() ) + stateOf( clone ), before );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "3003/3003/0/0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    void noConnectionLeft_data() { diskFull_data(); }

    void noConnectionLeft()
    {
      QFETCH( bool, centrals );
      if ( testedCarrier() == Carrier::Sql && !centrals )
        QSKIP( "the caller of lizsync.synchronize() is connected" );
      Network network( trees(), 1 );
      TestDatabase &clone = network.clone( "a" );
      TestDatabase &crowded = centrals ? network.central() : clone;
      const QString role = QStringLiteral( "lizsync_crowd_%1" ).arg( crowded.name() );
      editBoth( network.central(), clone );
      const QString before = stateOf( network.central() ) + stateOf( clone );
      crowded.exec( QStringLiteral( "CREATE ROLE %1 LOGIN CONNECTION LIMIT 0" ).arg( role ) );
      const auto dropRole = qScopeGuard( [&]
                                         { crowded.exec( QStringLiteral( "DROP ROLE %1" ).arg( role ) ); } );
      QString message;
      try
      {
        Feedback feedback;
        const auto as = [&role]( const QString &conninfo )
        { return withKeywords( conninfo, { { QStringLiteral( "user" ), role } } ); };
        if ( testedCarrier() == Carrier::Engine )
        {
          synchronize( centrals ? as( crowded.conninfo() ) : network.central().conninfo(), centrals ? clone.conninfo() : as( crowded.conninfo() ), SyncOptions(), feedback );
        }
        else
        {
          clone.exec( QStringLiteral( "ALTER USER MAPPING FOR CURRENT_USER SERVER lizsync_central OPTIONS ( SET user '%1' )" ).arg( role ) );
          network.sync( "a" );
        }
      }
      catch ( const Pg::Error &error )
      {
        message = error.message();
      }
      if ( testedCarrier() == Carrier::Sql )
      {
        clone.exec( "ALTER USER MAPPING FOR CURRENT_USER SERVER lizsync_central OPTIONS ( SET user 'postgres' )" );
        QVERIFY2( message.startsWith( "Central cannot be reached from this database (could not connect to server \"lizsync_central\")" ), qPrintable( message ) );
      }
      else
      {
        QCOMPARE( message, QStringLiteral( "The server of %1 has all its connections in use (too many connections for role \"%2\"): close programs that are connected, or have max_connections raised, then try again." ).arg( labelOf( crowded ), role ) );
      }
      QCOMPARE( stateOf( network.central() ) + stateOf( clone ), before );
      QCOMPARE( nextSyncProblem( network.central(), clone ), QString() );
    }

    //! The archive does not fit on its disk, nor, later, into the folder for temporary files, nor into the clone's database.
    void packageAndDeployOnAFullDisk()
    {
      if ( testedCarrier() == Carrier::Sql )
        QSKIP( "package and deploy have one carrier" );
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      SmallDisk disk( 100 );
      if ( !disk.isMounted() )
        QSKIP( "only root can mount a small disk" );
      PrivateCluster cluster;
      TestDatabase central( QStringLiteral( "central" ) );
      TestDatabase clone( QStringLiteral( "clone" ), QStringLiteral( "template0" ), cluster.conninfo() );
      Feedback feedback;
      install( central.conninfo(), false, feedback );
      central.exec( QStringLiteral( "CREATE SCHEMA s;" ) + trees() + QStringLiteral( "; INSERT INTO s.tree ( note ) SELECT string_agg( md5( random()::text ), '' ) FROM generate_series( 1, 1000 ) AS g, generate_series( 1, 100 ) AS h GROUP BY g; SELECT lizsync.prepare( ARRAY['s'], NULL, 'central' )" ) );
      const QTemporaryDir folder;
      Selection selection;
      selection.schemas << QStringLiteral( "s" );
      const QString before = stateOf( central );
      const QString onSmallDisk = disk.path() + QStringLiteral( "/archive.zip" );
      disk.fill( 100 );
      QCOMPARE( told( [&]
                      { package( central.conninfo(), selection, QString(), onSmallDisk, feedback ); } ),
                QStringLiteral( "The archive %1 could not be written to its end: make room on the disk, or choose another folder." ).arg( onSmallDisk ) );
      QVERIFY( !QFile::exists( onSmallDisk ) );
      QCOMPARE( QDir( disk.path() ).entryList( QDir::Files ), QStringList( { QStringLiteral( "filler" ) } ) );
      QCOMPARE( stateOf( central ), before );

      DeployOptions options;
      options.archivePath = folder.filePath( QStringLiteral( "archive.zip" ) );
      options.cloneName = QStringLiteral( "a" );
      options.centralFromClone = central.conninfo();
      package( central.conninfo(), selection, QString(), options.archivePath, feedback );
      const QString packaged = stateOf( central );
      const QString empty = QStringLiteral( "SELECT count( * ) FROM pg_namespace WHERE nspname IN ( 's', 'lizsync', 'audit' )" );
      {
        const QByteArray usual = qgetenv( "TMPDIR" );
        qputenv( "TMPDIR", disk.path().toLocal8Bit() );
        const auto back = qScopeGuard( [&usual]
                                       { usual.isEmpty() ? qunsetenv( "TMPDIR" ) : qputenv( "TMPDIR", usual ); } );
        const QString message = told( [&]
                                      { deploy( central.conninfo(), clone.conninfo(), options, feedback ); } );
        QVERIFY2( message.startsWith( QStringLiteral( "The archive %1 unpacks to " ).arg( options.archivePath ) ) && message.contains( "the disk with the folder for temporary files" ) && message.endsWith( ": make room there." ), qPrintable( message ) );
      }
      QCOMPARE( stateOf( central ), packaged );
      QCOMPARE( clone.value( empty ), QStringLiteral( "0" ) );

      disk.makeRoom();
      moveTo( clone, cluster, disk );
      disk.fill( 200 );
      const QString message = told( [&]
                                    { deploy( central.conninfo(), clone.conninfo(), options, feedback ); } );
      QVERIFY2( message.contains( "No space left on device" ) && message.contains( "is full (could not " ) && message.contains( "make room there" ), qPrintable( message ) );
      disk.makeRoom();
      QCOMPARE( stateOf( central ), packaged );
      QCOMPARE( clone.value( empty ), QStringLiteral( "0" ) );

      deploy( central.conninfo(), clone.conninfo(), options, feedback );
      editBoth( central, clone );
      QCOMPARE( syncPair( central, clone ).text(), QStringLiteral( "3/3/0/0" ) );
      QCOMPARE( difference( central, clone ), QString() );
    }

  private:
    static QString again() { return testedCarrier() == Carrier::Sql ? QStringLiteral( "synchronise again" ) : QStringLiteral( "try again" ); }

    //! host:port/dbname, or host:port.
    static QString labelOf( TestDatabase &database, bool connecting = true )
    {
      if ( connecting )
        return Pg::Connection( database.conninfo(), QStringLiteral( "lizsync test" ) ).label();
      const QMap<QString, QString> keywords = Pg::parseConninfo( database.conninfo() );
      return QStringLiteral( "%1:%2/%3" ).arg( keywords.value( "host" ), keywords.value( "port" ), keywords.value( "dbname" ) );
    }

    static QString sentence( const QString &sqlState, const QString &words, TestDatabase &database, bool central )
    {
      if ( testedCarrier() == Carrier::Sql )
      {
        const QMap<QString, QString> sentences {
          { QStringLiteral( "53100" ), QStringLiteral( "The disk of %1 is full (%2): make room there, then synchronise again. Nothing was changed." ) },
          { QStringLiteral( "53200" ), QStringLiteral( "There is no memory left on %1 (%2): end other programs there, or give it more memory, then synchronise again. Nothing was changed." ) },
          { QStringLiteral( "53400" ), QStringLiteral( "A limit of %1 was reached (%2): have it raised there, then synchronise again. Nothing was changed." ) },
          { QStringLiteral( "58030" ), QStringLiteral( "Files of %1 cannot be read or written (%2): have its disk and its log looked at, then synchronise again. Nothing was changed." ) },
        };
        return sentences.value( sqlState ).arg( central ? QStringLiteral( "central's server" ) : QStringLiteral( "the clone's server" ), words );
      }
      const QMap<QString, QString> sentences {
        { QStringLiteral( "53100" ), QStringLiteral( "The disk of the server of %1 is full (%2): make room there, then try again. Nothing was changed." ) },
        { QStringLiteral( "53200" ), QStringLiteral( "The server of %1 has no memory left (%2): end other programs there, or give it more memory, then try again. Nothing was changed." ) },
        { QStringLiteral( "53400" ), QStringLiteral( "A limit that the server of %1 sets to its users was reached (%2): have it raised there, then try again. Nothing was changed." ) },
        { QStringLiteral( "58030" ), QStringLiteral( "The server of %1 cannot read or write its files (%2): have its disk and its log looked at, then try again. Nothing was changed." ) },
      };
      return sentences.value( sqlState ).arg( labelOf( database ), words );
    }

    static QString told( const std::function<void()> &work )
    {
      try
      {
        work();
      }
      catch ( const Error &error )
      {
        return error.message();
      }
      return QString();
    }

    //! Puts a database of a cluster on a disk.
    static void moveTo( TestDatabase &database, PrivateCluster &cluster, const SmallDisk &disk )
    {
      database.disconnect();
      Pg::Connection maintenance( cluster.conninfo(), QStringLiteral( "lizsync test" ) );
      maintenance.executeOutsideTransaction( QStringLiteral( "CREATE TABLESPACE small LOCATION %1" ).arg( Pg::quotedLiteral( disk.serverFolder( QStringLiteral( "tables" ) ) ) ) );
      maintenance.executeOutsideTransaction( QStringLiteral( "ALTER DATABASE %1 SET TABLESPACE small" ).arg( Pg::quotedIdentifier( database.name() ) ) );
    }

    //! Back to the five trees, on both sides.
    static void resetTrees( TestDatabase &central, TestDatabase &clone )
    {
      central.exec( "DELETE FROM s.tree; INSERT INTO s.tree ( id, species, height ) SELECT g, 'oak', g FROM generate_series( 1, 5 ) AS g" );
      syncPair( central, clone );
      syncPair( central, clone );
    }

    std::unique_ptr<Network> mNetwork;
    inline static const QString mMuch = QStringLiteral( "INSERT INTO s.tree ( species, note ) SELECT 'ash', repeat( md5( g::text ), 30 ) FROM generate_series( 1, 3000 ) AS g" );

  private slots:
    void cleanupTestCase() { mNetwork.reset(); }
};

QTEST_GUILESS_MAIN( TestResources )
#include "test_resources.moc"
