/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"
#include "engine/pg/quoting.h"
#include "engine/schema/installer.h"
#include "tests/faults/pair.h"
#include "tests/common/privatecluster.h"

#include <QtTest>

#include <atomic>
#include <condition_variable>
#include <mutex>
#include <thread>

using namespace LizSync;

//! Several syncs at the same time, and edits that run into them.
class TestConcurrency : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    //! Three clones and central edit the same rows, each its own column, and the clones synchronise whenever they like.
    void clonesTogetherWhileCentralIsEdited()
    {
      constexpr int sRounds = 4;
      Network network( QStringLiteral( "CREATE TABLE s.tree ( id serial PRIMARY KEY, a text, b text, c text, central text );"
                                       "INSERT INTO s.tree ( a ) SELECT 'oak' FROM generate_series( 1, 40 )" ),
                       3 );
      const QStringList names { "a", "b", "c" };
      std::mutex mutex;
      std::condition_variable wake;
      int begun = 0;
      bool done = false;
      QStringList failures[3];
      std::vector<std::thread> clones;
      clones.reserve( names.size() );
      for ( int n = 0; n < names.size(); ++n )
      {
        clones.emplace_back( [&, n, name = names.at( n )]
                             {
                               for ( int round = 1; round <= sRounds; ++round )
                               {
                                 network.clone( name ).exec( QStringLiteral( "UPDATE s.tree SET %1 = '%2' WHERE id <= 40 AND id %% 3 <> %2 %% 3; INSERT INTO s.tree ( %1 ) VALUES ( 'new %2' )" ).arg( name ).arg( round ).replace( "%%", "%" ) );
                                 bool again = true;
                                 while ( again )
                                 {
                                   again = false;
                                   {
                                     const std::lock_guard<std::mutex> lock( mutex );
                                     ++begun;
                                   }
                                   wake.notify_one();
                                   try
                                   {
                                     network.sync( name );
                                   }
                                   catch ( const Pg::Error &error )
                                   {
                                     // The engine tries again by itself; SQL says to.
                                     again = error.sqlState() == "40001" && testedCarrier() == Carrier::Sql && error.message().contains( "synchronise again" );
                                     if ( !again )
                                       failures[n] << error.message();
                                   }
                                   catch ( const Error &error )
                                   {
                                     failures[n] << error.message();
                                   }
                                 }
                               } } );
      }
      // One edit in central for each sync that begins.
      std::thread editor( [&]
                          {
                            std::unique_lock<std::mutex> lock( mutex );
                            for ( int edits = 0;; )
                            {
                              wake.wait( lock, [&] { return done || begun > edits; } );
                              if ( begun == edits )
                                return;
                              ++edits;
                              lock.unlock();
                              network.central().exec( QStringLiteral( "UPDATE s.tree SET central = '%1' WHERE id = 1 + %1 % 40" ).arg( edits ) );
                              lock.lock();
                            } } );
      for ( std::thread &clone : clones )
        clone.join();
      {
        const std::lock_guard<std::mutex> lock( mutex );
        done = true;
      }
      wake.notify_one();
      editor.join();
      for ( const QStringList &failure : failures )
        QCOMPARE( failure.join( '\n' ), QString() );
      const QString edited = network.central().rows( "SELECT id, central FROM s.tree WHERE central IS NOT NULL ORDER BY id" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.conflicts(), QString() );
      QCOMPARE( network.central().rows( "SELECT id, central FROM s.tree WHERE central IS NOT NULL ORDER BY id" ), edited );
      for ( const QString &name : names )
      {
        QCOMPARE( network.central().value( QStringLiteral( "SELECT count( * ) FROM s.tree WHERE %1 LIKE 'new %'" ).arg( name ) ), QString::number( sRounds ) );
        // Each round leaves out a third of the rows, which the one before did.
        QCOMPARE( network.central().value( QStringLiteral( "SELECT count( * ) FROM s.tree WHERE id <= 40 AND %1 IS DISTINCT FROM CASE WHEN id % 3 = %2 % 3 THEN %2 - 1 ELSE %2 END::text" ).arg( name ).arg( sRounds ) ), QStringLiteral( "0" ) );
        QCOMPARE( network.clone( name ).value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
      }
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.history WHERE sync_type = 'partial' AND sync_status = 'pending'" ), QStringLiteral( "0" ) );
    }

    //! Somebody edits a row in central at the moment in which a sync writes it.
    void sameRowAtTheSameMoment()
    {
      Network network( mTrees, 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a' WHERE id = 1" );
      waitForEditors( network );
      Pg::Connection editor( network.central().conninfo(), QStringLiteral( "editor" ) );
      auto open = std::make_unique<Pg::Transaction>( editor );
      open->executeScript( "UPDATE s.tree SET height = 99 WHERE id = 1" );
      Listener listener;
      QString message;
      QByteArray sqlState;
      std::thread sync( [&]
                        {
                          try
                          {
                            syncPair( network.central(), network.clone( "a" ), testedCarrier(), listener );
                          }
                          catch ( const Pg::Error &error )
                          {
                            message = error.message();
                            sqlState = error.sqlState();
                          } } );
      waitForLock( network );
      open->commit();
      open.reset();
      sync.join();
      if ( testedCarrier() == Carrier::Sql )
      {
        QCOMPARE( message, QStringLiteral( "Somebody changed the same rows at the same moment: synchronise again. Nothing was changed." ) );
        QCOMPARE( sqlState, QByteArray( "40001" ) );
        network.sync( "a" );
      }
      else
      {
        QCOMPARE( message, QString() );
        QVERIFY2( !listener.infos.filter( "trying again" ).isEmpty(), qPrintable( listener.infos.join( '\n' ) ) );
      }
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT height, note FROM s.tree WHERE id = 1" ), QStringLiteral( "99|a" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    //! A sync and an editor of central wait for one another: the sync gives way, and is tried again.
    void deadlock()
    {
      Network network( "CREATE TABLE s.a ( id integer PRIMARY KEY, v text ); CREATE TABLE s.b ( id integer PRIMARY KEY, v text ); INSERT INTO s.a VALUES ( 1 ); INSERT INTO s.b VALUES ( 1 )", 1 );
      network.clone( "a" ).exec( "UPDATE s.a SET v = 'clone'; UPDATE s.b SET v = 'clone'" );
      network.central().exec( "ALTER TABLE s.a ADD COLUMN w text; ALTER TABLE s.b ADD COLUMN w text" );
      network.clone( "a" ).exec( "ALTER TABLE s.a ADD COLUMN w text; ALTER TABLE s.b ADD COLUMN w text" );
      // A sync that waits for a row as long as that; and it notices first.
      network.central().exec( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET lizsync.central_lock_timeout TO ''30s''', current_database() ); END $$" );
      network.central().exec( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET deadlock_timeout TO ''300ms''', current_database() ); END $$" );
      Pg::Connection editor( network.central().conninfo(), QStringLiteral( "editor" ) );
      auto open = std::make_unique<Pg::Transaction>( editor );
      open->executeScript( "SET LOCAL deadlock_timeout TO '60s'; UPDATE s.b SET w = 'editor'" );
      Listener listener;
      QString message;
      QByteArray sqlState;
      std::thread sync( [&]
                        {
                          try
                          {
                            syncPair( network.central(), network.clone( "a" ), testedCarrier(), listener );
                          }
                          catch ( const Pg::Error &error )
                          {
                            message = error.message();
                            sqlState = error.sqlState();
                          } } );
      waitForLock( network );
      open->executeScript( "UPDATE s.a SET w = 'editor'" );
      open->commit();
      open.reset();
      sync.join();
      if ( testedCarrier() == Carrier::Sql )
      {
        QCOMPARE( message, QStringLiteral( "Somebody changed the same rows at the same moment: synchronise again. Nothing was changed." ) );
        QCOMPARE( sqlState, QByteArray( "40001" ) );
        network.sync( "a" );
      }
      else
      {
        QCOMPARE( message, QString() );
        QVERIFY2( !listener.infos.filter( "trying again" ).isEmpty(), qPrintable( listener.infos.join( '\n' ) ) );
      }
      // It was one, and no mere conflict of snapshots.
      QTRY_COMPARE( network.central().value( "SELECT deadlocks FROM pg_stat_database WHERE datname = current_database()" ), QStringLiteral( "1" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT v, w FROM s.a UNION ALL SELECT v, w FROM s.b" ), QStringLiteral( "clone|editor\nclone|editor" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    //! Somebody edits a clone while it is synchronised from within itself: he waits, and his edit goes with the next sync.
    void cloneIsEditedDuringASyncBySql()
    {
      if ( testedCarrier() == Carrier::Engine )
        QSKIP( "test_protocol edits the clone between the engine's steps" );
      Network network( mTrees, 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'before' WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET note = 'central' WHERE id = 3" );
      Pg::Connection caller( network.clone( "a" ).conninfo(), QStringLiteral( "caller" ) );
      Pg::Transaction sync( caller );
      sync.execute( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) );
      QString failure;
      std::thread editor( [&]
                          {
                            try
                            {
                              Pg::Connection connection( network.clone( "a" ).conninfo(), QStringLiteral( "editor" ) );
                              Pg::Transaction transaction( connection );
                              transaction.executeScript( "UPDATE s.tree SET note = 'during' WHERE id IN ( 1, 2 )" );
                              transaction.commit();
                            }
                            catch ( const Error &error )
                            {
                              failure = error.message();
                            } } );
      QTRY_COMPARE( network.clone( "a" ).value( "SELECT count( * ) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'" ), QStringLiteral( "1" ) );
      sync.commit();
      editor.join();
      QCOMPARE( failure, QString() );
      QCOMPARE( network.central().rows( "SELECT note FROM s.tree WHERE id < 3 ORDER BY id" ), QStringLiteral( "before\n∅" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "2/0/0/0" ) );
      QCOMPARE( network.central().rows( "SELECT note FROM s.tree WHERE id < 4 ORDER BY id" ), QStringLiteral( "during\nduring\ncentral" ) );
      QCOMPARE( network.differences(), QString() );
    }

    //! However busy central is, the engine gets through: in the end it has the editors wait.
    void centralIsEditedAllTheTime()
    {
      if ( testedCarrier() == Carrier::Sql )
        QSKIP( "lizsync.synchronize() says to try again" );
      Network network( mTrees, 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a'" );
      std::atomic<bool> done { false };
      std::atomic<int> edits { 0 };
      std::thread editor( [&]
                          {
                            while ( !done )
                              network.central().exec( QStringLiteral( "UPDATE s.tree SET height = %1" ).arg( ++edits ) ); } );
      QTRY_VERIFY( edits > 2 );
      Listener listener;
      QString failure;
      try
      {
        synchronize( network.central().conninfo(), network.clone( "a" ).conninfo(), SyncOptions(), listener );
      }
      catch ( const Error &error )
      {
        failure = error.message();
      }
      done = true;
      editor.join();
      QCOMPARE( failure, QString() );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT DISTINCT height, note FROM s.tree" ), QStringLiteral( "%1|a" ).arg( edits ) );
    }

    void sameCloneTwice_data()
    {
      QTest::addColumn<int>( "second" );
      QTest::newRow( "engine" ) << static_cast<int>( Carrier::Engine );
      QTest::newRow( "sql" ) << static_cast<int>( Carrier::Sql );
    }

    //! A sync that takes long, and a second one of the same clone.
    void sameCloneTwice()
    {
      QFETCH( int, second );
      Network network( mTrees, 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a' WHERE id = 1; INSERT INTO s.tree ( note ) VALUES ( 'new' )" );
      waitForEditors( network );
      Pg::Connection editor( network.central().conninfo(), QStringLiteral( "editor" ) );
      auto open = std::make_unique<Pg::Transaction>( editor );
      open->executeScript( "UPDATE s.tree SET height = 99 WHERE id = 1" );
      QString failure;
      std::thread sync( [&]
                        {
                          try
                          {
                            TestDatabaseView clone( network.clone( "a" ).conninfo() );
                            clone.sync( network.central().conninfo() );
                          }
                          catch ( const Error &error )
                          {
                            failure = error.message();
                          } } );
      waitForLock( network );
      try
      {
        network.sync( "a", static_cast<Carrier>( second ) );
        QFAIL( "two syncs of one clone at once" );
      }
      catch ( const Pg::Error &error )
      {
        QCOMPARE( error.message(), QStringLiteral( "Clone \"a\" is being synchronised already: wait until that sync has ended." ) );
        QCOMPARE( error.sqlState(), QByteArray( "LZ002" ) );
      }
      open.reset();
      sync.join();
      QCOMPARE( failure, QString() );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT note FROM s.tree WHERE note IS NOT NULL ORDER BY id" ), QStringLiteral( "a\nnew" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.history WHERE sync_type = 'partial'" ), QStringLiteral( "1" ) );
    }

    void secondSyncBetweenTheCommits_data() { sameCloneTwice_data(); }

    //! Central has committed the first sync, the clone has not: the second one must not take that for a lost reply.
    void secondSyncBetweenTheCommits()
    {
      QFETCH( int, second );
      Network network( mTrees, 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'a' WHERE id = 1; INSERT INTO s.tree ( note ) VALUES ( 'new' )" );
      QString message;
      QByteArray sqlState;
      SyncOptions options;
      options.stepDone = [&]( SyncStep step )
      {
        if ( step != SyncStep::CentralCommitted )
          return;
        try
        {
          network.sync( "a", static_cast<Carrier>( second ) );
        }
        catch ( const Pg::Error &error )
        {
          message = error.message();
          sqlState = error.sqlState();
        }
      };
      Feedback feedback;
      synchronize( network.central().conninfo(), network.clone( "a" ).conninfo(), options, feedback );
      QCOMPARE( message, QStringLiteral( "Clone \"a\" is being synchronised already: wait until that sync has ended." ) );
      QCOMPARE( sqlState, QByteArray( "LZ002" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.central().rows( "SELECT note FROM s.tree WHERE note IS NOT NULL ORDER BY id" ), QStringLiteral( "a\nnew" ) );
      QCOMPARE( network.differences(), QString() );
    }

    //! client_port is wider than a smallint, the server's own port too.
    void highPorts()
    {
      PrivateCluster cluster;
      const int port = cluster.listenOnHighPort();
      const QString conninfo = QStringLiteral( "host=127.0.0.1 port=%1 user=postgres dbname=postgres" ).arg( port );
      Pair pair( mTrees, conninfo, cloneClusterConninfo() );
      pair.central.exec( "UPDATE s.tree SET note = 'c' WHERE id = 1" );
      const int clientPort = pair.central.value( "SELECT client_port FROM audit.logged_actions ORDER BY event_id DESC LIMIT 1" ).toInt();
      QVERIFY2( clientPort > 32767, qPrintable( QString::number( clientPort ) ) );
      pair.clone.exec( "UPDATE s.tree SET note = 'a' WHERE id = 2" );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "1/1/0/0" ) );
      QCOMPARE( difference( pair.central, pair.clone ), QString() );
    }

  private:
    //! A second client of a clone's database, as TestDatabase is for one thread only.
    class TestDatabaseView
    {
      public:
        explicit TestDatabaseView( const QString &conninfo )
          : mConninfo( conninfo )
        {}
        void sync( const QString &central )
        {
          Feedback feedback;
          if ( testedCarrier() == Carrier::Engine )
          {
            synchronize( central, mConninfo, SyncOptions(), feedback );
            return;
          }
          Pg::Connection connection( mConninfo, QStringLiteral( "first" ) );
          Pg::Transaction transaction( connection );
          transaction.execute( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) );
          transaction.commit();
        }

      private:
        QString mConninfo;
    };

    //! A sync is to be seen waiting, which it does for a moment only by itself.
    static void waitForEditors( Network &network )
    {
      network.central().exec( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET lizsync.central_lock_timeout TO ''60s''', current_database() ); END $$" );
    }

    static void waitForLock( Network &network )
    {
      QTRY_COMPARE( network.central().value( "SELECT count( * ) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'" ), QStringLiteral( "1" ) );
    }

    inline static const QString mTrees = QStringLiteral(
      "CREATE TABLE s.tree ( id serial PRIMARY KEY, species text, height numeric, note text );"
      "INSERT INTO s.tree ( species, height ) SELECT 'oak', g FROM generate_series( 1, 5 ) AS g" );
};

QTEST_GUILESS_MAIN( TestConcurrency )
#include "test_concurrency.moc"
