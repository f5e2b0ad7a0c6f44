/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/faults/pair.h"
#include "tests/common/privatecluster.h"

#include <QtTest>

using namespace LizSync;

//! Clocks that are wrong: the right edit wins, and nothing is skipped.
class TestClocks : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void cloneIsWrong_data()
    {
      QTest::addColumn<QString>( "clock" );
      QTest::addColumn<double>( "seconds" );
      QTest::newRow( "ahead" ) << "+3h" << 10800.;
      QTest::newRow( "behind" ) << "-3h" << -10800.;
    }

    void cloneIsWrong()
    {
      QFETCH( QString, clock );
      QFETCH( double, seconds );
      PrivateCluster cluster( PrivateCluster::For::Clones, clock );
      Pair pair( mTrees, clusterConninfo(), cluster.conninfo() );
      pair.clone.exec( "UPDATE s.tree SET note = 'clone, earlier' WHERE id = 1; UPDATE s.tree SET note = 'clone, later' WHERE id = 2; DELETE FROM s.tree WHERE id = 3; UPDATE s.tree SET note = 'clone, later' WHERE id = 4" );
      pair.central.exec( "UPDATE s.tree SET note = 'central, later' WHERE id IN ( 1, 3 ); UPDATE s.tree SET note = 'central, earlier' WHERE id = 2; DELETE FROM s.tree WHERE id = 4" );
      // As if a minute lay between the edits.
      pair.central.exec( "UPDATE audit.logged_actions SET action_tstamp_clk = action_tstamp_clk + CASE WHEN changed_fields -> 'note' = 'central, later' THEN interval '1 minute' ELSE interval '-1 minute' END" );
      Listener listener;
      QCOMPARE( syncPair( pair.central, pair.clone, testedCarrier(), listener ).text(), QStringLiteral( "2/2/4/0" ) );
      QCOMPARE( pair.central.rows( "SELECT id, note FROM s.tree ORDER BY id" ), QStringLiteral( "1|central, later\n2|clone, later\n3|central, later\n4|clone, later\n5|∅" ) );
      QCOMPARE( difference( pair.central, pair.clone ), QString() );
      for ( const char *query : { "SELECT extract( epoch FROM clock_offset ) FROM lizsync.clone_states", "SELECT extract( epoch FROM clock_offset ) FROM lizsync.history WHERE sync_type = 'partial'" } )
      {
        const double measured = pair.central.value( query ).toDouble();
        QVERIFY2( qAbs( measured - seconds ) < 30, qPrintable( QString::number( measured ) ) );
      }
      // The conflicts tell the times on central's clock.
      QCOMPARE( pair.central.value( "SELECT count( * ) FROM lizsync.conflicts WHERE abs( extract( epoch FROM central_edited_at - clone_edited_at ) ) < 120" ), QStringLiteral( "4" ) );
      QVERIFY2( listener.warnings.join( '\n' ).contains( seconds > 0 ? "s ahead of central's" : "s behind central's" ), qPrintable( listener.warnings.join( '\n' ) ) );

      // Who edits after having seen the other's value has the last word.
      pair.clone.exec( "UPDATE s.tree SET note = 'clone again' WHERE id = 1" );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "1/0/0/0" ) );
      pair.central.exec( "UPDATE s.tree SET note = 'central again' WHERE id = 1" );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "0/1/0/0" ) );
      QCOMPARE( difference( pair.central, pair.clone ), QString() );
    }

    //! Central's clock was ahead, somebody set it right between two syncs: its new edits look older than the sync.
    void centralIsSetBack()
    {
      PrivateCluster cluster( PrivateCluster::For::Central, QStringLiteral( "+3h" ) );
      Pair pair( mTrees, cluster.conninfo(), cloneClusterConninfo() );
      pair.central.exec( "UPDATE s.tree SET note = 'before' WHERE id = 1" );
      pair.clone.exec( "UPDATE s.tree SET note = 'before' WHERE id = 2" );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "1/1/0/0" ) );
      pair.central.disconnect();
      cluster.stop();
      cluster.start();
      pair.central.exec( "UPDATE s.tree SET note = 'after' WHERE id IN ( 1, 3 )" );
      pair.clone.exec( "UPDATE s.tree SET note = 'after' WHERE id IN ( 2, 4 )" );
      QVERIFY( pair.central.value( "SELECT max( action_tstamp_clk ) FILTER ( WHERE changed_fields -> 'note' = 'after' ) < max( action_tstamp_clk ) FROM audit.logged_actions" ) == QLatin1String( "t" ) );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "2/2/0/0" ) );
      QCOMPARE( difference( pair.central, pair.clone ), QString() );
      QCOMPARE( pair.clone.rows( "SELECT id, note FROM s.tree ORDER BY id" ), QStringLiteral( "1|after\n2|after\n3|after\n4|after\n5|∅" ) );
      QCOMPARE( syncPair( pair.central, pair.clone ).text(), QStringLiteral( "0/0/0/0" ) );

      // Both edit the same row: the right edit wins, by the clocks as they are now.
      for ( const bool cloneLater : { false, true } )
      {
        ( cloneLater ? pair.central : pair.clone ).exec( "UPDATE s.tree SET note = 'earlier' WHERE id = 5" );
        ( cloneLater ? pair.clone : pair.central ).exec( "UPDATE s.tree SET note = 'later' WHERE id = 5" );
        pair.central.exec( "UPDATE audit.logged_actions SET action_tstamp_clk = action_tstamp_clk + CASE WHEN changed_fields -> 'note' = 'later' THEN interval '1 minute' ELSE interval '-1 minute' END WHERE changed_fields -> 'note' IN ( 'earlier', 'later' )" );
        QCOMPARE( syncPair( pair.central, pair.clone ).text(), cloneLater ? QStringLiteral( "1/0/1/0" ) : QStringLiteral( "0/1/1/0" ) );
        QCOMPARE( pair.clone.value( "SELECT note FROM s.tree WHERE id = 5" ), QStringLiteral( "later" ) );
        QCOMPARE( difference( pair.central, pair.clone ), QString() );
        QCOMPARE( pair.central.value( "SELECT rejected FROM lizsync.conflicts ORDER BY id DESC LIMIT 1" ), cloneLater ? QStringLiteral( "central" ) : QStringLiteral( "clone" ) );
        pair.central.exec( "UPDATE s.tree SET note = NULL WHERE id = 5" );
        syncPair( pair.central, pair.clone );
      }
    }

  private:
    inline static const QString mTrees = QStringLiteral(
      "CREATE TABLE s.tree ( id serial PRIMARY KEY, species text, note text );"
      "INSERT INTO s.tree ( species ) SELECT 'oak' FROM generate_series( 1, 5 )" );
};

QTEST_GUILESS_MAIN( TestClocks )
#include "test_clocks.moc"
