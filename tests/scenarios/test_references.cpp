/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

namespace
{
  const QString sFamily = QStringLiteral(
    "CREATE TABLE s.parent ( id serial PRIMARY KEY, name text UNIQUE );"
    "CREATE TABLE s.child ( id serial PRIMARY KEY, parent_id integer REFERENCES s.parent ( id ) ON DELETE %1, label text );"
    "INSERT INTO s.parent ( name ) SELECT 'p' || g FROM generate_series( 1, 3 ) AS g;"
    "INSERT INTO s.child ( parent_id, label ) SELECT 1 + g % 3, 'c' || g FROM generate_series( 1, 6 ) AS g" );

  //! A row that references one of the parents of a tenant, of whom there are two.
  const QString sTenants = QStringLiteral(
    "CREATE TABLE s.parent ( tenant integer, id integer, name text UNIQUE, PRIMARY KEY ( tenant, id ) );"
    "CREATE TABLE s.child ( id serial PRIMARY KEY, tenant integer NOT NULL, parent_id integer, label text, note text, FOREIGN KEY ( tenant, parent_id ) REFERENCES s.parent );"
    "INSERT INTO s.parent SELECT t, p, t || '-' || p FROM generate_series( 1, 2 ) AS t CROSS JOIN generate_series( 1, 3 ) AS p;"
    "INSERT INTO s.child ( tenant, parent_id ) VALUES ( 1, 1 )" );

  QString family( const QString &onDelete )
  {
    return sFamily.arg( onDelete );
  }
} // namespace

//! Rows that reference each other, and rows that the other database refuses.
class TestReferences : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void everyChildKeepsItsParent()
    {
      Network network( family( "CASCADE" ) );
      const QString pair = QStringLiteral( "INSERT INTO s.parent ( name ) VALUES ( 'of %1' ); INSERT INTO s.child ( parent_id, label ) SELECT id, 'of %1' FROM s.parent WHERE name = 'of %1'" );
      network.central().exec( pair.arg( "central" ) );
      network.clone( "a" ).exec( pair.arg( "a" ) );
      network.clone( "b" ).exec( pair.arg( "b" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT count(*) FROM s.child AS c JOIN s.parent AS p ON p.id = c.parent_id WHERE p.name = c.label" ), QStringLiteral( "3" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    void uniqueValueTypedInBothPlaces()
    {
      Network network( family( "CASCADE" ) );
      network.central().exec( "INSERT INTO s.parent ( name ) VALUES ( 'same' )" );
      network.clone( "a" ).exec( "INSERT INTO s.parent ( name ) VALUES ( 'same' ); UPDATE s.child SET label = 'goes on' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/1/1" ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, resolved FROM lizsync.conflicts" ), QStringLiteral( "unique_violation|f" ) );
      // Tried again, one conflict; everything else goes on.
      network.clone( "a" ).exec( "UPDATE s.child SET label = 'and on' WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/1" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/1" ) );
      QCOMPARE( network.central().value( "SELECT count(*) FROM lizsync.conflicts" ), QStringLiteral( "1" ) );
    }

    void renamingTheClonesRowResolves()
    {
      Network network( family( "CASCADE" ) );
      network.central().exec( "INSERT INTO s.parent ( name ) VALUES ( 'same' )" );
      network.clone( "a" ).exec( "INSERT INTO s.parent ( name ) VALUES ( 'same' )" );
      network.sync( "a" );
      network.clone( "a" ).exec( "UPDATE s.parent SET name = 'other' WHERE name = 'same'" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT bool_and( resolved ) FROM lizsync.conflicts" ), QStringLiteral( "t" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT count(*) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
    }

    //! A row that central refuses goes on: who typed over what came from central has the last word, also with the value that was there at first.
    void firstValueTypedAgainInARefusedRow()
    {
      Network network( "CREATE TABLE s.t ( id integer PRIMARY KEY, name text UNIQUE, note text ); INSERT INTO s.t VALUES ( 1, 'one', 'first' ), ( 2, 'two', 'first' )" );
      network.central().exec( "UPDATE s.t SET name = 'same' WHERE id = 2" );
      network.clone( "a" ).exec( "UPDATE s.t SET name = 'same', note = 'clone' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      network.central().exec( "UPDATE s.t SET note = 'central' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      QCOMPARE( network.clone( "a" ).value( "SELECT note FROM s.t WHERE id = 1" ), QStringLiteral( "central" ) );
      network.clone( "a" ).exec( "UPDATE s.t SET note = 'first' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      network.clone( "a" ).exec( "UPDATE s.t SET name = 'one' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT name, note FROM s.t WHERE id = 1" ), QStringLiteral( "one|first" ) );
    }

    void renamingCentralsRowResolves()
    {
      Network network( family( "CASCADE" ) );
      network.central().exec( "INSERT INTO s.parent ( name ) VALUES ( 'same' )" );
      network.clone( "a" ).exec( "INSERT INTO s.parent ( name ) VALUES ( 'same' )" );
      network.sync( "a" );
      network.central().exec( "UPDATE s.parent SET name = 'other' WHERE name = 'same'" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT bool_and( resolved ) FROM lizsync.conflicts" ), QStringLiteral( "t" ) );
    }

    void deletingTheClonesRowResolves()
    {
      Network network( family( "CASCADE" ) );
      network.central().exec( "INSERT INTO s.parent ( name ) VALUES ( 'same' )" );
      network.clone( "a" ).exec( "INSERT INTO s.parent ( name ) VALUES ( 'same' )" );
      network.sync( "a" );
      network.clone( "a" ).exec( "DELETE FROM s.parent WHERE name = 'same'" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT bool_and( resolved ) FROM lizsync.conflicts" ), QStringLiteral( "t" ) );
    }

    void uniqueValuesSwapped()
    {
      Network network( family( "CASCADE" ) );
      const QString swap = QStringLiteral( "UPDATE s.parent SET name = 'x' WHERE id = %1; UPDATE s.parent SET name = 'p%1' WHERE id = %2; UPDATE s.parent SET name = 'p%2' WHERE id = %1" );
      network.clone( "a" ).exec( swap.arg( 1 ).arg( 2 ) );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, name FROM s.parent ORDER BY id" ), QStringLiteral( "1|p2\n2|p1\n3|p3" ) );
    }

    void valueMovesToANewRow()
    {
      Network network( family( "CASCADE" ) );
      network.clone( "a" ).exec( "DELETE FROM s.parent WHERE id = 1; INSERT INTO s.parent ( name ) VALUES ( 'p1' )" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void refusedByACheckOfCentral()
    {
      Network network( family( "CASCADE" ) );
      network.central().exec( "ALTER TABLE s.child ADD CHECK ( label <> 'bad' )" );
      network.clone( "a" ).exec( "UPDATE s.child SET label = 'bad' WHERE id = 1; UPDATE s.child SET label = 'good' WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/1/1" ) );
      QVERIFY( network.central().value( "SELECT error_message FROM lizsync.conflicts WHERE conflict_kind = 'apply_error'" ).contains( "check constraint" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT label FROM s.child WHERE id = 1" ), QStringLiteral( "bad" ) );
      network.clone( "a" ).exec( "UPDATE s.child SET label = 'mended' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void refusedByACheckOfTheClone()
    {
      Network network( family( "CASCADE" ) );
      network.clone( "a" ).exec( "ALTER TABLE s.child ADD CONSTRAINT polite CHECK ( label <> 'bad' )" );
      network.central().exec( "UPDATE s.child SET label = 'bad' WHERE id = 1; UPDATE s.child SET label = 'good' WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/1/1" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/1" ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected, resolved FROM lizsync.conflicts" ), QStringLiteral( "apply_error|central|f" ) );
      network.clone( "a" ).exec( "ALTER TABLE s.child DROP CONSTRAINT polite" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT bool_and( resolved ) FROM lizsync.conflicts" ), QStringLiteral( "t" ) );
    }

    //! A trigger of central keeps one column as it is, and empties another: what was typed there is a conflict, whatever else was edited.
    void triggerThatLeavesAColumnOut()
    {
      Network network( "CREATE TABLE s.t ( id integer PRIMARY KEY, code text, note text, phone text ); INSERT INTO s.t VALUES ( 1, 'old', 'old', '1' )" );
      network.central().exec( "CREATE FUNCTION s.guard() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.code := OLD.code; NEW.note := upper( NEW.note ); NEW.phone := NULL; RETURN NEW; END $f$; CREATE TRIGGER guard BEFORE UPDATE ON s.t FOR EACH ROW EXECUTE FUNCTION s.guard()" );
      network.clone( "a" ).exec( "UPDATE s.t SET code = 'typed', note = 'new', phone = '2'" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/1/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT code, note, phone FROM s.t" ), QStringLiteral( "old|NEW|∅" ) );
      QCOMPARE( network.conflicts(), QStringLiteral( "apply_error|∅|\"code\"=>\"old\", \"phone\"=>NULL|\"code\"=>\"typed\", \"phone\"=>\"2\"|clone|t" ) );
    }

    //! So does one of what a clone inserts, or brings back after a delete.
    void triggerThatLeavesAColumnOfANewRowOut()
    {
      Network network( "CREATE TABLE s.t ( id integer PRIMARY KEY, code text, note text ); INSERT INTO s.t VALUES ( 1, NULL, 'old' )" );
      network.central().exec( "CREATE FUNCTION s.guard() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.code := NULL; NEW.note := upper( NEW.note ); RETURN NEW; END $f$; CREATE TRIGGER guard BEFORE INSERT ON s.t FOR EACH ROW EXECUTE FUNCTION s.guard();"
                              "DELETE FROM s.t" );
      network.clone( "a" ).exec( "INSERT INTO s.t VALUES ( 2, 'typed', 'new' ), ( 3, NULL, 'plain' ); UPDATE s.t SET code = 'again' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "3/3/3/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT id, code, note FROM s.t ORDER BY id" ), QStringLiteral( "1|∅|OLD\n2|∅|NEW\n3|∅|PLAIN" ) );
      QCOMPARE( network.central().rows( "SELECT central_value, clone_value, rejected, rejected_row -> 'note' FROM lizsync.conflicts WHERE conflict_kind = 'apply_error' ORDER BY clone_value" ),
                QStringLiteral( "\"code\"=>NULL|\"code\"=>\"again\"|clone|OLD\n\"code\"=>NULL|\"code\"=>\"typed\"|clone|NEW" ) );
    }

    //! One clash is one conflict, whatever it is that forbids both rows: it names the other one.
    void clashesOfEveryKind_data()
    {
      QTest::addColumn<QString>( "table" );
      QTest::addColumn<QString>( "central" );
      QTest::addColumn<QString>( "clone" );
      QTest::newRow( "exclusion" ) << "CREATE TABLE s.t ( id integer PRIMARY KEY, r int4range, EXCLUDE USING gist ( r WITH && ) )"
                                   << "1, '[1,5)'"
                                   << "2, '[3,8)'";
      QTest::newRow( "nulls not distinct" ) << "CREATE TABLE s.t ( id integer PRIMARY KEY, a text, b text, UNIQUE NULLS NOT DISTINCT ( a, b ) )"
                                            << "1, 'x', NULL"
                                            << "2, 'x', NULL";
      QTest::newRow( "generated column" ) << "CREATE TABLE s.t ( id integer PRIMARY KEY, code text, low text GENERATED ALWAYS AS ( lower( code ) ) STORED UNIQUE )"
                                          << "1, 'X'"
                                          << "2, 'x'";
      QTest::newRow( "expression and condition" ) << "CREATE TABLE s.t ( id integer PRIMARY KEY, \"Co de\" text, live boolean ); CREATE UNIQUE INDEX ON s.t ( lower( \"Co de\" ) ) WHERE live"
                                                  << "1, 'X', true"
                                                  << "2, 'x', true";
      QTest::newRow( "deferrable" ) << "CREATE TABLE s.t ( id integer PRIMARY KEY, n integer UNIQUE DEFERRABLE INITIALLY DEFERRED )"
                                    << "1, 5"
                                    << "2, 5";
    }

    void clashesOfEveryKind()
    {
      QFETCH( QString, table );
      QFETCH( QString, central );
      QFETCH( QString, clone );
      for ( const QString &cluster : { clusterConninfo(), cloneClusterConninfo() } )
      {
        if ( table.contains( "NULLS NOT" ) && Pg::Connection( cluster, QStringLiteral( "lizsync test" ) ).serverVersion() < 150000 )
          QSKIP( "PostgreSQL 15 has NULLS NOT DISTINCT." );
      }
      Network network( table );
      network.central().exec( QStringLiteral( "INSERT INTO s.t VALUES ( %1 )" ).arg( central ) );
      network.clone( "a" ).exec( QStringLiteral( "INSERT INTO s.t VALUES ( %1 )" ).arg( clone ) );
      network.sync( "a" );
      network.sync( "a" );
      QCOMPARE( network.central().rows( "SELECT c.rejected_row -> 'id', t.id, c.resolved FROM lizsync.conflicts AS c LEFT JOIN s.t AS t ON t.uid = c.other_uid" ), QStringLiteral( "2|1|f" ) );
      network.clone( "a" ).exec( "DELETE FROM s.t" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    //! What a trigger of central leaves out without a word is kept in a conflict.
    void triggerThatLeavesRowsOut()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, name text ); INSERT INTO s.t ( name ) VALUES ( 'one' ), ( 'two' )" );
      network.central().exec( "CREATE FUNCTION s.skip() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RETURN NULL; END $f$; CREATE TRIGGER skip BEFORE INSERT OR UPDATE OR DELETE ON s.t FOR EACH ROW EXECUTE FUNCTION s.skip()" );
      network.clone( "a" ).exec( "INSERT INTO s.t ( name ) VALUES ( 'typed for an hour' ); UPDATE s.t SET name = 'changed' WHERE name = 'one'; DELETE FROM s.t WHERE name = 'two'" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected, rejected_row -> 'name', resolved FROM lizsync.conflicts ORDER BY 3" ), QStringLiteral( "apply_error|clone|changed|t\napply_error|clone|typed for an hour|t\napply_error|clone|∅|t" ) );
      QCOMPARE( network.central().rows( "SELECT central_value::hstore -> 'name', clone_value FROM lizsync.conflicts WHERE rejected_row IS NULL" ), QStringLiteral( "two|∅" ) );
      // The delete is put back as any other edit.
      network.central().exec( "ALTER TABLE s.t DISABLE TRIGGER skip; SELECT lizsync.restore_conflict( id ) FROM lizsync.conflicts WHERE rejected_row IS NULL" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).value( "SELECT string_agg( name, ',' ) FROM s.t" ), QStringLiteral( "one" ) );
    }

    //! The later update brings the row back, whose unique value is taken by now: it stays in the clone until the value is free.
    void rowThatCannotComeBackYet()
    {
      Network network( family( "CASCADE" ) );
      network.central().exec( "DELETE FROM s.parent WHERE name = 'p3'; INSERT INTO s.parent ( name ) VALUES ( 'p3' )" );
      network.clone( "a" ).exec( "DELETE FROM s.child; UPDATE s.parent SET id = 34 WHERE name = 'p3'" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      QCOMPARE( network.clone( "a" ).value( "SELECT name FROM s.parent WHERE id = 34" ), QStringLiteral( "p3" ) );
      network.central().exec( "UPDATE s.parent SET name = 'freed' WHERE name = 'p3'" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id FROM s.parent WHERE name = 'p3'" ), QStringLiteral( "34" ) );
    }

    //! What an unresolved row needs is there as long as it is unresolved, whatever was purged meanwhile.
    void rowThatCannotComeBackYetAfterAPurge()
    {
      Network network( family( "CASCADE" ) );
      network.central().exec( "DELETE FROM s.parent WHERE name = 'p3'; INSERT INTO s.parent ( name ) VALUES ( 'p3' )" );
      network.clone( "a" ).exec( "DELETE FROM s.child; UPDATE s.parent SET id = 34 WHERE name = 'p3'" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      everybodyHasEverything( network );
      QCOMPARE( network.central().value( "SELECT rejected_row -> 'name' FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "p3" ) );
      network.central().exec( "UPDATE s.parent SET name = 'freed' WHERE name = 'p3'" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id FROM s.parent WHERE name = 'p3'" ), QStringLiteral( "34" ) );
      // What nobody needs any more goes with the next purge.
      everybodyHasEverything( network );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
    }

    //! The parent that has to come back with the clone's child is refused, as its unique value is taken: both are tried again.
    void parentThatCannotComeBackYet()
    {
      Network network( family( "RESTRICT" ) );
      network.central().exec( "DELETE FROM s.child WHERE parent_id = 3; DELETE FROM s.parent WHERE name = 'p3'; INSERT INTO s.parent ( name ) VALUES ( 'p3' )" );
      network.clone( "a" ).exec( "INSERT INTO s.child ( parent_id, label ) VALUES ( 3, 'of the old p3' )" );
      QCOMPARE( network.sync( "a" ).unresolved, 2 );
      QCOMPARE( network.sync( "a" ).unresolved, 2 );
      QCOMPARE( network.central().value( "SELECT count(*) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "2" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT name FROM s.parent WHERE id = 3" ), QStringLiteral( "p3" ) );
      network.central().exec( "UPDATE s.parent SET name = 'freed' WHERE name = 'p3'" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).value( "SELECT label FROM s.child WHERE parent_id = 3" ), QStringLiteral( "of the old p3" ) );
      QCOMPARE( network.central().value( "SELECT bool_and( resolved ) FROM lizsync.conflicts" ), QStringLiteral( "t" ) );
    }

    void clashOfAnExpression_data()
    {
      QTest::addColumn<QString>( "index" );
      QTest::newRow( "expression" ) << QStringLiteral( "( lower( name ) )" );
      QTest::newRow( "part of the rows" ) << QStringLiteral( "( name ) WHERE felled IS NULL" );
      QTest::newRow( "both" ) << QStringLiteral( "( felled, lower( \"T\" ), ( name || '!' ) ) WHERE \"T\" > ''" );
    }

    //! One clash is one conflict, whatever kind of unique index it is about.
    void clashOfAnExpression()
    {
      QFETCH( QString, index );
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, name text, felled date, \"T\" text DEFAULT 'x' ); CREATE UNIQUE INDEX ON s.t " + index );
      network.central().exec( "INSERT INTO s.t ( name, felled ) VALUES ( 'same', CASE WHEN '" + QString( index ).replace( '\'', "''" ) + "' LIKE '%felled,%' THEN date '2024-02-29' END )" );
      network.clone( "a" ).exec( "INSERT INTO s.t ( name, felled ) VALUES ( 'same', CASE WHEN '" + QString( index ).replace( '\'', "''" ) + "' LIKE '%felled,%' THEN date '2024-02-29' END )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/1/1" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/1" ) );
      network.clone( "a" ).exec( "UPDATE s.t SET name = 'other'" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    //! Central has lost the row without an event (a detached partition): the edit stays in the clone, as one conflict.
    void editOfARowThatCentralDoesNotHave()
    {
      Network network( family( "CASCADE" ), 1 );
      network.central().exec( "ALTER TABLE s.child DISABLE TRIGGER USER; DELETE FROM s.child WHERE id = 1; ALTER TABLE s.child ENABLE TRIGGER USER" );
      network.clone( "a" ).exec( "UPDATE s.child SET label = 'kept' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/1/1" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/1" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT label FROM s.child WHERE id = 1" ), QStringLiteral( "kept" ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected, resolved FROM lizsync.conflicts" ), QStringLiteral( "apply_error|clone|f" ) );
    }

    //! What the clone could not take it has not seen: its next edit of that row is concurrent with it.
    void editThatTheCloneCouldNotTake()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, name text UNIQUE, n integer ); INSERT INTO s.t ( name, n ) VALUES ( 'one', 1 ), ( 'two', 2 )" );
      network.central().exec( "UPDATE s.t SET name = 'clash', n = 100 WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.t SET name = 'clash' WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      network.clone( "a" ).exec( "UPDATE s.t SET n = 7 WHERE id = 1" );
      network.sync( "a" );
      QCOMPARE( network.central().value( "SELECT string_agg( central_value || ' ' || clone_value || ' ' || rejected, ',' ) FROM lizsync.conflicts WHERE column_name = 'n'" ), QStringLiteral( "100 7 central" ) );
    }

    void editThatTheCloneCouldNotTakeAfterAPurge()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, name text UNIQUE, n integer ); INSERT INTO s.t ( name, n ) VALUES ( 'one', 1 ), ( 'two', 2 )" );
      network.central().exec( "UPDATE s.t SET name = 'clash', n = 100 WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.t SET name = 'clash' WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      everybodyHasEverything( network );
      network.clone( "a" ).exec( "UPDATE s.t SET n = 7 WHERE id = 1" );
      network.sync( "a" );
      QCOMPARE( network.central().value( "SELECT string_agg( central_value || ' ' || clone_value || ' ' || rejected, ',' ) FROM lizsync.conflicts WHERE column_name = 'n'" ), QStringLiteral( "100 7 central" ) );
    }

    //! The clone could not take a child's new parent, and then the old one is deleted: the child goes with it, and comes back when it can.
    //! A row that the clone made and then could not take (its own has the unique value) is deleted in central, and another one there has that value from now on.
    void rowThatTheCloneCouldNotTakeIsDeleted()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, name text UNIQUE )", 1 );
      network.clone( "a" ).exec( "INSERT INTO s.t ( name ) VALUES ( 'first' )" );
      network.sync( "a" );
      network.central().exec( "UPDATE s.t SET name = 'wanted'" );
      network.clone( "a" ).exec( "INSERT INTO s.t ( name ) VALUES ( 'wanted' )" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      QCOMPARE( network.clone( "a" ).rows( "SELECT name FROM s.t ORDER BY name" ), QStringLiteral( "first\nwanted" ) );
      network.central().exec( "DELETE FROM s.t; INSERT INTO s.t ( name ) VALUES ( 'wanted' )" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      QCOMPARE( network.clone( "a" ).rows( "SELECT name FROM s.t ORDER BY name" ), QStringLiteral( "wanted" ) );
      network.clone( "a" ).exec( "UPDATE s.t SET name = 'other'" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT name FROM s.t ORDER BY name" ), QStringLiteral( "other\nwanted" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
    }

    void oldParentGoesBeforeTheNewOneCame()
    {
      Network network( family( "CASCADE" ) );
      network.central().exec( "INSERT INTO s.parent ( name ) VALUES ( 'same' ); UPDATE s.child SET parent_id = ( SELECT id FROM s.parent WHERE name = 'same' ) WHERE id = 1" );
      network.clone( "a" ).exec( "INSERT INTO s.parent ( name ) VALUES ( 'same' )" );
      QCOMPARE( network.sync( "a" ).unresolved, 2 );
      QCOMPARE( network.clone( "a" ).value( "SELECT parent_id FROM s.child WHERE id = 1" ), QStringLiteral( "2" ) );
      network.central().exec( "DELETE FROM s.parent WHERE id = 2" );
      // The old parent stays as long as the child needs it.
      QCOMPARE( network.sync( "a" ).unresolved, 3 );
      QCOMPARE( network.sync( "a" ).unresolved, 3 );
      QCOMPARE( network.clone( "a" ).value( "SELECT parent_id FROM s.child WHERE id = 1" ), QStringLiteral( "2" ) );
      network.clone( "a" ).exec( "UPDATE s.parent SET name = 'other' WHERE name = 'same'" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).value( "SELECT p.name FROM s.child AS c JOIN s.parent AS p ON p.id = c.parent_id WHERE c.id = 1" ), QStringLiteral( "same" ) );
    }

    //! Nor does it take others along, of which nothing came: these would stay without their reference in the clone alone.
    void whatCannotFollowIsNotTakenAlong_data()
    {
      QTest::addColumn<QString>( "rule" );
      for ( const char *rule : { "CASCADE", "SET NULL", "SET DEFAULT", "NO ACTION" } )
        QTest::newRow( rule ) << rule;
    }

    void whatCannotFollowIsNotTakenAlong()
    {
      QFETCH( QString, rule );
      Network network( QStringLiteral( "CREATE TABLE s.top ( id integer PRIMARY KEY ); CREATE TABLE s.grandparent ( id integer PRIMARY KEY, top_id integer REFERENCES s.top ON DELETE CASCADE );"
                                       "CREATE TABLE s.parent ( id integer PRIMARY KEY, grandparent_id integer REFERENCES s.grandparent ON DELETE CASCADE, code text UNIQUE );"
                                       "CREATE TABLE s.child ( id integer PRIMARY KEY, parent_id integer DEFAULT 2 REFERENCES s.parent ON DELETE %1, note text );"
                                       "INSERT INTO s.top VALUES ( 1 ); INSERT INTO s.grandparent VALUES ( 1, 1 ), ( 2, NULL ); INSERT INTO s.parent VALUES ( 1, 1, 'one' ), ( 2, 2, 'two' ); INSERT INTO s.child VALUES ( 1, 1, 'child' )" )
                         .arg( rule ) );
      network.clone( "a" ).exec( "UPDATE s.parent SET code = 'same' WHERE id = 2" );
      network.central().exec( "UPDATE s.parent SET code = 'same', grandparent_id = 2 WHERE id = 1; DELETE FROM s.top WHERE id = 1" );
      for ( int i = 0; i < 2; ++i )
      {
        network.sync( "a" );
        QCOMPARE( network.clone( "a" ).rows( "SELECT c.id, p.id, p.code, p.grandparent_id FROM s.child AS c JOIN s.parent AS p ON p.id = c.parent_id" ), QStringLiteral( "1|1|one|1" ) );
      }
      network.clone( "a" ).exec( "UPDATE s.parent SET code = 'other' WHERE id = 2" );
      network.syncAll();
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).rows( "SELECT c.id, p.id, p.code, p.grandparent_id FROM s.child AS c JOIN s.parent AS p ON p.id = c.parent_id" ), QStringLiteral( "1|1|same|2" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM s.top" ) + network.clone( "a" ).value( "SELECT count( * ) FROM s.top" ), QStringLiteral( "00" ) );
    }

    //! A row that is to come back is held for a clash, and the parent that central had given it goes meanwhile.
    void parentOfAHeldRowGoes_data()
    {
      QTest::addColumn<QString>( "action" );
      QTest::addColumn<QString>( "expected" );
      QTest::newRow( "NO ACTION: both come back" ) << "NO ACTION"
                                                   << "1|2|x";
      QTest::newRow( "CASCADE: the later delete wins" ) << "CASCADE" << QString();
      QTest::newRow( "SET NULL: the later delete wins" ) << "SET NULL" << QString::fromUtf8( "1|∅|x" );
    }

    void parentOfAHeldRowGoes()
    {
      QFETCH( QString, action );
      QFETCH( QString, expected );
      Network network( QStringLiteral( "CREATE TABLE s.p ( id integer PRIMARY KEY ); CREATE TABLE s.c ( id integer PRIMARY KEY, p integer REFERENCES s.p ON DELETE %1, code text UNIQUE );"
                                       "INSERT INTO s.p VALUES ( 1 ), ( 2 ); INSERT INTO s.c VALUES ( 1, 1, 'a' )" )
                         .arg( action ) );
      network.central().exec( "UPDATE s.c SET p = 2; DELETE FROM s.c; INSERT INTO s.c VALUES ( 9, NULL, 'x' )" );
      network.clone( "a" ).exec( "UPDATE s.c SET code = 'x' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      network.central().exec( "DELETE FROM s.p WHERE id = 2; UPDATE s.c SET code = 'y' WHERE id = 9" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, p, code FROM s.c WHERE id = 1" ), expected );
    }

    void heldRowClashesWithAnother_data()
    {
      QTest::addColumn<QString>( "instead" );
      QTest::newRow( "with another row" ) << "UPDATE s.c SET code = 'x' WHERE id = 3";
      QTest::newRow( "with a new row" ) << "INSERT INTO s.c VALUES ( 4, 'x' )";
      QTest::newRow( "with a CHECK" ) << "ALTER TABLE s.c ADD CHECK ( code <> 'x' )";
      QTest::newRow( "with nothing" ) << QString();
    }

    //! A row that clashed with one that a clone keeps gets the value back that it had long before, which looks as if nothing had happened to it.
    void heldRowClashesWithAnother()
    {
      QFETCH( QString, instead );
      Network network( QStringLiteral( "CREATE TABLE s.c ( id integer PRIMARY KEY, code text UNIQUE ); INSERT INTO s.c VALUES ( 1, 'p' ), ( 2, 'd' ), ( 3, 'r' )" ) );
      network.central().exec( "UPDATE s.c SET code = 'q' WHERE id = 1" );
      network.syncAll();
      network.central().exec( "UPDATE s.c SET code = 'x' WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.c SET code = 'x' WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      network.central().exec( "UPDATE s.c SET code = 'p' WHERE id = 1;" + instead );
      network.syncAll();
      QCOMPARE( network.clone( "a" ).value( "SELECT code FROM s.c WHERE id = 1" ), QStringLiteral( "p" ) );
      // Whoever kept the edit takes it back.
      network.clone( "a" ).exec( "UPDATE s.c SET code = 'y' WHERE id = 2" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
    }

    void rowsBelowOneThatGoesWithItsParent_data()
    {
      QTest::addColumn<bool>( "movedInCentral" );
      QTest::newRow( "moved in central" ) << true;
      QTest::newRow( "moved in the clone" ) << false;
    }

    //! Who deletes a parent does not see what the other side has moved under it: all that goes is kept whole.
    void rowsBelowOneThatGoesWithItsParent()
    {
      QFETCH( bool, movedInCentral );
      Network network( "CREATE TABLE s.g ( id integer PRIMARY KEY ); CREATE TABLE s.p ( id integer PRIMARY KEY, g integer REFERENCES s.g ON DELETE CASCADE );"
                       "CREATE TABLE s.c ( id integer PRIMARY KEY, p integer REFERENCES s.p ON DELETE CASCADE, note text ); INSERT INTO s.g VALUES ( 1 ), ( 2 ); INSERT INTO s.p VALUES ( 1, 1 ); INSERT INTO s.c VALUES ( 1, 1, 'typed' )" );
      ( movedInCentral ? network.central() : network.clone( "a" ) ).exec( "UPDATE s.p SET g = 2" );
      ( movedInCentral ? network.clone( "a" ) : network.central() ).exec( "DELETE FROM s.g WHERE id = 2" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM s.p" ), QStringLiteral( "0" ) );
      QCOMPARE( network.central().rows( "SELECT rejected_row -> 'note' FROM lizsync.conflicts WHERE object_table = '\"s\".\"c\"' AND conflict_kind = 'parent_deleted'" ), QStringLiteral( "typed" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
    }

    void refusedRowWhoseParentWasDeleted_data()
    {
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<QString>( "edit" );
      for ( const char *rule : { "SET NULL", "SET DEFAULT", "CASCADE" } )
      {
        QTest::addRow( "inserted, %s", rule ) << rule << "INSERT INTO s.c VALUES ( 11, 1, 7 )";
        QTest::addRow( "moved, %s", rule ) << rule << "UPDATE s.c SET p = 1, n = 7 WHERE id = 10";
        QTest::addRow( "under it on both sides, %s", rule ) << rule << "UPDATE s.c SET n = 7 WHERE id = 9";
      }
    }

    //! A clone's row that central refuses, under a parent that central deleted: both stay in the clone, and what was decided about the reference is told when central takes the row.
    void refusedRowWhoseParentWasDeleted()
    {
      QFETCH( QString, rule );
      QFETCH( QString, edit );
      Network network( QStringLiteral( "CREATE TABLE s.p ( id integer PRIMARY KEY, name text ); CREATE TABLE s.c ( id integer PRIMARY KEY, p integer DEFAULT 2 REFERENCES s.p ON DELETE %1, n integer UNIQUE );"
                                       "INSERT INTO s.p VALUES ( 1, 'one' ), ( 2, 'two' ); INSERT INTO s.c VALUES ( 9, 1, 1 ), ( 10, 2, 2 )" )
                         .arg( rule ),
                       1 );
      network.clone( "a" ).exec( edit );
      network.central().exec( "INSERT INTO s.c VALUES ( 12, 2, 7 ); DELETE FROM s.p WHERE id = 1" );
      network.syncAll();
      const QString conflicts = network.conflicts();
      const QString rows = network.clone( "a" ).rows( "SELECT id, p, n FROM s.c ORDER BY id" );
      network.sync( "a" );
      const Counts third = network.sync( "a" );
      QCOMPARE( third.text(), QStringLiteral( "0/0/0/%1" ).arg( third.unresolved ) );
      QCOMPARE( network.conflicts(), conflicts );
      QCOMPARE( network.clone( "a" ).rows( "SELECT id, p, n FROM s.c ORDER BY id" ), rows );
      network.central().exec( "UPDATE s.c SET n = 70 WHERE id = 12" );
      network.syncAll();
      network.syncAll();
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM s.p" ), QStringLiteral( "1" ) );
      // Once, whole.
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE conflict_kind IN ( 'parent_deleted', 'delete_update' ) AND rejected = 'clone' AND rejected_row @> 'n=>7'" ), QStringLiteral( "1" ) );
    }

    //! Of two rows that a clone keeps, each of which clashes with the other one's in central, neither is sent again and again.
    void heldRowsClashWithEachOther()
    {
      Network network( "CREATE TABLE s.p ( id integer PRIMARY KEY, code text UNIQUE, name text ); INSERT INTO s.p VALUES ( 1, 'A', 'a' ), ( 4, 'D', 'd' )" );
      network.central().exec( "UPDATE s.p SET code = 'B' WHERE id = 4; UPDATE s.p SET name = 'typed' WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.p SET code = 'B' WHERE id = 1; UPDATE s.p SET code = 'A' WHERE id = 4" );
      network.sync( "a" );
      network.sync( "a" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/2" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE conflict_kind = 'update_update'" ), QStringLiteral( "1" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT name FROM s.p WHERE id = 1" ), QStringLiteral( "typed" ) );
      network.central().exec( "UPDATE s.p SET code = 'C', name = 'again' WHERE id = 4; UPDATE s.p SET name = 'again' WHERE id = 1" );
      network.syncAll();
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT id, name FROM s.p ORDER BY id" ), QStringLiteral( "1|again\n4|again" ) );
    }

    void parentsThatCameAndWent_data()
    {
      QTest::addColumn<QString>( "moved" );
      QTest::addColumn<QString>( "later" );
      QTest::addColumn<bool>( "comesBack" );
      const QString cascade = QStringLiteral( "DELETE FROM s.grandparent WHERE id = 2" );
      const QString child = QStringLiteral( "DELETE FROM s.child" );
      const QString parents = QStringLiteral( "DELETE FROM s.parent WHERE id = 2; DELETE FROM s.grandparent WHERE id = 2" );
      QTest::newRow( "edited after a cascade" ) << cascade << QString() << true;
      QTest::newRow( "edited after all went one by one" ) << child + "; " + parents << QString() << true;
      QTest::newRow( "edited between the row's delete and its parents'" ) << child << parents << false;
      QTest::newRow( "edited before" ) << QString() << cascade << false;
    }

    //! Central made parents, moved the clone's row to them, and deleted them all, so that the clone never sees them; the clone edits the row.
    void parentsThatCameAndWent()
    {
      QFETCH( QString, moved );
      QFETCH( QString, later );
      QFETCH( bool, comesBack );
      Network network( "CREATE TABLE s.grandparent ( id integer PRIMARY KEY ); CREATE TABLE s.parent ( id integer PRIMARY KEY, grandparent_id integer REFERENCES s.grandparent ON DELETE CASCADE, name text );"
                       "CREATE TABLE s.child ( id integer PRIMARY KEY, parent_id integer REFERENCES s.parent ON DELETE CASCADE, note text );"
                       "INSERT INTO s.grandparent VALUES ( 1 ); INSERT INTO s.parent VALUES ( 1, 1, 'old' ); INSERT INTO s.child VALUES ( 1, 1, 'old' )" );
      network.central().exec( "INSERT INTO s.grandparent VALUES ( 2 ), ( 3 ); INSERT INTO s.parent VALUES ( 2, 2, 'new' ), ( 3, 2, 'not used' ); UPDATE s.child SET parent_id = 2; DELETE FROM s.grandparent WHERE id = 3; " + moved );
      network.clone( "a" ).exec( "UPDATE s.child SET note = 'typed'" );
      network.central().exec( later );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT c.note, p.id, p.name, g.id FROM s.child AS c JOIN s.parent AS p ON p.id = c.parent_id JOIN s.grandparent AS g ON g.id = p.grandparent_id" ), comesBack ? QStringLiteral( "typed|2|new|2" ) : QString() );
      // What nobody needs stays gone.
      QCOMPARE( network.central().value( "SELECT count( * ) FROM s.parent" ) + network.central().value( "SELECT count( * ) FROM s.grandparent" ), comesBack ? QStringLiteral( "22" ) : QStringLiteral( "11" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
    }

    void aNullReferencesNothing()
    {
      Network network( "CREATE TABLE s.p ( id serial PRIMARY KEY, code text UNIQUE ); CREATE TABLE s.c ( id serial PRIMARY KEY, pcode text REFERENCES s.p ( code ) ); INSERT INTO s.p ( code ) VALUES ( NULL )" );
      network.central().exec( "DELETE FROM s.p" );
      network.clone( "a" ).exec( "INSERT INTO s.c ( pcode ) VALUES ( NULL )" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/0/0" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    //! A table that only the clone has references the row.
    void deleteThatTheCloneCannotTake()
    {
      Network network( family( "CASCADE" ) );
      network.clone( "a" ).exec( "CREATE TABLE public.mine ( parent_id integer REFERENCES s.parent ( id ) ); INSERT INTO public.mine VALUES ( 1 )" );
      network.central().exec( "DELETE FROM s.parent WHERE id IN ( 1, 2 )" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      QCOMPARE( network.clone( "a" ).value( "SELECT string_agg( name, ',' ORDER BY name ) FROM s.parent" ), QStringLiteral( "p1,p3" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/1" ) );
      network.clone( "a" ).exec( "DELETE FROM public.mine" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT bool_and( resolved ) FROM lizsync.conflicts" ), QStringLiteral( "t" ) );
    }

    //! The same in central: the row stays there and is gone in the clone, until whoever references it lets it go.
    void deleteThatCentralCannotTake()
    {
      Network network( family( "CASCADE" ) );
      network.central().exec( "CREATE TABLE public.mine ( parent_id integer REFERENCES s.parent ( id ) ); INSERT INTO public.mine VALUES ( 1 )" );
      network.clone( "a" ).exec( "DELETE FROM s.parent WHERE id IN ( 1, 2 )" );
      QCOMPARE( network.sync( "a" ).unresolved, 1 );
      QCOMPARE( network.central().value( "SELECT string_agg( name, ',' ORDER BY name ) FROM s.parent" ), QStringLiteral( "p1,p3" ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected, rejected_row -> 'name', clone_value, resolved FROM lizsync.conflicts" ), QStringLiteral( "apply_error|clone|∅|∅|f" ) );
      QVERIFY( network.central().value( "SELECT error_message FROM lizsync.conflicts" ).contains( "violates foreign key constraint" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/1" ) );
      network.central().exec( "DELETE FROM public.mine" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT bool_and( resolved ) FROM lizsync.conflicts" ), QStringLiteral( "t" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT count( * ) FROM audit.logged_actions" ), QStringLiteral( "0" ) );
    }

    void deferrableConstraints()
    {
      Network network( "CREATE TABLE s.a ( id integer PRIMARY KEY, b_id integer NOT NULL, rank integer UNIQUE DEFERRABLE INITIALLY DEFERRED ); CREATE TABLE s.b ( id integer PRIMARY KEY, a_id integer NOT NULL REFERENCES s.a ( id ) DEFERRABLE INITIALLY DEFERRED );"
                       "ALTER TABLE s.a ADD FOREIGN KEY ( b_id ) REFERENCES s.b ( id ) DEFERRABLE INITIALLY DEFERRED; INSERT INTO s.a VALUES ( 1, 1, 1 ), ( 2, 2, 2 ); INSERT INTO s.b VALUES ( 1, 1 ), ( 2, 2 )" );
      network.clone( "a" ).exec( "INSERT INTO s.a VALUES ( 3, 3, 3 ); INSERT INTO s.b VALUES ( 3, 3 ); UPDATE s.a SET rank = 4 - rank" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      network.central().exec( "DELETE FROM s.a WHERE id = 3; DELETE FROM s.b WHERE id = 3; UPDATE s.a SET rank = 5 - rank" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, rank FROM s.a ORDER BY id" ), QStringLiteral( "1|2\n2|3" ) );
    }

    //! One bad row among many is found and held back, the others go through.
    void oneBadRowAmongMany()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, v text, w integer ); INSERT INTO s.t ( v, w ) SELECT g::text, g FROM generate_series( 1, 3000 ) AS g" );
      network.central().exec( "ALTER TABLE s.t ADD CHECK ( w <> -1777 )" );
      network.clone( "a" ).exec( "UPDATE s.t SET w = -w" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "2999/0/1/1" ) );
      network.clone( "a" ).exec( "UPDATE s.t SET w = 0 WHERE w = -1777" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void parentDeletedChildEditedLater_data() { rules(); }
    void parentDeletedChildEditedLater()
    {
      QFETCH( QString, rule );
      Network network( family( rule ) );
      network.central().exec( "DELETE FROM s.child WHERE parent_id = 1 AND '" + rule + "' IN ( 'RESTRICT', 'NO ACTION' ); DELETE FROM s.parent WHERE id = 1" );
      network.clone( "a" ).exec( "INSERT INTO s.child ( parent_id, label ) VALUES ( 1, 'new' )" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).value( "SELECT name FROM s.parent WHERE id = 1" ), QStringLiteral( "p1" ) );
      QCOMPARE( network.clone( "b" ).value( "SELECT parent_id FROM s.child WHERE label = 'new'" ), QStringLiteral( "1" ) );
      QCOMPARE( network.central().value( "SELECT string_agg( conflict_kind || ' ' || rejected, ',' ) FROM lizsync.conflicts" ), QStringLiteral( "parent_deleted central" ) );
    }

    void parentDeletedLaterThanTheChildWasEdited_data() { rules(); }
    void parentDeletedLaterThanTheChildWasEdited()
    {
      QFETCH( QString, rule );
      QFETCH( QString, outcome );
      Network network( family( rule ) );
      network.clone( "a" ).exec( "INSERT INTO s.child ( parent_id, label ) VALUES ( 1, 'new' )" );
      network.central().exec( "DELETE FROM s.child WHERE parent_id = 1 AND '" + rule + "' IN ( 'RESTRICT', 'NO ACTION' ); DELETE FROM s.parent WHERE id = 1" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT ( SELECT count(*) FROM s.parent WHERE id = 1 ), count(*), max( parent_id ) FROM s.child WHERE label = 'new'" ), outcome );
      QCOMPARE( network.central().value( "SELECT DISTINCT conflict_kind FROM lizsync.conflicts" ), QStringLiteral( "parent_deleted" ) );
    }

    void cloneDeletesAParentThatCentralUsesLater_data() { rules(); }
    void cloneDeletesAParentThatCentralUsesLater()
    {
      QFETCH( QString, rule );
      Network network( family( rule ) );
      network.clone( "a" ).exec( "DELETE FROM s.child WHERE parent_id = 1 AND '" + rule + "' IN ( 'RESTRICT', 'NO ACTION' ); DELETE FROM s.parent WHERE id = 1" );
      network.central().exec( "INSERT INTO s.child ( parent_id, label ) VALUES ( 1, 'new' )" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).value( "SELECT name FROM s.parent WHERE id = 1" ), QStringLiteral( "p1" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT parent_id FROM s.child WHERE label = 'new'" ), QStringLiteral( "1" ) );
      QCOMPARE( network.central().value( "SELECT string_agg( conflict_kind || ' ' || rejected, ',' ) FROM lizsync.conflicts" ), QStringLiteral( "parent_deleted clone" ) );
    }

    void cloneDeletesLaterAParentThatCentralUses_data() { rules(); }
    void cloneDeletesLaterAParentThatCentralUses()
    {
      QFETCH( QString, rule );
      QFETCH( QString, outcome );
      Network network( family( rule ) );
      network.central().exec( "INSERT INTO s.child ( parent_id, label ) VALUES ( 1, 'new' )" );
      network.clone( "a" ).exec( "DELETE FROM s.child WHERE parent_id = 1 AND '" + rule + "' IN ( 'RESTRICT', 'NO ACTION' ); DELETE FROM s.parent WHERE id = 1" );
      network.sync( "a" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT ( SELECT count(*) FROM s.parent WHERE id = 1 ), count(*), max( parent_id ) FROM s.child WHERE label = 'new'" ), outcome );
      QCOMPARE( network.central().value( "SELECT DISTINCT conflict_kind FROM lizsync.conflicts" ), QStringLiteral( "parent_deleted" ) );
    }

    void referenceOfTwoColumnsMovedTwice_data()
    {
      QTest::addColumn<bool>( "cloneLater" );
      QTest::addColumn<bool>( "cloneMovesFurther" );
      //! Whether what the columns would be together is a row.
      QTest::addColumn<bool>( "mixtureExists" );
      for ( const bool later : { true, false } )
      {
        for ( const bool further : { true, false } )
        {
          for ( const bool mixture : { true, false } )
            QTest::addRow( "the clone %s, %s changes both columns, a mixture %s", later ? "later" : "earlier", further ? "it" : "central", mixture ? "exists" : "does not exist" ) << later << further << mixture;
        }
      }
    }

    //! A reference is one value: the later one wins whole, other columns merge as ever, and the one that lost can be restored.
    void referenceOfTwoColumnsMovedTwice()
    {
      QFETCH( bool, cloneLater );
      QFETCH( bool, cloneMovesFurther );
      QFETCH( bool, mixtureExists );
      Network network( sTenants );
      if ( !mixtureExists )
      {
        network.central().exec( "DELETE FROM s.parent WHERE tenant = 2 AND id = 2" );
        network.syncAll();
      }
      const QString near = QStringLiteral( "UPDATE s.child SET parent_id = 2" ); // Of tenant 1, as before.
      const QString far = QStringLiteral( "UPDATE s.child SET ( tenant, parent_id ) = ( 2, 3 )" );
      const QString byClone = ( cloneMovesFurther ? far : near ) + ", note = 'clone'", byCentral = ( cloneMovesFurther ? near : far ) + ", label = 'central'";
      if ( cloneLater )
        network.central().exec( byCentral );
      network.clone( "a" ).exec( byClone );
      if ( !cloneLater )
        network.central().exec( byCentral );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      const bool farWins = cloneLater == cloneMovesFurther;
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id, label, note FROM s.child" ), QString( "%1|central|clone" ).arg( farWins ? "2|3" : "1|2" ) );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, column_name, central_value, clone_value, rejected, resolved FROM lizsync.conflicts" ),
                QString( "update_update|tenant, parent_id|%1|%2|%3|t" ).arg( cloneMovesFurther ? "1, 2" : "2, 3", cloneMovesFurther ? "2, 3" : "1, 2", cloneLater ? "central" : "clone" ) );
      network.central().exec( "SELECT lizsync.restore_conflict( id ) FROM lizsync.conflicts" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT tenant, parent_id, label, note FROM s.child" ), QString( "%1|central|clone" ).arg( farWins ? "1|2" : "2|3" ) );
    }

    //! References that share a column: each is merged for itself as long as the shared column stays, and all of them together where it does not.
    void referencesThatShareAColumn()
    {
      Network network( sTenants + "; ALTER TABLE s.child ADD owner_id integer DEFAULT 1, ADD FOREIGN KEY ( tenant, owner_id ) REFERENCES s.parent" );
      network.clone( "a" ).exec( "UPDATE s.child SET owner_id = 2" );
      network.central().exec( "UPDATE s.child SET parent_id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id, owner_id FROM s.child" ), QStringLiteral( "1|2|2" ) );
      // Both references contested, their tenant not: each by its own times.
      network.central().exec( "UPDATE s.child SET parent_id = 1" );
      network.clone( "a" ).exec( "UPDATE s.child SET parent_id = 3, owner_id = 3" );
      network.central().exec( "UPDATE s.child SET owner_id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id, owner_id FROM s.child" ), QStringLiteral( "1|3|1" ) );
      QCOMPARE( network.central().rows( "SELECT column_name, central_value, clone_value, rejected FROM lizsync.conflicts ORDER BY 1" ), QStringLiteral( "tenant, owner_id|1, 1|1, 3|clone\ntenant, parent_id|1, 1|1, 3|central" ) );
      network.central().exec( "UPDATE s.child SET parent_id = 2, owner_id = 2; DELETE FROM lizsync.conflicts" );
      network.syncAll();
      network.central().exec( "UPDATE s.child SET tenant = 2, parent_id = 3, owner_id = 3" );
      network.clone( "a" ).exec( "UPDATE s.child SET owner_id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id, owner_id FROM s.child" ), QStringLiteral( "1|2|1" ) );
      QCOMPARE( network.central().rows( "SELECT column_name, central_value, clone_value, rejected FROM lizsync.conflicts" ), QStringLiteral( "tenant, parent_id, owner_id|2, 3, 3|1, 2, 1|central" ) );
    }

    //! References in a chain: what is decided with all of them is not decided for itself too, by another winner.
    void referencesInAChain()
    {
      Network network( "CREATE TABLE s.p1 ( t integer, a integer, PRIMARY KEY ( t, a ) ); CREATE TABLE s.p2 ( t integer, b integer, PRIMARY KEY ( t, b ) ); CREATE TABLE s.p3 ( u integer, b integer, PRIMARY KEY ( u, b ) );"
                       "INSERT INTO s.p1 SELECT t, a FROM generate_series( 1, 3 ) AS t CROSS JOIN generate_series( 1, 3 ) AS a; INSERT INTO s.p2 SELECT * FROM s.p1; INSERT INTO s.p3 SELECT * FROM s.p1;"
                       "CREATE TABLE s.child ( id integer PRIMARY KEY, t integer, a integer, b integer, u integer, FOREIGN KEY ( t, a ) REFERENCES s.p1, FOREIGN KEY ( t, b ) REFERENCES s.p2, FOREIGN KEY ( u, b ) REFERENCES s.p3 );"
                       "INSERT INTO s.child VALUES ( 1, 1, 1, 1, 1 ), ( 2, 1, 1, 1, 1 )" );
      network.clone( "a" ).exec( "UPDATE s.child SET a = 2 WHERE id = 1" );
      network.central().exec( "UPDATE s.child SET a = 3, u = 2 WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.child SET b = 3 WHERE id = 1" );
      network.central().exec( "UPDATE s.child SET a = 3 WHERE id = 2" );
      network.clone( "a" ).exec( "UPDATE s.child SET a = 2, b = 3 WHERE id = 2" );
      network.central().exec( "UPDATE s.child SET u = 2 WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/2/0" ) );
      QCOMPARE( network.differences().contains( "clone a" ), false );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT id, t, a, b, u FROM s.child ORDER BY id" ), QStringLiteral( "1|1|2|3|1\n2|1|3|1|2" ) );
      QCOMPARE( network.central().rows( "SELECT column_name, central_value, clone_value, rejected FROM lizsync.conflicts ORDER BY rejected" ),
                QStringLiteral( "t, a, b, u|1, 3, 1, 2|1, 2, 3, 1|central\nt, a, b, u|1, 3, 1, 2|1, 2, 3, 1|clone" ) );
    }

    //! The server keeps such a reference once more for each partition: it shares no column with itself.
    void referencesOfAPartitionedTable()
    {
      Network network( "CREATE TABLE s.parent ( tenant integer, id integer, PRIMARY KEY ( tenant, id ) ) PARTITION BY LIST ( tenant ); CREATE TABLE s.parent1 PARTITION OF s.parent FOR VALUES IN ( 1 ); CREATE TABLE s.parent2 PARTITION OF s.parent FOR VALUES IN ( 2 );"
                       "CREATE TABLE s.child ( id serial PRIMARY KEY, tenant integer, parent_id integer, owner_id integer, FOREIGN KEY ( tenant, parent_id ) REFERENCES s.parent, FOREIGN KEY ( tenant, owner_id ) REFERENCES s.parent );"
                       "INSERT INTO s.parent ( tenant, id ) SELECT t, p FROM generate_series( 1, 2 ) AS t CROSS JOIN generate_series( 1, 3 ) AS p; INSERT INTO s.child ( tenant, parent_id, owner_id ) VALUES ( 1, 1, 1 )" );
      network.central().exec( "UPDATE s.child SET parent_id = 2" );
      network.clone( "a" ).exec( "UPDATE s.child SET parent_id = 3" );
      network.central().exec( "UPDATE s.child SET owner_id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/1/1/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id, owner_id FROM s.child" ), QStringLiteral( "1|3|2" ) );
    }

    //! The uid is part of a reference, and never changes.
    void referenceByUid()
    {
      Network network( "CREATE TABLE s.master ( uid uuid, site integer, name text, PRIMARY KEY ( uid, site ) ); CREATE TABLE s.detail ( uid uuid PRIMARY KEY, site integer, note text, FOREIGN KEY ( uid, site ) REFERENCES s.master ON UPDATE CASCADE );"
                       "INSERT INTO s.master VALUES ( 'a0000000-0000-0000-0000-000000000001', 1 ); INSERT INTO s.detail VALUES ( 'a0000000-0000-0000-0000-000000000001', 1 )" );
      network.central().exec( "UPDATE s.detail SET note = 'central'; UPDATE s.master SET site = 3" );
      network.clone( "a" ).exec( "UPDATE s.master SET site = 2" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT m.site, d.site, d.note FROM s.master AS m JOIN s.detail AS d USING ( uid )" ), QStringLiteral( "2|2|central" ) );
    }

    //! A reference that central refuses is tried again whole, though only one of its columns was edited and central has moved the row meanwhile.
    void referenceOfTwoColumnsRefused()
    {
      Network network( sTenants );
      network.central().exec( "INSERT INTO s.parent VALUES ( 2, 9, 'the name' ); UPDATE s.child SET ( tenant, parent_id ) = ( 2, 3 )" );
      network.clone( "a" ).exec( "INSERT INTO s.parent VALUES ( 1, 9, 'the name' ); UPDATE s.child SET parent_id = 9" );
      QCOMPARE( network.sync( "a" ).unresolved, 2 );
      QCOMPARE( network.sync( "a" ).unresolved, 2 );
      QCOMPARE( network.clone( "a" ).rows( "SELECT tenant, parent_id FROM s.child" ), QStringLiteral( "1|9" ) );
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id FROM s.child" ), QStringLiteral( "2|3" ) );
      network.central().exec( "UPDATE s.parent SET name = 'another' WHERE tenant = 2 AND id = 9" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id FROM s.child" ), QStringLiteral( "1|9" ) );
    }

    //! The parent that has to come back is refused: it is tried again for a reference of which one column was edited, without another conflict each time.
    void parentOfTwoColumnsRefused()
    {
      Network network( sTenants );
      network.central().exec( "DELETE FROM s.parent WHERE tenant = 1 AND id = 3; INSERT INTO s.parent VALUES ( 1, 6, '1-3' )" );
      network.clone( "a" ).exec( "UPDATE s.child SET parent_id = 3" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/3/2" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/2" ) );
      network.central().exec( "UPDATE s.parent SET name = 'another' WHERE id = 6" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "2/1/0/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id FROM s.child" ), QStringLiteral( "1|3" ) );
    }

    void keyChangedBeforeTheDelete_data()
    {
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<bool>( "deletedInCentral" );
      for ( const char *rule : { "NO ACTION", "CASCADE", "SET NULL" } )
      {
        for ( const bool central : { true, false } )
          QTest::addRow( "%s, %s", rule, central ? "central deletes" : "the clone deletes" ) << rule << central;
      }
    }

    //! One side gave a parent another key, and a child by that key after the other side deleted it: it comes back with that key.
    void keyChangedBeforeTheDelete()
    {
      QFETCH( QString, rule );
      QFETCH( bool, deletedInCentral );
      Network network( "CREATE TABLE s.parent ( code text PRIMARY KEY, name text ); INSERT INTO s.parent VALUES ( 'a', 'one' );"
                       "CREATE TABLE s.child ( id serial PRIMARY KEY, code text REFERENCES s.parent ON UPDATE CASCADE ON DELETE "
                       + rule + ", label text )" );
      TestDatabase &deleting = deletedInCentral ? network.central() : network.clone( "a" );
      TestDatabase &editing = deletedInCentral ? network.clone( "a" ) : network.central();
      editing.exec( "UPDATE s.parent SET code = 'b'" );
      deleting.exec( "DELETE FROM s.parent" );
      editing.exec( "INSERT INTO s.child ( code, label ) VALUES ( 'b', 'new' )" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT p.code, p.name, c.label FROM s.parent AS p JOIN s.child AS c USING ( code )" ), QStringLiteral( "b|one|new" ) );
    }

    //! Central moved the row to another tenant, and deleted it before the clone's edit: it comes back with the reference that the clone has.
    void referenceOfTwoColumnsComesBack()
    {
      Network network( sTenants );
      network.central().exec( "UPDATE s.child SET ( tenant, parent_id ) = ( 2, 3 ); DELETE FROM s.child" );
      network.clone( "a" ).exec( "UPDATE s.child SET parent_id = 2" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id FROM s.child" ), QStringLiteral( "1|2" ) );
    }

    void referenceThatIsPartlyTheSame_data()
    {
      QTest::addColumn<bool>( "lastTypedFirst" );
      QTest::newRow( "who typed it last comes first" ) << true;
      QTest::newRow( "who typed it last comes last" ) << false;
    }

    //! The last reference has one column in common with central's and the other one with what was there before: it is the last one all the same, in whatever order the clones come.
    void referenceThatIsPartlyTheSame()
    {
      QFETCH( bool, lastTypedFirst );
      Network network( sTenants );
      network.central().exec( "UPDATE s.child SET ( tenant, parent_id ) = ( 2, 2 )" );
      network.clone( "b" ).exec( "INSERT INTO s.parent VALUES ( 3, 1 ); UPDATE s.child SET tenant = 3" );
      network.clone( "a" ).exec( "UPDATE s.child SET tenant = 2" );
      network.sync( lastTypedFirst ? "a" : "b" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id FROM s.child" ), QStringLiteral( "2|1" ) );
    }

    //! A row with the same uid on both sides: its references are merged as any other value.
    void referencesOfTwoColumnsInsertedTwice()
    {
      Network network( sTenants + "; ALTER TABLE s.child ADD o_tenant integer, ADD owner_id integer, ADD FOREIGN KEY ( o_tenant, owner_id ) REFERENCES s.parent" );
      const QString insert = QStringLiteral( "INSERT INTO s.child ( id, uid, tenant, parent_id, o_tenant, owner_id, label ) VALUES ( 20, 'a0000000-0000-0000-0000-000000000001', %1, %2, %2, %1, 'of %1' )" );
      network.central().exec( insert.arg( 1 ).arg( 2 ) );
      network.clone( "a" ).exec( insert.arg( 2 ).arg( 1 ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/3/0" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT tenant, parent_id, o_tenant, owner_id, label FROM s.child WHERE id = 20" ), QStringLiteral( "2|1|1|2|of 2" ) );
      QCOMPARE( network.central().rows( "SELECT DISTINCT conflict_kind, rejected FROM lizsync.conflicts" ), QStringLiteral( "insert_insert|central" ) );
    }

    void referencesInACircle()
    {
      Network network( "CREATE TABLE s.a ( id integer PRIMARY KEY, b_id integer ); CREATE TABLE s.b ( id integer PRIMARY KEY, a_id integer REFERENCES s.a ( id ) );"
                       "ALTER TABLE s.a ADD FOREIGN KEY ( b_id ) REFERENCES s.b ( id );"
                       "CREATE TABLE s.self ( id integer PRIMARY KEY, up integer REFERENCES s.self ( id ) )" );
      network.clone( "a" ).exec( "INSERT INTO s.a VALUES ( 1, NULL ); INSERT INTO s.b VALUES ( 1, 1 ); UPDATE s.a SET b_id = 1;"
                                 "INSERT INTO s.self VALUES ( 1, NULL ), ( 2, 1 ), ( 3, 2 ); UPDATE s.self SET up = 3 WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      network.clone( "b" ).exec( "UPDATE s.a SET b_id = NULL; DELETE FROM s.b; DELETE FROM s.a; UPDATE s.self SET up = NULL; DELETE FROM s.self" );
      QCOMPARE( network.sync( "b" ).unresolved, 0 );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
    }

    void swappedInARowThatBothEdited_data()
    {
      QTest::addColumn<bool>( "swappedInCentral" );
      QTest::addColumn<QString>( "note" );
      for ( const bool central : { true, false } )
      {
        QTest::addRow( "%s swaps, the other side wins another column", central ? "central" : "the clone" ) << central << "other";
        QTest::addRow( "%s swaps, both typed the same into another column", central ? "central" : "the clone" ) << central << "last";
      }
    }

    //! Where unique values were swapped, a row takes a step on the way: not of a column whose value comes from the other side.
    void swappedInARowThatBothEdited()
    {
      QFETCH( bool, swappedInCentral );
      QFETCH( QString, note );
      Network network( "CREATE TABLE s.t ( id integer PRIMARY KEY, name text UNIQUE, note text ); INSERT INTO s.t VALUES ( 1, 'one', 'old' ), ( 2, 'two', 'old' )" );
      TestDatabase &swapping = swappedInCentral ? network.central() : network.clone( "a" );
      TestDatabase &editing = swappedInCentral ? network.clone( "a" ) : network.central();
      swapping.exec( "UPDATE s.t SET name = 'x', note = 'first' WHERE id = 1; UPDATE s.t SET name = 'one' WHERE id = 2; UPDATE s.t SET name = 'two', note = 'last' WHERE id = 1" );
      editing.exec( "UPDATE s.t SET note = '" + note + "' WHERE id = 1" );
      QCOMPARE( network.sync( "a" ).unresolved, 0 );
      QVERIFY( !network.differences().contains( QLatin1String( "clone a" ) ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT id, name, note FROM s.t ORDER BY id" ), "1|two|" + note + "\n2|one|old" );
    }

    void triggersOfCentral()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, name text, stamped timestamptz, filled text );"
                       "CREATE FUNCTION s.normalise() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN NEW.name := upper( NEW.name ); NEW.stamped := clock_timestamp(); NEW.filled := coalesce( NEW.filled, 'by trigger' ); RETURN NEW; END $f$;"
                       "CREATE TRIGGER normalise BEFORE INSERT OR UPDATE ON s.t FOR EACH ROW EXECUTE FUNCTION s.normalise();"
                       "INSERT INTO s.t ( name ) VALUES ( 'one' ), ( 'two' )" );
      network.clone( "a" ).exec( "ALTER TABLE s.t DISABLE TRIGGER normalise; UPDATE s.t SET name = 'small' WHERE id = 1; INSERT INTO s.t ( name ) VALUES ( 'three' )" );
      network.sync( "a" );
      QCOMPARE( network.clone( "a" ).rows( "SELECT name, filled FROM s.t WHERE name IN ( 'SMALL', 'THREE' ) ORDER BY name" ), QStringLiteral( "SMALL|by trigger\nTHREE|by trigger" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      // Every trigger has the state that it had.
      QCOMPARE( network.clone( "a" ).value( "SELECT string_agg( tgname || tgenabled::text, ',' ORDER BY tgname ) FROM pg_trigger WHERE tgrelid = 's.t'::regclass AND NOT tgisinternal" ),
                QStringLiteral( "lizsync_audit_deleteO,lizsync_audit_insertO,lizsync_audit_truncateO,lizsync_audit_updateO,lizsync_uid_guardO,normaliseD" ) );
    }

    void triggerThatRefuses()
    {
      Network network( "CREATE TABLE s.t ( id serial PRIMARY KEY, name text ); INSERT INTO s.t ( name ) VALUES ( 'one' ), ( 'two' )" );
      network.central().exec( "CREATE FUNCTION s.refuse() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN IF NEW.name = 'no' THEN RAISE EXCEPTION 'not in this house'; END IF; RETURN NEW; END $f$;"
                              "CREATE TRIGGER refuse BEFORE INSERT OR UPDATE ON s.t FOR EACH ROW EXECUTE FUNCTION s.refuse()" );
      network.clone( "a" ).exec( "UPDATE s.t SET name = 'no' WHERE id = 1; UPDATE s.t SET name = 'yes' WHERE id = 2" );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "1/0/1/1" ) );
      QCOMPARE( network.central().value( "SELECT error_message FROM lizsync.conflicts" ), QStringLiteral( "not in this house" ) );
    }

  private:
    //! All clones have all events, and the log is purged.
    static void everybodyHasEverything( Network &network )
    {
      for ( const char *name : { "a", "b", "a", "b" } )
        network.sync( name );
      network.central().exec( "SELECT set_config( 'lizsync.package_retention', '0', true ); SELECT lizsync.purge_logs()" );
    }

    static void rules()
    {
      QTest::addColumn<QString>( "rule" );
      //! Whether the parent is there, whether the child is, what it references.
      QTest::addColumn<QString>( "outcome" );
      QTest::newRow( "cascade" ) << "CASCADE" << QStringLiteral( "0|0|∅" );
      QTest::newRow( "set null" ) << "SET NULL" << QStringLiteral( "0|1|∅" );
      QTest::newRow( "no action" ) << "NO ACTION" << QStringLiteral( "1|1|1" );
      QTest::newRow( "restrict" ) << "RESTRICT" << QStringLiteral( "1|1|1" );
    }
};

QTEST_GUILESS_MAIN( TestReferences )
#include "test_references.moc"
