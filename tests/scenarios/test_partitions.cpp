/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/error.h"
#include "engine/sync/synchronize.h"
#include "tests/common/requirements.h"
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

//! What becomes of partitioned tables and of tables that inherit after they were prepared.
class TestPartitions : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void attachedAndDetached_data()
    {
      QTest::addColumn<QString>( "where" );
      QTest::newRow( "in central" ) << "central";
      QTest::newRow( "in a clone" ) << "a";
    }

    //! No trigger fires for it: rows come and go with a partition.
    void attachedAndDetached()
    {
      QFETCH( QString, where );
      Network network( mYears );
      TestDatabase &here = where == "central" ? network.central() : network.clone( "a" );
      everywhere( network, "CREATE TABLE s.y2021 PARTITION OF s.tree FOR VALUES FROM ( 2021 ) TO ( 2022 )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      here.exec( "DROP TABLE s.y2021; CREATE TABLE s.y2021 ( LIKE s.tree INCLUDING DEFAULTS ); INSERT INTO s.y2021 VALUES ( 21, 2021, 'attached' ), ( 22, 2021, 'attached' );"
                 "ALTER TABLE s.tree ATTACH PARTITION s.y2021 FOR VALUES FROM ( 2021 ) TO ( 2022 )" );
      QCOMPARE( network.sync( "a" ).text(), where == "central" ? QStringLiteral( "0/2/0/0" ) : QStringLiteral( "2/0/0/0" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.sync( "b" ).text(), QStringLiteral( "0/2/0/0" ) );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, note FROM s.y2021 ORDER BY id" ), QStringLiteral( "21|attached\n22|attached" ) );

      here.exec( "ALTER TABLE s.tree DETACH PARTITION s.y2021" );
      QCOMPARE( network.sync( "a" ).text(), where == "central" ? QStringLiteral( "0/2/0/0" ) : QStringLiteral( "2/0/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).value( "SELECT count( * ) FROM s.y2021" ), QStringLiteral( "0" ) );
      QCOMPARE( here.value( "SELECT count( * ) FROM s.y2021" ), QStringLiteral( "2" ) );

      // And back again.
      here.exec( "ALTER TABLE s.tree ATTACH PARTITION s.y2021 FOR VALUES FROM ( 2021 ) TO ( 2022 )" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).value( "SELECT count( * ) FROM s.y2021" ), QStringLiteral( "2" ) );
      QCOMPARE( network.conflicts(), QString() );
      QCOMPARE( network.clone( "a" ).value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
    }

    //! The same table attached on both sides, and edited since: what was typed wins over what came with the partition.
    void attachedOnBothSides()
    {
      Network network( mYears, 1 );
      everywhere( network, "CREATE TABLE s.y2021 ( LIKE s.tree INCLUDING DEFAULTS ); INSERT INTO s.y2021 ( id, year, note, uid ) SELECT g, 2021, 'attached', md5( g::text )::uuid FROM generate_series( 21, 23 ) AS g;"
                           "ALTER TABLE s.tree ATTACH PARTITION s.y2021 FOR VALUES FROM ( 2021 ) TO ( 2022 )" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'typed' WHERE id = 21" );
      network.central().exec( "UPDATE s.tree SET note = 'typed, too' WHERE id = 22" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT id, note FROM s.y2021 ORDER BY id" ), QStringLiteral( "21|typed\n22|typed, too\n23|attached" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE central_value LIKE 'typed%' AND rejected = 'central' OR clone_value LIKE 'typed%' AND rejected = 'clone'" ), QStringLiteral( "0" ) );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'later' WHERE id = 23" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
    }

    //! A new partition that is filled by statements is logged row by row, not a second time.
    void newPartitionFilledByStatements()
    {
      Network network( mYears, 1 );
      everywhere( network, "CREATE TABLE s.y2021 PARTITION OF s.tree FOR VALUES FROM ( 2021 ) TO ( 2022 )" );
      network.central().exec( "INSERT INTO s.tree VALUES ( 21, 2021, 'inserted' ); UPDATE s.tree SET year = 2021 WHERE id = 1" );
      const QString events = network.central().value( "SELECT count( * ) FROM audit.logged_actions" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/2/0/0" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM audit.logged_actions" ), events );
      // Before the first sync that knows the partition, the log may be purged.
      everywhere( network, "CREATE TABLE s.y2022 PARTITION OF s.tree FOR VALUES FROM ( 2022 ) TO ( 2023 )" );
      network.central().exec( "INSERT INTO s.tree VALUES ( 31, 2022, 'inserted' )" );
      network.central().exec( "SELECT set_config( 'lizsync.package_retention', '0', true ); SELECT lizsync.purge_logs()" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    //! An archive has the rows of a partition that was attached before; the other clones get them too.
    void attachedBeforeAPackage()
    {
      LIZSYNC_SKIP_WHERE( lacksOneCluster() );
      Network network( mYears, 1 );
      everywhere( network, "CREATE TABLE s.y2021 PARTITION OF s.tree FOR VALUES FROM ( 2021 ) TO ( 2022 )" );
      network.central().exec( "DROP TABLE s.y2021; CREATE TABLE s.y2021 ( LIKE s.tree INCLUDING DEFAULTS ); INSERT INTO s.y2021 VALUES ( 21, 2021, 'attached' );"
                              "ALTER TABLE s.tree ATTACH PARTITION s.y2021 FOR VALUES FROM ( 2021 ) TO ( 2022 )" );
      network.addClone( "b" );
      QCOMPARE( network.sync( "b" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    //! A clone that has no partition for a row keeps the others going, and gets it once it has one.
    void noPartitionInTheClone()
    {
      Network network( mYears, 1 );
      network.central().exec( "CREATE TABLE s.y2021 ( LIKE s.tree INCLUDING DEFAULTS ); INSERT INTO s.y2021 VALUES ( 21, 2021, 'attached' );"
                              "ALTER TABLE s.tree ATTACH PARTITION s.y2021 FOR VALUES FROM ( 2021 ) TO ( 2022 ); UPDATE s.tree SET note = 'goes on' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/1/1" ) );
      QVERIFY( network.central().value( "SELECT error_message FROM lizsync.conflicts" ).contains( "no partition of relation \"tree\" found for row" ) );
      network.clone( "a" ).exec( "CREATE TABLE s.y2021 PARTITION OF s.tree FOR VALUES FROM ( 2021 ) TO ( 2022 )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT bool_and( resolved ) FROM lizsync.conflicts" ), QStringLiteral( "t" ) );
    }

    //! What a clone typed into a row that left with its partition is kept in the conflict.
    void detachedWhileACloneEdits()
    {
      Network network( mYears, 1 );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'typed' WHERE id = 1" );
      network.central().exec( "ALTER TABLE s.tree DETACH PARTITION s.y2019" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected, rejected_row -> 'note' FROM lizsync.conflicts" ), QStringLiteral( "delete_update|clone|typed" ) );
    }

    //! Rows are moved to another partition, and the old one is detached with its copies.
    void rowsMovedBeforeTheDetach()
    {
      Network network( mYears );
      network.central().exec( "ALTER TABLE s.tree DETACH PARTITION s.y2019; INSERT INTO s.tree SELECT id, 2020, note || ', moved', uid FROM s.y2019" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/2/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, year, note FROM s.tree WHERE id < 3 ORDER BY id" ), QStringLiteral( "1|2020|old, moved\n2|2020|old, moved" ) );
    }

    //! A table takes a partition's place and name.
    void swapped()
    {
      Network network( mYears );
      network.central().exec( "ALTER TABLE s.tree DETACH PARTITION s.y2019; ALTER TABLE s.y2019 RENAME TO y2019_old;"
                              "CREATE TABLE s.y2019 ( LIKE s.tree INCLUDING DEFAULTS ); INSERT INTO s.y2019 VALUES ( 1, 2019, 'new' );"
                              "ALTER TABLE s.tree ATTACH PARTITION s.y2019 FOR VALUES FROM ( 2019 ) TO ( 2020 ); ALTER TABLE s.y2020 RENAME TO twenty" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, note FROM s.tree ORDER BY id" ), QStringLiteral( "1|new\n3|old" ) );
    }

    //! In a restored database the partitions have other oids.
    void restoredFromADump()
    {
      Network network( mYears, 1 );
      network.central().exec( "UPDATE lizsync.partitions SET system_identifier = 1, partition = ( partition::bigint + 1000000 )::oid" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      network.central().exec( "ALTER TABLE s.tree DETACH PARTITION s.y2019" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/2/0/0" ) );
      network.central().exec( "UPDATE lizsync.partitions SET system_identifier = 1, partition = ( partition::bigint + 1000000 )::oid; ALTER TABLE s.tree ATTACH PARTITION s.y2019 FOR VALUES FROM ( 2019 ) TO ( 2020 )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/2/0/0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    //! The reply of the sync that found the partition is lost.
    void replyLost()
    {
      Network network( mYears );
      everywhere( network, "CREATE TABLE s.y2021 PARTITION OF s.tree FOR VALUES FROM ( 2021 ) TO ( 2022 )" );
      for ( TestDatabase *database : { &network.clone( "a" ), &network.central() } )
      {
        const QString year = database == &network.central() ? QStringLiteral( "2022" ) : QStringLiteral( "2023" );
        database->exec( QStringLiteral( "CREATE TABLE s.y%1 ( LIKE s.tree INCLUDING DEFAULTS ); INSERT INTO s.y%1 VALUES ( %1, %1, 'attached' ); ALTER TABLE s.tree ATTACH PARTITION s.y%1 FOR VALUES FROM ( %1 ) TO ( %1 + 1 ); ALTER TABLE s.tree DETACH PARTITION s.y20%2" )
                          .arg( year, database == &network.central() ? "19" : "20" ) );
      }
      network.central().exec( "CREATE TABLE s.y2023 PARTITION OF s.tree FOR VALUES FROM ( 2023 ) TO ( 2024 )" );
      network.clone( "a" ).exec( "CREATE TABLE s.y2022 PARTITION OF s.tree FOR VALUES FROM ( 2022 ) TO ( 2023 )" );
      network.clone( "b" ).exec( "CREATE TABLE s.y2022 PARTITION OF s.tree FOR VALUES FROM ( 2022 ) TO ( 2023 ); CREATE TABLE s.y2023 PARTITION OF s.tree FOR VALUES FROM ( 2023 ) TO ( 2024 )" );
      SyncOptions options;
      options.stepDone = []( SyncStep step )
      {
        if ( step == SyncStep::CentralCommitted )
          throw Error( QStringLiteral( "the power is gone" ) );
      };
      Feedback feedback;
      QVERIFY_EXCEPTION_THROWN( synchronize( network.central().conninfo(), network.clone( "a" ).conninfo(), options, feedback ), Error );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, note FROM s.tree ORDER BY id" ), QStringLiteral( "2022|attached\n2023|attached" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    //! Nobody can tell which rows went with a dropped partition: said, and mended by prepare.
    void droppedInCentral()
    {
      Network network( mYears );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'unsent' WHERE id IN ( 1, 3 )" );
      network.central().exec( "DROP TABLE s.y2019" );
      QCOMPARE( refused( network, "a" ), QStringLiteral( "Partition s.y2019 of table s.tree was dropped in central with the rows that it had, and the log cannot say which: run lizsync:prepare again in central, then synchronise; lizsync:compare lists the rows that a clone still has." ) );
      QCOMPARE( network.central().rows( "SELECT status, reason FROM lizsync.prepare( ARRAY['s'], NULL, NULL )" ), QStringLiteral( "already prepared|rows that went with dropped partitions are not logged, clones keep theirs" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/1/1" ) );
      QCOMPARE( network.central().value( "SELECT note FROM s.tree WHERE id = 3" ), QStringLiteral( "unsent" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT note FROM s.tree WHERE id = 1" ), QStringLiteral( "unsent" ) );
      // Deleted by hand where it still is.
      network.clone( "a" ).exec( "DELETE FROM s.y2019" );
      network.clone( "b" ).exec( "DELETE FROM s.y2019" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT bool_and( resolved ) FROM lizsync.conflicts" ), QStringLiteral( "t" ) );
    }

    void droppedInAClone()
    {
      Network network( mYears );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'unsent' WHERE id = 3; DROP TABLE s.y2019" );
      const QString message = refused( network, "a" );
      QVERIFY2( message.startsWith( "Partition s.y2019 of table s.tree was dropped in the clone" ) && message.contains( "run SELECT lizsync.mend_capture('s.tree') in the clone" ), qPrintable( message ) );
      network.clone( "a" ).exec( "SELECT lizsync.mend_capture( 's.tree' )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
    }

    //! Who empties a partition first may drop it.
    void emptiedAndDropped()
    {
      Network network( mYears );
      network.central().exec( "TRUNCATE s.y2019; DROP TABLE s.y2019; CREATE TABLE s.never PARTITION OF s.tree FOR VALUES FROM ( 3000 ) TO ( 3001 )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/2/0/0" ) );
      network.central().exec( "DROP TABLE s.never" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).value( "SELECT count( * ) FROM s.y2019" ), QStringLiteral( "0" ) );
    }

    void truncateOfANewPartition_data()
    {
      QTest::addColumn<bool>( "bySync" );
      QTest::newRow( "after a sync" ) << true;
      QTest::newRow( "after prepare" ) << false;
    }

    //! Partitions get their row triggers by themselves, those of TRUNCATE from LizSync.
    void truncateOfANewPartition()
    {
      QFETCH( bool, bySync );
      Network network( mYears, 1 );
      everywhere( network, "CREATE TABLE s.y2021 PARTITION OF s.tree FOR VALUES FROM ( 2021 ) TO ( 2022 )" );
      network.central().exec( "INSERT INTO s.tree VALUES ( 21, 2021, 'new' )" );
      if ( bySync )
        network.sync( "a" );
      else
        QCOMPARE( network.central().rows( "SELECT status, reason FROM lizsync.prepare( ARRAY['s'], NULL, NULL )" ), QStringLiteral( "already prepared|new partitions have their triggers (1)" ) );
      QCOMPARE( network.central().rows( "SELECT status, reason FROM lizsync.prepare( ARRAY['s'], NULL, NULL )" ), QStringLiteral( "already prepared|∅" ) );
      network.sync( "a" );
      network.central().exec( "TRUNCATE s.y2021" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      network.central().exec( "INSERT INTO s.tree VALUES ( 22, 2021, 'newer' )" );
      network.sync( "a" );
      network.clone( "a" ).exec( "TRUNCATE s.y2021" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    //! A sync fires no trigger in a clone, those that partitions have by their table neither, and leaves each as it was.
    void triggersOfAPartitionedTable()
    {
      Network network( mYears, 1 );
      network.clone( "a" ).exec( "CREATE FUNCTION s.mark() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.note := NEW.note || ', fired'; RETURN NEW; END $f$;"
                                 "CREATE TRIGGER mark BEFORE INSERT OR UPDATE ON s.tree FOR EACH ROW EXECUTE FUNCTION s.mark(); ALTER TABLE s.y2020 ENABLE ALWAYS TRIGGER mark" );
      const QString states = QStringLiteral( "SELECT tgrelid::regclass, tgname, tgenabled FROM pg_trigger WHERE tgrelid IN ( 's.tree'::regclass, 's.y2019'::regclass, 's.y2020'::regclass ) ORDER BY 1, 2" );
      const QString before = network.clone( "a" ).rows( states );
      network.central().exec( "UPDATE s.tree SET note = 'new' WHERE id <> 2; INSERT INTO s.tree VALUES ( 4, 2020, 'new' )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/3/0/0" ) );
      QCOMPARE( network.clone( "a" ).rows( "SELECT id, note FROM s.tree ORDER BY id" ), QStringLiteral( "1|new\n2|old\n3|new\n4|new" ) );
      QCOMPARE( network.clone( "a" ).rows( states ), before );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'typed' WHERE id = 4" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
      QCOMPARE( network.central().value( "SELECT note FROM s.tree WHERE id = 4" ), QStringLiteral( "typed, fired" ) );
    }

    //! The owner of a table makes its partitions, without any right on LizSync.
    void partitionMadeByTheOwner()
    {
      LIZSYNC_SKIP_WHERE( lacksOneCluster() );
      const QString role = QStringLiteral( "lizsync_owner_%1" ).arg( QCoreApplication::applicationPid() );
      Network network( QStringLiteral( "CREATE ROLE %1; GRANT ALL ON SCHEMA s TO %1; %2; ALTER TABLE s.tree OWNER TO %1" ).arg( role, mYears ), 1 );
      network.clone( "a" ).exec( "CREATE TABLE s.y2021 PARTITION OF s.tree FOR VALUES FROM ( 2021 ) TO ( 2023 )" );
      QString failure;
      QString counts;
      QString differences;
      try
      {
        network.central().exec( QStringLiteral( "SET LOCAL ROLE %1; CREATE TABLE s.y2021 PARTITION OF s.tree FOR VALUES FROM ( 2021 ) TO ( 2022 ); INSERT INTO s.tree VALUES ( 21, 2021, 'new' );"
                                                "CREATE TABLE s.y2022 ( LIKE s.tree INCLUDING DEFAULTS ); INSERT INTO s.y2022 VALUES ( 22, 2022, 'attached' ); ALTER TABLE s.tree ATTACH PARTITION s.y2022 FOR VALUES FROM ( 2022 ) TO ( 2023 )" )
                                  .arg( role ) );
        counts = network.sync( "a" ).text();
        differences = network.differences();
      }
      catch ( const Error &error )
      {
        failure = error.message();
      }
      network.central().exec( QStringLiteral( "DROP OWNED BY %1 CASCADE" ).arg( role ) );
      network.clone( "a" ).exec( QStringLiteral( "DROP OWNED BY %1 CASCADE; DROP ROLE %1" ).arg( role ) );
      QCOMPARE( failure, QString() );
      QCOMPARE( counts, QStringLiteral( "0/2/0/0" ) );
      QCOMPARE( differences, QString() );
    }

    void heirMadeAfterPrepare_data()
    {
      QTest::addColumn<QString>( "where" );
      QTest::newRow( "in central" ) << "central";
      QTest::newRow( "in a clone" ) << "a";
    }

    //! A statement on the parent reaches the heir's rows: they are no rows of the parent.
    void heirMadeAfterPrepare()
    {
      QFETCH( QString, where );
      Network network( "CREATE TABLE s.base ( id serial PRIMARY KEY, v text ); INSERT INTO s.base ( v ) VALUES ( 'base' )" );
      TestDatabase &here = where == "central" ? network.central() : network.clone( "a" );
      here.exec( "CREATE TABLE s.heir ( extra text ) INHERITS ( s.base ); INSERT INTO s.heir ( v ) VALUES ( 'heir' ); UPDATE s.base SET v = v || '!'" );
      const QString message = refused( network, "a" );
      QVERIFY2( message.startsWith( "Tables s.base and s.heir inherit from one another since" ), qPrintable( message ) );
      if ( where == "central" )
      {
        QVERIFY( message.contains( "run lizsync:prepare again in central" ) );
        QCOMPARE( here.rows( "SELECT relation, status, reason FROM lizsync.prepare( ARRAY['s'], NULL, NULL )" ),
                  QStringLiteral( "s.base|already prepared|it is logged row by row now, because of inheritance (s.heir)\ns.heir|prepared|∅" ) );
      }
      else
      {
        QVERIFY( message.contains( "run SELECT lizsync.mend_capture('s.base') in the clone" ) );
        here.exec( "SELECT lizsync.mend_capture( 's.base' )" );
      }
      QCOMPARE( network.sync( "a" ).text(), where == "central" ? QStringLiteral( "0/1/0/0" ) : QStringLiteral( "1/0/0/0" ) );
      here.exec( "UPDATE s.base SET v = v || '?'" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT v FROM s.base" ), QStringLiteral( "base!?" ) );
      QCOMPARE( here.value( "SELECT string_agg( v, ' ' ORDER BY v ) FROM s.base" ), QStringLiteral( "base!? heir!?" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

  private:
    static void everywhere( Network &network, const QString &sql )
    {
      network.central().exec( sql );
      for ( const QString &name : network.cloneNames() )
        network.clone( name ).exec( sql );
    }

    //! What a refused sync says.
    static QString refused( Network &network, const QString &name )
    {
      try
      {
        network.sync( name );
      }
      catch ( const Pg::Error &error )
      {
        return error.message();
      }
      return QString();
    }

    inline static const QString mYears = QStringLiteral(
      "CREATE TABLE s.tree ( id integer, year integer, note text, uid uuid NOT NULL DEFAULT gen_random_uuid(), PRIMARY KEY ( id, year ) ) PARTITION BY RANGE ( year );"
      "CREATE TABLE s.y2019 PARTITION OF s.tree FOR VALUES FROM ( 2019 ) TO ( 2020 ); CREATE TABLE s.y2020 PARTITION OF s.tree FOR VALUES FROM ( 2020 ) TO ( 2021 );"
      "INSERT INTO s.tree VALUES ( 1, 2019, 'old' ), ( 2, 2019, 'old' ), ( 3, 2020, 'old' )" );
};

QTEST_GUILESS_MAIN( TestPartitions )
#include "test_partitions.moc"
