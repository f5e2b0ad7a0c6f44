/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

namespace
{
  const QString sTrees = QStringLiteral(
    "CREATE TABLE s.tree ( id serial PRIMARY KEY, species text, height numeric, note text );"
    "INSERT INTO s.tree ( species, height ) SELECT 'oak', g FROM generate_series( 1, 5 ) AS g" );
}

//! Section 6 of the design: what one change in central and one in a clone make together.
class TestMerge : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void nothingToDo()
    {
      Network network( sTrees );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.central().value( "SELECT count(*) FROM lizsync.history WHERE sync_type = 'partial'" ), QStringLiteral( "0" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT count(*) FROM lizsync.history WHERE sync_type = 'partial'" ), QStringLiteral( "0" ) );
      QVERIFY( !network.central().value( "SELECT last_contact FROM lizsync.clones WHERE name = 'a'" ).isEmpty() );
    }

    void cloneChangesGoToCentral()
    {
      Network network( sTrees );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'sick' WHERE id = 1; INSERT INTO s.tree ( species ) VALUES ( 'elm' ); DELETE FROM s.tree WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "3/0/0/0" ) );
      QCOMPARE( network.sync( "b" ).text(), QStringLiteral( "0/3/0/0" ) );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).value( "SELECT count(*) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
      QCOMPARE( network.clone( "b" ).value( "SELECT count(*) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
      QCOMPARE( network.clone( "b" ).value( "SELECT note FROM s.tree WHERE id = 1" ), QStringLiteral( "sick" ) );
      // Central's log says who made the edit, and where.
      QCOMPARE( network.central().value( "SELECT DISTINCT sync_data ->> 'origin' FROM audit.logged_actions" ), network.cloneId( "a" ) );
    }

    void centralChangesGoToClones()
    {
      Network network( sTrees );
      network.central().exec( "UPDATE s.tree SET note = 'sick' WHERE id = 1; INSERT INTO s.tree ( species ) VALUES ( 'elm' ); DELETE FROM s.tree WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/3/0/0" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.sync( "b" ).text(), QStringLiteral( "0/3/0/0" ) );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT count(*) FROM lizsync.history WHERE sync_type = 'partial' AND sync_status = 'done'" ), QStringLiteral( "1" ) );
    }

    void differentColumnsAreBothKept()
    {
      Network network( sTrees );
      network.central().exec( "UPDATE s.tree SET height = 12.5 WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'tall' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT height, note FROM s.tree WHERE id = 1" ), QStringLiteral( "12.5|tall" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    void sameValueIsNoConflict()
    {
      Network network( sTrees );
      network.central().exec( "UPDATE s.tree SET note = 'same' WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'same' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.conflicts(), QString() );
      network.sync( "b" );
      QCOMPARE( network.differences(), QString() );
    }

    void sameValuesOfSeveralEdits_data()
    {
      QTest::addColumn<bool>( "bothAtFirst" );
      QTest::newRow( "who typed it last comes first" ) << true;
      QTest::newRow( "who typed it last comes last" ) << false;
    }

    //! Central edited two columns, one after the other; who typed the same later counts for each of them, in whatever order the clones come.
    void sameValuesOfSeveralEdits()
    {
      QFETCH( bool, bothAtFirst );
      Network network( sTrees );
      network.central().exec( "UPDATE s.tree SET note = 'same' WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET height = 1.5 WHERE id = 1" );
      network.clone( "b" ).exec( "UPDATE s.tree SET note = 'other' WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'same', height = 1.5 WHERE id = 1" );
      network.sync( bothAtFirst ? "a" : "b" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT note, height FROM s.tree WHERE id = 1" ), QStringLiteral( "same|1.5" ) );
    }

    void laterEditOfClonesWins()
    {
      Network network( sTrees );
      network.central().exec( "UPDATE s.tree SET note = 'central', height = 99 WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'clone' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/1/0" ) );
      QCOMPARE( network.conflicts(), QStringLiteral( "update_update|note|central|clone|central|t" ) );
      QCOMPARE( network.clone( "a" ).rows( "SELECT note, height FROM s.tree WHERE id = 1" ), QStringLiteral( "clone|99" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void laterEditOfCentralWins()
    {
      Network network( sTrees );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'clone', species = 'fir' WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET note = 'central' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/1/0" ) );
      QCOMPARE( network.conflicts(), QStringLiteral( "update_update|note|central|clone|clone|t" ) );
      QCOMPARE( network.clone( "a" ).rows( "SELECT note, species FROM s.tree WHERE id = 1" ), QStringLiteral( "central|fir" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void changedAndChangedBackIsNoChange()
    {
      Network network( sTrees );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'x' WHERE id = 1; UPDATE s.tree SET note = NULL WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET note = 'central' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT note FROM s.tree WHERE id = 1" ), QStringLiteral( "central" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT count(*) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
    }

    void insertedAndDeletedIsNoChange()
    {
      Network network( sTrees );
      network.clone( "a" ).exec( "INSERT INTO s.tree ( species ) VALUES ( 'elm' ); DELETE FROM s.tree WHERE species = 'elm'" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT count(*) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
    }

    void bothDeleted()
    {
      Network network( sTrees );
      network.central().exec( "DELETE FROM s.tree WHERE id = 1" );
      network.clone( "a" ).exec( "DELETE FROM s.tree WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.conflicts(), QString() );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void laterUpdateBringsTheRowBack()
    {
      Network network( sTrees );
      network.central().exec( "UPDATE s.tree SET height = 77 WHERE id = 1; DELETE FROM s.tree WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'alive' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/1/0" ) );
      QCOMPARE( network.central().value( "SELECT conflict_kind || ' ' || rejected FROM lizsync.conflicts" ), QStringLiteral( "delete_update central" ) );
      network.syncAll();
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, species, height, note FROM s.tree WHERE id = 1" ), QStringLiteral( "1|oak|77|alive" ) );
      QCOMPARE( network.differences(), QString() );
    }

    void laterDeleteOfCentralWins()
    {
      Network network( sTrees );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'alive' WHERE id = 1" );
      network.central().exec( "DELETE FROM s.tree WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/1/0" ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected, rejected_row -> 'note', rejected_row -> 'species' FROM lizsync.conflicts" ), QStringLiteral( "delete_update|clone|alive|oak" ) );
      network.syncAll();
      QCOMPARE( network.central().value( "SELECT count(*) FROM s.tree WHERE id = 1" ), QStringLiteral( "0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    void laterDeleteOfTheCloneWins()
    {
      Network network( sTrees );
      network.central().exec( "UPDATE s.tree SET note = 'alive' WHERE id = 1" );
      network.clone( "a" ).exec( "DELETE FROM s.tree WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/1/0" ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected, rejected_row -> 'note', rejected_row -> 'species' FROM lizsync.conflicts" ), QStringLiteral( "update_delete|central|alive|oak" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void laterUpdateOfCentralUndoesTheDelete()
    {
      Network network( sTrees );
      network.clone( "a" ).exec( "DELETE FROM s.tree WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET note = 'alive' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/1/0" ) );
      QCOMPARE( network.central().value( "SELECT conflict_kind || ' ' || rejected FROM lizsync.conflicts" ), QStringLiteral( "update_delete clone" ) );
      network.syncAll();
      QCOMPARE( network.clone( "a" ).rows( "SELECT id, species, note FROM s.tree WHERE id = 1" ), QStringLiteral( "1|oak|alive" ) );
      QCOMPARE( network.differences(), QString() );
    }

    void threeDatabasesConvergeInAnyOrder_data()
    {
      QTest::addColumn<QString>( "first" );
      QTest::addColumn<QString>( "second" );
      QTest::newRow( "a then b" ) << "a"
                                  << "b";
      QTest::newRow( "b then a" ) << "b"
                                  << "a";
    }

    void threeDatabasesConvergeInAnyOrder()
    {
      QFETCH( QString, first );
      QFETCH( QString, second );
      Network network( sTrees );
      network.clone( "b" ).exec( "UPDATE s.tree SET note = 'same' WHERE id = 2" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'from a', height = 10 WHERE id = 1" );
      network.central().exec( "UPDATE s.tree SET note = 'from central', species = 'yew' WHERE id = 1; UPDATE s.tree SET note = 'other' WHERE id = 2" );
      network.clone( "b" ).exec( "UPDATE s.tree SET note = 'from b' WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'same' WHERE id = 2" );
      network.sync( first );
      network.sync( second );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT species, height, note FROM s.tree WHERE id = 1" ), QStringLiteral( "yew|10|from b" ) );
      QCOMPARE( network.central().value( "SELECT note FROM s.tree WHERE id = 2" ), QStringLiteral( "same" ) );
    }

    //! Edits of the very same moment: central's stays, be it an update or a delete.
    void sameMoment()
    {
      Network network( sTrees );
      network.central().exec( "UPDATE s.tree SET note = 'central' WHERE id = 1; UPDATE s.tree SET note = 'central' WHERE id = 2; DELETE FROM s.tree WHERE id = 3" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'clone' WHERE id = 1; DELETE FROM s.tree WHERE id = 2; UPDATE s.tree SET note = 'clone' WHERE id = 3" );
      for ( TestDatabase *database : { &network.central(), &network.clone( "a" ) } )
        database->exec( "UPDATE audit.logged_actions SET action_tstamp_clk = date_trunc( 'hour', now() )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/3/3/0" ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected FROM lizsync.conflicts ORDER BY id" ), QStringLiteral( "update_update|clone\nupdate_delete|clone\ndelete_update|clone" ) );
      QCOMPARE( network.central().value( "SELECT rule_applied FROM lizsync.conflicts WHERE conflict_kind = 'update_update'" ), QStringLiteral( "both edited this column at the same moment: central's stays" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).rows( "SELECT id, note FROM s.tree WHERE id < 4 ORDER BY id" ), QStringLiteral( "1|central\n2|central" ) );
    }

    void laterOfTwoDeletesCounts_data() { threeDatabasesConvergeInAnyOrder_data(); }

    //! Central deletes a row, b edits it, a deletes it too: b's edit lies between, and loses in whatever order they synchronise.
    void laterOfTwoDeletesCounts()
    {
      QFETCH( QString, first );
      QFETCH( QString, second );
      Network network( sTrees );
      network.central().exec( "DELETE FROM s.tree WHERE id = 1" );
      network.clone( "b" ).exec( "UPDATE s.tree SET note = 'between' WHERE id = 1" );
      network.clone( "a" ).exec( "DELETE FROM s.tree WHERE id = 1" );
      network.sync( first );
      network.sync( second );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM s.tree WHERE id = 1" ), QStringLiteral( "0" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE coalesce( rejected_row -> 'note', central_value ) LIKE '%between%'" ), QStringLiteral( "1" ) );
    }

    //! Each row gets the value of another one, which has to give it away first: one change after the other, in an order that no edit had.
    void uniqueValuesAreHandedOn_data()
    {
      QTest::addColumn<QString>( "constraint" );
      QTest::addColumn<int>( "rows" );
      QTest::addColumn<QString>( "edits" );
      const QString unique = QStringLiteral( "UNIQUE ( n )" );
      const QString up = QStringLiteral( "UPDATE s.t SET n = n + 1000000; UPDATE s.t SET n = n - 999999" );
      // As many as would take an hour if each round through all of them moved one.
      QTest::newRow( "numbers move up" ) << unique << 1500 << up;
      QTest::newRow( "and more was edited" ) << unique << 60 << up + "; UPDATE s.t SET note = 'x' WHERE n % 3 = 0; UPDATE s.t SET plot = 2 WHERE n % 5 = 0";
      QTest::newRow( "in a circle" ) << unique << 60 << "UPDATE s.t SET n = -n; UPDATE s.t SET n = ( -n ) % 60 + 1";
      QTest::newRow( "two circles and a chain" ) << unique << 60 << "UPDATE s.t SET n = -n; UPDATE s.t SET n = CASE WHEN n > -20 THEN ( -n ) % 19 + 1 WHEN n > -40 THEN ( -n - 19 ) % 20 + 20 ELSE 1 - n END";
      QTest::newRow( "a deleted row's" ) << unique << 60 << "DELETE FROM s.t WHERE id = 60; " + up;
      QTest::newRow( "a new row's" ) << unique << 60 << up + "; INSERT INTO s.t ( id, n ) VALUES ( 1000, 1 )";
      QTest::newRow( "deleted, moved and new ones" ) << unique << 60 << "DELETE FROM s.t WHERE id % 2 = 0; UPDATE s.t SET n = n + 1; INSERT INTO s.t ( id, n ) SELECT 2000 + g, g FROM generate_series( 1, 59, 2 ) AS g";
      QTest::newRow( "with another column" ) << "UNIQUE ( plot, n )" << 60 << up;
      QTest::newRow( "generated" ) << "label text GENERATED ALWAYS AS ( 'T' || n ) STORED UNIQUE" << 60 << up;
      QTest::newRow( "by an expression, of some rows" ) << QString() << 60 << up;
    }

    void uniqueValuesAreHandedOn()
    {
      QFETCH( QString, constraint );
      QFETCH( int, rows );
      QFETCH( QString, edits );
      const QString table = QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, plot integer DEFAULT 1, n integer, note text%1 ); INSERT INTO s.t ( id, n ) SELECT g, g FROM generate_series( 1, %2 ) AS g%3" )
                              .arg( constraint.isEmpty() ? QString() : ", " + constraint )
                              .arg( rows )
                              .arg( constraint.isEmpty() ? "; CREATE UNIQUE INDEX ON s.t ( lower( 'T' || n ) ) WHERE plot IS NOT NULL" : "" );
      for ( const bool central : { false, true } )
      {
        Network network( table );
        TestDatabase &database = central ? network.central() : network.clone( "a" );
        database.exec( edits );
        const QString expected = database.rows( "SELECT id, plot, n, note FROM s.t ORDER BY id" );
        network.syncAll();
        QCOMPARE( network.conflicts(), QString() );
        QCOMPARE( network.differences(), QString() );
        QCOMPARE( network.clone( "b" ).rows( "SELECT id, plot, n, note FROM s.t ORDER BY id" ), expected );
      }
    }

    //! By one column a row waits for another one than by the other column.
    void uniqueValuesOfTwoColumns()
    {
      for ( const bool central : { false, true } )
      {
        Network network( "CREATE TABLE s.t ( id integer PRIMARY KEY, u integer UNIQUE, v integer UNIQUE ); INSERT INTO s.t SELECT g, g, g FROM generate_series( 1, 600 ) AS g" );
        // As many as would take minutes if each round through all of them moved one.
        ( central ? network.central() : network.clone( "a" ) ).exec( "UPDATE s.t SET u = -u, v = -v; UPDATE s.t SET u = 1 - u, v = 2 - v" );
        network.syncAll();
        QCOMPARE( network.conflicts(), QString() );
        QCOMPARE( network.differences(), QString() );
        QCOMPARE( network.clone( "b" ).value( "SELECT count( * ) FROM s.t WHERE u = id + 1 AND v = id + 2" ), QStringLiteral( "600" ) );
      }
    }

    void whoeverCanStepsAside_data()
    {
      QTest::addColumn<QString>( "uids" );
      QTest::newRow( "the first row" ) << "1 2 3";
      QTest::newRow( "the last one" ) << "3 2 1";
      QTest::newRow( "one between" ) << "2 1 3";
    }

    //! In a circle, one row has a free value to step aside to, another one's is taken: whichever is asked first, it is found.
    void whoeverCanStepsAside()
    {
      QFETCH( QString, uids );
      const QStringList uid = uids.split( QLatin1Char( ' ' ) );
      const QString row = QStringLiteral( "( %1, '%2', 'n', '0000000%3-0000-4000-8000-000000000000' )" );
      for ( const bool central : { false, true } )
      {
        Network network( QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, code text UNIQUE, note text, uid uuid NOT NULL DEFAULT gen_random_uuid() UNIQUE ); INSERT INTO s.t VALUES " )
                         + QStringList( { row.arg( 1 ).arg( "A", uid[0] ), row.arg( 2 ).arg( "B", uid[1] ), row.arg( 3 ).arg( "C", uid[2] ) } ).join( ", " ) );
        ( central ? network.central() : network.clone( "a" ) )
          .exec( "UPDATE s.t SET code = 'one' WHERE id = 1; UPDATE s.t SET code = 'A' WHERE id = 2; UPDATE s.t SET code = 'B' WHERE id = 1;"
                 "UPDATE s.t SET code = 'two' WHERE id = 2; UPDATE s.t SET code = 'A' WHERE id = 3; UPDATE s.t SET code = 'C' WHERE id = 2" );
        network.syncAll();
        QCOMPARE( network.conflicts(), QString() );
        QCOMPARE( network.differences(), QString() );
        QCOMPARE( network.clone( "b" ).rows( "SELECT id, code FROM s.t ORDER BY id" ), QStringLiteral( "1|B\n2|C\n3|A" ) );
      }
    }

    //! A row that is refused for itself does not keep others from stepping aside for each other.
    void aRefusedRowStopsNoSwap()
    {
      for ( const bool central : { false, true } )
      {
        Network network( "CREATE TABLE s.t ( id integer PRIMARY KEY, code text UNIQUE, h integer ); INSERT INTO s.t VALUES ( 1, 'A', 1 ), ( 2, 'B', 2 ), ( 3, 'C', 3 ), ( 4, 'D', 4 )", 1 );
        ( central ? network.clone( "a" ) : network.central() ).exec( "ALTER TABLE s.t ADD CHECK ( h > 0 )" );
        TestDatabase &edited = central ? network.central() : network.clone( "a" );
        edited.exec( "UPDATE s.t SET h = -1 WHERE id = 3; UPDATE s.t SET code = 'tmp' WHERE id = 1; UPDATE s.t SET code = 'A' WHERE id = 2; UPDATE s.t SET code = 'B' WHERE id = 1" );
        network.sync( "a" );
        QCOMPARE( network.sync( "a" ).unresolved, 1 );
        QCOMPARE( ( central ? network.clone( "a" ) : network.central() ).rows( "SELECT id, code, h FROM s.t ORDER BY id" ), QStringLiteral( "1|B|1\n2|A|2\n3|C|3\n4|D|4" ) );
        edited.exec( "UPDATE s.t SET h = 5 WHERE id = 3; UPDATE s.t SET code = 'tmp' WHERE id = 3; UPDATE s.t SET code = 'C', h = -1 WHERE id = 4; UPDATE s.t SET code = 'D' WHERE id = 3;"
                     "UPDATE s.t SET code = 'tmp' WHERE id = 1; UPDATE s.t SET code = 'B' WHERE id = 2; UPDATE s.t SET code = 'A' WHERE id = 1" );
        network.sync( "a" );
        // Both of a circle, of which one is refused for itself; neither is left on its way.
        QCOMPARE( network.sync( "a" ).unresolved, 2 );
        QCOMPARE( ( central ? network.clone( "a" ) : network.central() ).rows( "SELECT id, code FROM s.t ORDER BY id" ), QStringLiteral( "1|A\n2|B\n3|C\n4|D" ) );
        edited.exec( "UPDATE s.t SET h = 6 WHERE id = 4" );
        network.sync( "a" );
        QCOMPARE( network.sync( "a" ).unresolved, 0 );
        QCOMPARE( network.differences(), QString() );
      }
    }

    void childEditedByBothSides_data()
    {
      QTest::addColumn<bool>( "movedInCentral" );
      QTest::addColumn<bool>( "stays" );
      QTest::newRow( "moved in the clone, edited later in central" ) << false << true;
      QTest::newRow( "moved in the clone, edited before in central" ) << false << false;
      QTest::newRow( "moved in central, edited later in the clone" ) << true << true;
      QTest::newRow( "moved in central, edited before in the clone" ) << true << false;
    }

    //! One side gave a row a parent that the other one deleted, where the row itself was edited too: the latest of all its edits counts against the delete.
    void childEditedByBothSides()
    {
      QFETCH( bool, movedInCentral );
      QFETCH( bool, stays );
      Network network( "CREATE TABLE s.park ( id integer PRIMARY KEY ); CREATE TABLE s.tree ( id integer PRIMARY KEY, note text, park integer REFERENCES s.park ON DELETE CASCADE ); INSERT INTO s.park VALUES ( 1 ), ( 2 ); INSERT INTO s.tree VALUES ( 1, 'n', 1 )" );
      TestDatabase &moving = movedInCentral ? network.central() : network.clone( "a" );
      TestDatabase &other = movedInCentral ? network.clone( "a" ) : network.central();
      moving.exec( "UPDATE s.tree SET park = 2" );
      if ( !stays )
        other.exec( "UPDATE s.tree SET note = 'typed'" );
      other.exec( "DELETE FROM s.park WHERE id = 2" );
      if ( stays )
        other.exec( "UPDATE s.tree SET note = 'typed'" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT note, park FROM s.tree" ), stays ? QStringLiteral( "typed|2" ) : QString() );
      if ( !stays )
        QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE rejected_row -> 'note' = 'typed' AND resolved" ), QStringLiteral( "1" ) );
    }

    void whoHasSeenTheValueHasTheLastWord()
    {
      Network network( sTrees );
      // An edit with a time of tomorrow: whoever edits after having received it wins all the same.
      network.central().exec( "UPDATE s.tree SET note = 'from the future' WHERE id = 1; UPDATE audit.logged_actions SET action_tstamp_clk = now() + interval '1 day'" );
      network.sync( "a" );
      network.clone( "a" ).exec( "UPDATE s.tree SET note = 'corrected' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
      network.syncAll();
      QCOMPARE( network.clone( "b" ).value( "SELECT note FROM s.tree WHERE id = 1" ), QStringLiteral( "corrected" ) );
      QCOMPARE( network.differences(), QString() );
    }
};

QTEST_GUILESS_MAIN( TestMerge )
#include "test_merge.moc"
