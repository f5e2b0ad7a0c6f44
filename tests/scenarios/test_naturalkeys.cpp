/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/scenarios/network.h"

#include <QtTest>

using namespace LizSync;

//! References by keys that people type, which they hand on, swap, and use again.
class TestNaturalKeys : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    //! A child references the parent that has the key now, whichever that was when it was made.
    void parentDeletedAndMadeAnew_data()
    {
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<bool>( "childFirst" );
      QTest::addColumn<QString>( "expected" );
      QTest::addColumn<QString>( "conflict" );
      for ( const char *rule : { "NO ACTION", "CASCADE", "SET NULL" } )
        QTest::newRow( qPrintable( QStringLiteral( "%1, child later" ).arg( rule ) ) ) << rule << false << "1|A|child"
                                                                                       << "";
      // What the later delete of its parent has taken is in a conflict.
      QTest::newRow( "NO ACTION, child earlier" ) << "NO ACTION" << true << "1|A|child"
                                                  << "";
      QTest::newRow( "CASCADE, child earlier" ) << "CASCADE" << true << ""
                                                << "parent_deleted|A";
      QTest::newRow( "SET NULL, child earlier" ) << "SET NULL" << true << "1|∅|child"
                                                 << "parent_deleted|A";
    }

    void parentDeletedAndMadeAnew()
    {
      QFETCH( QString, rule );
      QFETCH( bool, childFirst );
      QFETCH( QString, expected );
      QFETCH( QString, conflict );
      Network network( parents( QStringLiteral( "ON DELETE " ) + rule ) );
      const auto makeChild = [&]
      { network.clone( "a" ).exec( "INSERT INTO s.child VALUES ( 1, 'A', 'child' )" ); };
      if ( childFirst )
        makeChild();
      network.central().exec( "DELETE FROM s.parent WHERE code = 'A'; INSERT INTO s.parent VALUES ( 'A', 'new' )" );
      if ( !childFirst )
        makeChild();
      network.syncAll();
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT code, name FROM s.parent ORDER BY code" ), QStringLiteral( "A|new\nB|pb" ) );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, parent, note FROM s.child" ), expected );
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected_row -> 'parent' FROM lizsync.conflicts" ), conflict );
    }

    //! Central's child needs the old parent, which has the key of the clone's new one: a clash, told once, that ends when somebody ends it.
    void parentMadeAnewInTheClone()
    {
      Network network( parents( QString() ) );
      network.clone( "a" ).exec( "DELETE FROM s.parent WHERE code = 'A'; INSERT INTO s.parent VALUES ( 'A', 'new' )" );
      network.central().exec( "INSERT INTO s.child VALUES ( 1, 'A', 'child' )" );
      network.syncAll();
      network.syncAll();
      QCOMPARE( network.central().rows( "SELECT conflict_kind, rejected_row -> 'name', resolved FROM lizsync.conflicts ORDER BY 1" ), QStringLiteral( "parent_deleted|∅|t\nunique_violation|new|f" ) );
      QCOMPARE( network.clone( "a" ).value( "SELECT name FROM s.parent WHERE code = 'A'" ), QStringLiteral( "new" ) );
      network.central().exec( "INSERT INTO s.parent VALUES ( 'A2', 'pa' ); UPDATE s.child SET parent = 'A2'; DELETE FROM s.parent WHERE code = 'A'" );
      network.syncAll();
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT code, name FROM s.parent ORDER BY code" ), QStringLiteral( "A|new\nA2|pa\nB|pb" ) );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, parent FROM s.child" ), QStringLiteral( "1|A2" ) );
      QCOMPARE( network.central().value( "SELECT bool_and( resolved ) FROM lizsync.conflicts" ), QStringLiteral( "t" ) );
    }

    //! ON UPDATE CASCADE leads to rows that have their new reference already.
    void keysThatMove_data()
    {
      QTest::addColumn<QString>( "edits" );
      QTest::addColumn<QString>( "expected" );
      QTest::newRow( "swapped" ) << "UPDATE s.parent SET code = 'T' WHERE name = 'pa'; UPDATE s.parent SET code = 'A' WHERE name = 'pb'; UPDATE s.parent SET code = 'B' WHERE name = 'pa'"
                                 << "1|B|pa\n2|A|pb";
      QTest::newRow( "handed on" ) << "UPDATE s.parent SET code = 'C' WHERE name = 'pb'; UPDATE s.parent SET code = 'B' WHERE name = 'pa'"
                                   << "1|B|pa\n2|C|pb";
      QTest::newRow( "the same text, another parent" ) << "UPDATE s.child SET parent = 'A' WHERE id = 2; UPDATE s.parent SET code = 'C' WHERE name = 'pb'; UPDATE s.parent SET code = 'B' WHERE name = 'pa'"
                                                       << "1|B|pa\n2|B|pa";
      QTest::newRow( "taken by a new row" ) << "UPDATE s.parent SET code = 'C' WHERE name = 'pa'; INSERT INTO s.parent VALUES ( 'A', 'new' ); INSERT INTO s.child VALUES ( 3, 'A', 'new' ); UPDATE s.child SET parent = 'A' WHERE id = 2"
                                            << "1|C|pa\n2|A|new\n3|A|new";
    }

    void keysThatMove()
    {
      QFETCH( QString, edits );
      QFETCH( QString, expected );
      for ( const bool central : { true, false } )
      {
        Network network( parents( QStringLiteral( "ON UPDATE CASCADE" ) ) + QStringLiteral( "; INSERT INTO s.child VALUES ( 1, 'A', 'under pa' ), ( 2, 'B', 'under pb' )" ) );
        ( central ? network.central() : network.clone( "a" ) ).exec( edits );
        network.syncAll();
        network.syncAll();
        QCOMPARE( network.differences(), QString() );
        QCOMPARE( network.clone( "b" ).rows( "SELECT c.id, c.parent, p.name FROM s.child AS c JOIN s.parent AS p ON p.code = c.parent ORDER BY c.id" ), expected );
        QCOMPARE( network.conflicts(), QString() );
      }
    }

    //! What the clone put under a parent by its old key follows it to the new one, whoever has the old one now.
    void childrenFollowTheirParent_data()
    {
      QTest::addColumn<QString>( "inCentral" );
      QTest::addColumn<QString>( "expected" );
      QTest::addColumn<QString>( "conflict" );
      QTest::newRow( "renamed" ) << "UPDATE s.parent SET code = 'C' WHERE name = 'pa'"
                                 << "1|C|pa\n3|C|pa\n9|C|pa"
                                 << "";
      QTest::newRow( "a new row has the old key" ) << "UPDATE s.parent SET code = 'C' WHERE name = 'pa'; INSERT INTO s.parent VALUES ( 'A', 'new' )"
                                                   << "1|C|pa\n3|C|pa\n9|C|pa"
                                                   << "";
      QTest::newRow( "swapped" ) << "UPDATE s.parent SET code = 'T' WHERE name = 'pa'; UPDATE s.parent SET code = 'A' WHERE name = 'pb'; UPDATE s.parent SET code = 'B' WHERE name = 'pa'"
                                 << "1|B|pa\n3|B|pa\n9|B|pa"
                                 << "update_update|parent|A|B|central|t";
    }

    void childrenFollowTheirParent()
    {
      QFETCH( QString, inCentral );
      QFETCH( QString, expected );
      QFETCH( QString, conflict );
      Network network( parents( QStringLiteral( "ON UPDATE CASCADE" ) ) + QStringLiteral( "; INSERT INTO s.child VALUES ( 1, 'A', 'one' ), ( 3, 'B', 'three' )" ) );
      network.central().exec( inCentral );
      network.clone( "a" ).exec( "INSERT INTO s.child VALUES ( 9, 'A', 'nine' ); UPDATE s.child SET parent = 'A' WHERE id = 3" );
      network.syncAll();
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT c.id, c.parent, p.name FROM s.child AS c JOIN s.parent AS p ON p.code = c.parent ORDER BY c.id" ), expected );
      QCOMPARE( network.conflicts(), conflict );
    }

    //! What a foreign key's action does to rows that nobody changed, because the key of their parent is another row's now, is undone.
    void keyHandedOn_data()
    {
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<QString>( "central" );
      QTest::addColumn<QString>( "clone" );
      QTest::addColumn<QString>( "expected" );
      const QString deleted = QStringLiteral( "DELETE FROM s.parent WHERE id = 3; UPDATE s.parent SET code = 'C' WHERE id = 4" );
      const QString newChild = QStringLiteral( "INSERT INTO s.child VALUES ( 9, 'C', 'nine' )" );
      for ( const char *rule : { "ON DELETE CASCADE", "ON DELETE SET NULL", "ON DELETE SET DEFAULT", "" } )
        QTest::addRow( "from a deleted parent, the clone's new child, %s", rule ) << rule << deleted << newChild << "1|A|one|1\n9|C|nine|4";
      for ( const char *rule : { "ON DELETE CASCADE", "ON DELETE SET NULL" } )
        QTest::addRow( "from a deleted parent, its child edited later, %s", rule ) << rule << "DELETE FROM s.parent WHERE id = 1; UPDATE s.parent SET code = 'A' WHERE id = 4"
                                                                                   << "UPDATE s.child SET note = 'typed' WHERE id = 1"
                                                                                   << "1|A|typed|4";
      for ( const char *rule : { "ON UPDATE SET NULL", "ON UPDATE SET DEFAULT" } )
        QTest::addRow( "from a renamed parent, the clone's new child, %s", rule ) << rule << "UPDATE s.parent SET code = 'X' WHERE id = 3; UPDATE s.parent SET code = 'C' WHERE id = 4" << newChild << "1|A|one|1\n9|C|nine|4";
      // The clone alone, with the same row in the end.
      const QString anew = QStringLiteral( "DELETE FROM s.parent WHERE id = 1; INSERT INTO s.parent VALUES ( 11, 'A' )" );
      for ( const char *rule : { "ON DELETE SET NULL", "ON DELETE SET DEFAULT" } )
        QTest::addRow( "to a new parent in the clone, child put back, %s", rule ) << rule << "" << anew + QStringLiteral( "; UPDATE s.child SET parent = 'A' WHERE id = 1" ) << "1|A|one|11";
      const QString aside = QStringLiteral( "UPDATE s.child SET parent = 'B' WHERE id = 1; %1; UPDATE s.child SET parent = 'A' WHERE id = 1" );
      const QString another = QStringLiteral( "DELETE FROM s.parent WHERE id = 1; UPDATE s.parent SET code = 'A' WHERE id = 4" );
      for ( const char *rule : { "ON DELETE CASCADE", "ON DELETE SET NULL", "ON DELETE RESTRICT", "" } )
      {
        QTest::addRow( "to a new parent in the clone, child moved aside, %s", rule ) << rule << "" << aside.arg( anew ) << "1|A|one|11";
        QTest::addRow( "to a new parent in central, child moved aside, %s", rule ) << rule << aside.arg( anew ) << ""
                                                                                   << "1|A|one|11";
        QTest::addRow( "to another parent in the clone, child moved aside, %s", rule ) << rule << "" << aside.arg( another ) << "1|A|one|4";
        QTest::addRow( "to another parent in central, child moved aside, %s", rule ) << rule << aside.arg( another ) << ""
                                                                                     << "1|A|one|4";
      }
      const QString renamed = QStringLiteral( "UPDATE s.parent SET code = 'X' WHERE id = 1; UPDATE s.parent SET code = 'A' WHERE id = 4" );
      for ( const char *rule : { "ON UPDATE CASCADE", "ON UPDATE SET NULL", "ON UPDATE RESTRICT", "" } )
      {
        QTest::addRow( "from a renamed parent in the clone, child moved aside, %s", rule ) << rule << "" << aside.arg( renamed ) << "1|A|one|4";
        QTest::addRow( "from a renamed parent in central, child moved aside, %s", rule ) << rule << aside.arg( renamed ) << ""
                                                                                         << "1|A|one|4";
      }
    }

    void keyHandedOn()
    {
      QFETCH( QString, rule );
      QFETCH( QString, central );
      QFETCH( QString, clone );
      QFETCH( QString, expected );
      Network network( QStringLiteral( "CREATE TABLE s.parent ( id integer PRIMARY KEY, code text UNIQUE ); CREATE TABLE s.child ( id integer PRIMARY KEY, parent text DEFAULT 'B' REFERENCES s.parent ( code ) %1, note text );"
                                       "CREATE TABLE s.grandchild ( id integer PRIMARY KEY, child integer REFERENCES s.child ON DELETE CASCADE );"
                                       "INSERT INTO s.parent VALUES ( 1, 'A' ), ( 2, 'B' ), ( 3, 'C' ), ( 4, 'D' ); INSERT INTO s.child VALUES ( 1, 'A', 'one' )" )
                         .arg( rule ) );
      if ( !central.isEmpty() )
        network.central().exec( central );
      if ( !clone.isEmpty() )
        network.clone( "a" ).exec( clone );
      // Who would go with the child.
      network.clone( "a" ).exec( "INSERT INTO s.grandchild SELECT id, id FROM s.child" );
      const QString grandchildren = network.clone( "a" ).rows( "SELECT id FROM s.grandchild ORDER BY id" );
      network.syncAll();
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT c.id, c.parent, c.note, p.id FROM s.child AS c LEFT JOIN s.parent AS p ON p.code = c.parent ORDER BY c.id" ), expected );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id FROM s.grandchild ORDER BY id" ), grandchildren );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
    }

    //! Each row gets the key of the one before, the first one is deleted, and children of all stay under the keys that they have.
    void keysHandedOnInAChain_data()
    {
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<bool>( "inCentral" );
      for ( const char *rule : { "ON DELETE CASCADE ON UPDATE CASCADE", "ON DELETE SET NULL ON UPDATE SET NULL", "ON DELETE RESTRICT ON UPDATE RESTRICT", "ON DELETE NO ACTION" } )
      {
        for ( const bool central : { true, false } )
          QTest::addRow( "%s, %s", rule, central ? "central" : "the clone" ) << rule << central;
      }
    }

    void keysHandedOnInAChain()
    {
      QFETCH( QString, rule );
      QFETCH( bool, inCentral );
      Network network( QStringLiteral( "CREATE TABLE s.parent ( id integer PRIMARY KEY, code text UNIQUE ); CREATE TABLE s.child ( id integer PRIMARY KEY, parent text REFERENCES s.parent ( code ) %1 );"
                                       "INSERT INTO s.parent VALUES ( 1, 'A' ), ( 2, 'B' ), ( 3, 'C' ), ( 4, 'D' ); INSERT INTO s.child VALUES ( 1, 'A' ), ( 2, 'B' ), ( 3, 'C' )" )
                         .arg( rule ) );
      ( inCentral ? network.central() : network.clone( "a" ) ).exec( "CREATE TEMPORARY TABLE aside AS SELECT id, parent FROM s.child; UPDATE s.child SET parent = NULL; DELETE FROM s.parent WHERE code = 'A'; UPDATE s.parent SET code = 'A' WHERE id = 2;"
                                                                     "UPDATE s.parent SET code = 'B' WHERE id = 3; UPDATE s.parent SET code = 'C' WHERE id = 4; UPDATE s.child AS c SET parent = a.parent FROM aside AS a WHERE a.id = c.id" );
      network.syncAll();
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT c.id, c.parent, p.id FROM s.child AS c LEFT JOIN s.parent AS p ON p.code = c.parent ORDER BY c.id" ), QStringLiteral( "1|A|2\n2|B|3\n3|C|4" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
    }

    //! Who gets the key is refused in the clone: then nobody gives it away there, and no row goes with it.
    void keyThatCannotBeHandedOn_data()
    {
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<QString>( "edit" );
      for ( const char *rule : { "ON DELETE CASCADE", "ON DELETE SET NULL" } )
        QTest::newRow( rule ) << rule << "DELETE FROM s.parent WHERE id = 3";
      QTest::newRow( "ON UPDATE SET NULL" ) << "ON UPDATE SET NULL"
                                            << "UPDATE s.parent SET code = 'X' WHERE id = 3";
    }

    void keyThatCannotBeHandedOn()
    {
      QFETCH( QString, rule );
      QFETCH( QString, edit );
      Network network( QStringLiteral( "CREATE TABLE s.parent ( id integer PRIMARY KEY, code text UNIQUE ); CREATE TABLE s.child ( id integer PRIMARY KEY, parent text REFERENCES s.parent ( code ) %1 );"
                                       "INSERT INTO s.parent VALUES ( 3, 'C' ), ( 4, 'D' )" )
                         .arg( rule ) );
      network.clone( "a" ).exec( "ALTER TABLE s.parent ADD CONSTRAINT c CHECK ( id <> 4 OR code <> 'C' )" );
      network.central().exec( edit + QStringLiteral( "; UPDATE s.parent SET code = 'C' WHERE id = 4" ) );
      network.clone( "a" ).exec( "INSERT INTO s.child VALUES ( 9, 'C' )" );
      network.syncAll();
      QCOMPARE( network.clone( "a" ).rows( "SELECT c.id, p.id FROM s.child AS c JOIN s.parent AS p ON p.code = c.parent" ), QStringLiteral( "9|3" ) );
      QCOMPARE( network.clone( "b" ).rows( "SELECT c.id, p.id FROM s.child AS c JOIN s.parent AS p ON p.code = c.parent" ), QStringLiteral( "9|4" ) );
      network.clone( "a" ).exec( "ALTER TABLE s.parent DROP CONSTRAINT c" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "a" ).rows( "SELECT c.id, p.id FROM s.child AS c JOIN s.parent AS p ON p.code = c.parent" ), QStringLiteral( "9|4" ) );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
    }

    //! Both sides gave a parent another key: the clone's child is under it, whoever has the clone's key in central.
    void renamedByBoth()
    {
      for ( const bool centralLater : { true, false } )
      {
        Network network( parents( QStringLiteral( "ON UPDATE CASCADE" ) ) + QStringLiteral( "; INSERT INTO s.child VALUES ( 1, 'A', 'one' )" ) );
        const auto inCentral = [&]
        { network.central().exec( QStringLiteral( "UPDATE s.parent SET code = 'X' WHERE name = 'pa'; UPDATE s.parent SET code = '%1' WHERE name = 'pb'" ).arg( centralLater ? "Y" : "Z" ) ); };
        if ( !centralLater )
          inCentral();
        network.clone( "a" ).exec( "UPDATE s.parent SET code = 'Y' WHERE name = 'pa'; INSERT INTO s.child VALUES ( 9, 'Y', 'nine' )" );
        if ( centralLater )
          inCentral();
        network.syncAll();
        network.syncAll();
        QCOMPARE( network.differences(), QString() );
        QCOMPARE( network.clone( "b" ).rows( "SELECT c.id, p.code, p.name FROM s.child AS c JOIN s.parent AS p ON p.code = c.parent ORDER BY c.id" ), centralLater ? QStringLiteral( "1|X|pa\n9|X|pa" ) : QStringLiteral( "1|Y|pa\n9|Y|pa" ) );
        QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
      }
    }

    //! Central gave a parent another key, and deleted it: the clone's rows reference it by the key that they know.
    void childEditedBeforeItsKeyWasHandedOn_data()
    {
      QTest::addColumn<QString>( "edits" );
      QTest::addColumn<bool>( "inCentral" );
      for ( const bool central : { true, false } )
      {
        const char *side = central ? "central" : "clone";
        QTest::addRow( "inserted, %s", side ) << "INSERT INTO s.c VALUES ( 11, 'D' ); INSERT INTO s.g VALUES ( 11, 11 ); DELETE FROM s.p WHERE id = 3; UPDATE s.p SET code = 'C' WHERE id = 4" << central;
        QTest::addRow( "renamed twice, %s", side ) << "UPDATE s.p SET code = 'E' WHERE id = 2; DELETE FROM s.p WHERE id = 3; UPDATE s.p SET code = 'C' WHERE id = 2" << central;
        QTest::addRow( "moved, %s", side ) << "UPDATE s.c SET parent = 'D' WHERE id = 2; DELETE FROM s.p WHERE id = 3; UPDATE s.p SET code = 'C' WHERE id = 4" << central;
        QTest::addRow( "given to a new row, %s", side ) << "INSERT INTO s.p VALUES ( 5, 'F' ); INSERT INTO s.c VALUES ( 11, 'F' ); DELETE FROM s.p WHERE id = 3; UPDATE s.p SET code = 'C' WHERE id = 5" << central;
        QTest::addRow( "in a chain, %s", side ) << "INSERT INTO s.c VALUES ( 11, 'D' ), ( 12, 'B' ); DELETE FROM s.p WHERE id = 3; UPDATE s.p SET code = 'C' WHERE id = 2; UPDATE s.p SET code = 'B' WHERE id = 4" << central;
      }
    }

    //! A child's edits end in a key that was another row's when they began: it does not go with that row, nor what references it.
    void childEditedBeforeItsKeyWasHandedOn()
    {
      QFETCH( QString, edits );
      QFETCH( bool, inCentral );
      Network network( "CREATE TABLE s.p ( id integer, code text PRIMARY KEY ); CREATE TABLE s.c ( id integer PRIMARY KEY, parent text REFERENCES s.p ON DELETE CASCADE ON UPDATE CASCADE );"
                       "CREATE TABLE s.g ( id integer PRIMARY KEY, child integer REFERENCES s.c ON DELETE CASCADE );"
                       "INSERT INTO s.p VALUES ( 2, 'B' ), ( 3, 'C' ), ( 4, 'D' ); INSERT INTO s.c VALUES ( 2, 'B' ), ( 3, 'C' ); INSERT INTO s.g VALUES ( 2, 2 ), ( 3, 3 )",
                       1 );
      TestDatabase &edited = inCentral ? network.central() : network.clone( "a" );
      edited.exec( edits );
      const QString family = QStringLiteral( "SELECT c.id, c.parent, p.id, g.id FROM s.c AS c LEFT JOIN s.p AS p ON p.code = c.parent LEFT JOIN s.g AS g ON g.child = c.id ORDER BY 1" );
      const QString expected = edited.rows( family );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( edited.rows( family ), expected );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
    }

    //! Where the row that has the key cannot be deleted, a child that refers to it twice goes through all the same, once.
    void childOfAKeyThatIsNotGivenAway()
    {
      Network network( "CREATE TABLE s.p ( id integer, code text PRIMARY KEY ); CREATE TABLE s.c ( id integer PRIMARY KEY, a text REFERENCES s.p ON UPDATE CASCADE, b text REFERENCES s.p ON UPDATE CASCADE ); INSERT INTO s.p VALUES ( 3, 'C' ), ( 4, 'D' )", 1 );
      network.central().exec( "CREATE FUNCTION s.keep() RETURNS trigger LANGUAGE plpgsql AS $f$ BEGIN RAISE EXCEPTION 'kept' USING ERRCODE = 'check_violation'; END $f$; CREATE TRIGGER keep BEFORE DELETE ON s.p FOR EACH ROW EXECUTE FUNCTION s.keep()" );
      network.clone( "a" ).exec( "INSERT INTO s.c VALUES ( 11, 'D', 'D' ); DELETE FROM s.p WHERE id = 3; UPDATE s.p SET code = 'C' WHERE id = 4" );
      QCOMPARE( network.sync( "a" ).unresolved, 2 );
      QCOMPARE( network.central().rows( "SELECT id, a, b FROM s.c" ), QStringLiteral( "11|C|C" ) );
      network.central().exec( "DROP TRIGGER keep ON s.p" );
      network.syncAll();
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT c.id, p.id FROM s.c AS c JOIN s.p AS p ON p.code = c.a AND p.code = c.b" ), QStringLiteral( "11|4" ) );
    }

    void keyHandedOnWhileItsReceiverIsRenamed_data()
    {
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<bool>( "half" );
      QTest::addColumn<QString>( "renamedIn" );
      QTest::addColumn<QString>( "expected" );
      for ( const char *rule : { "ON DELETE CASCADE", "ON DELETE SET NULL", "", "ON DELETE CASCADE ON UPDATE CASCADE" } )
      {
        for ( const bool half : { false, true } )
        {
          // The other row is deleted where the key was handed on, and has to stay: the child is under that one.
          QTest::addRow( "handed on in the clone, %s%s", rule, half ? ", half of the key" : "" ) << rule << half << "central" << ( QByteArray( rule ).contains( "UPDATE" ) ? half ? "1|A|4" : "1|Z|4" : "1|A|1" );
          QTest::addRow( "handed on in central, %s%s", rule, half ? ", half of the key" : "" ) << rule << half << "a" << ( QByteArray( rule ).contains( "UPDATE" ) ? half ? "1|A|4" : "1|Z|4" : "1|∅|∅" );
        }
      }
    }

    //! One side hands a key on to another row, under rows that keep it, and the other side renames that row: nobody gets the key, and no row goes with the one that had it.
    void keyHandedOnWhileItsReceiverIsRenamed()
    {
      QFETCH( QString, rule );
      QFETCH( bool, half );
      QFETCH( QString, renamedIn );
      QFETCH( QString, expected );
      Network network( QStringLiteral( "CREATE TABLE s.p ( id integer PRIMARY KEY, zone text, code text, UNIQUE ( zone, code ) ); CREATE TABLE s.c ( id integer PRIMARY KEY, zone text, parent text, FOREIGN KEY ( zone, parent ) REFERENCES s.p ( zone, code ) %1 );"
                                       "CREATE TABLE s.other ( id integer PRIMARY KEY, zone text, parent text, FOREIGN KEY ( zone, parent ) REFERENCES s.p ( zone, code ) %1 ); CREATE TABLE s.g ( id integer PRIMARY KEY, child integer REFERENCES s.c ON DELETE CASCADE );"
                                       "INSERT INTO s.p VALUES ( 1, 'z', 'A' ), ( 4, 'z', 'D' ); INSERT INTO s.c VALUES ( 1, 'z', 'A' ); INSERT INTO s.other VALUES ( 1, 'z', 'A' ); INSERT INTO s.g VALUES ( 1, 1 )" )
                         .arg( rule ) );
      const bool inCentral = renamedIn == QLatin1String( "central" );
      TestDatabase &renames = inCentral ? network.central() : network.clone( "a" );
      TestDatabase &hands = inCentral ? network.clone( "a" ) : network.central();
      hands.exec( "CREATE TEMPORARY TABLE aside AS SELECT id, zone, parent FROM s.c; UPDATE s.c SET zone = NULL, parent = NULL; UPDATE s.other SET zone = NULL, parent = NULL; DELETE FROM s.p WHERE id = 1; UPDATE s.p SET code = 'A' WHERE id = 4;"
                  "UPDATE s.c AS c SET zone = a.zone, parent = a.parent FROM aside AS a WHERE a.id = c.id; UPDATE s.other AS c SET zone = a.zone, parent = a.parent FROM aside AS a WHERE a.id = c.id" );
      renames.exec( half ? "UPDATE s.p SET zone = 'x' WHERE id = 4" : "UPDATE s.p SET code = 'Z' WHERE id = 4" );
      network.syncAll();
      network.syncAll();
      for ( TestDatabase *database : { &network.central(), &network.clone( "a" ) } )
        QCOMPARE( database->rows( "SELECT c.id, p.id IS NOT NULL, g.id FROM s.c AS c LEFT JOIN s.p AS p ON p.zone = c.zone AND p.code = c.parent JOIN s.g AS g ON g.child = c.id" ), QStringLiteral( "1|t|1" ) );
      if ( expected.contains( "∅" ) )
      {
        // Central refuses the clone's rename, as its child is under that key, and the clone keeps the row that was to go.
        QCOMPARE( network.central().rows( "SELECT object_table, rejected FROM lizsync.conflicts WHERE NOT resolved ORDER BY 2" ), QStringLiteral( "\"s\".\"p\"|central\n\"s\".\"p\"|clone" ) );
        network.central().exec( "UPDATE s.c SET zone = NULL, parent = NULL; UPDATE s.other SET zone = NULL, parent = NULL" );
        network.syncAll();
        network.syncAll();
      }
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
      QCOMPARE( network.differences(), QString() );
      for ( const char *child : { "c", "other" } )
        QCOMPARE( network.central().rows( QStringLiteral( "SELECT c.id, c.parent, p.id FROM s.%1 AS c LEFT JOIN s.p AS p ON p.zone = c.zone AND p.code = c.parent" ).arg( child ) ), expected );
      // Told once, whoever is under it.
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE conflict_kind = 'parent_deleted' AND rule_applied LIKE 'a row that the clone did not delete%'" ), expected == QLatin1String( "1|A|1" ) ? QStringLiteral( "1" ) : QStringLiteral( "0" ) );
      QCOMPARE( network.sync( "a" ).text(), QStringLiteral( "0/0/0/0" ) );
    }

    //! A row that is sent whole, a part of whose reference is what the clone has: a foreign key's action that moves on that part does not stay.
    void partOfAReferenceMovesOn()
    {
      Network network( "CREATE TABLE s.c ( id integer PRIMARY KEY, parent text, n integer, UNIQUE ( parent, n ) ); CREATE TABLE s.g ( id integer PRIMARY KEY, parent text, n integer, FOREIGN KEY ( parent, n ) REFERENCES s.c ( parent, n ) ON UPDATE CASCADE );"
                       "INSERT INTO s.c VALUES ( 1, 'A', 1 ), ( 2, 'A', 2 ), ( 3, 'B', 1 ); INSERT INTO s.g VALUES ( 2, 'A', 2 )",
                       1 );
      network.clone( "a" ).exec( "UPDATE s.g SET parent = 'B', n = 1" );
      network.central().exec( "UPDATE s.c SET parent = 'C' WHERE id = 3" );
      network.central().exec( "UPDATE s.c SET n = 99 WHERE id = 1; UPDATE s.c SET n = 1 WHERE id = 2; UPDATE s.c SET n = 2 WHERE id = 1" );
      network.syncAll();
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
      QCOMPARE( network.differences(), QString() );
    }

    //! A key of two columns one of which central's delete empties, and the clone's later edit keeps: rows under it do not follow it to null.
    void keyThatIsEmptiedIsNotFollowed()
    {
      Network network( "CREATE TABLE s.p ( code text PRIMARY KEY ); CREATE TABLE s.c ( id integer PRIMARY KEY, parent text REFERENCES s.p ON DELETE SET NULL, n integer, UNIQUE ( parent, n ) );"
                       "CREATE TABLE s.g ( id integer PRIMARY KEY, parent text, n integer, FOREIGN KEY ( parent, n ) REFERENCES s.c ( parent, n ) ON UPDATE CASCADE ); INSERT INTO s.p VALUES ( 'B' ); INSERT INTO s.c VALUES ( 3, 'B', 1 ); INSERT INTO s.g VALUES ( 3, 'B', 1 )",
                       1 );
      network.central().exec( "DELETE FROM s.p" );
      network.clone( "a" ).exec( "UPDATE s.c SET n = 4" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT c.parent, c.n, g.parent, g.n FROM s.c AS c, s.g AS g" ), QStringLiteral( "B|4|B|4" ) );
    }

    void newFamilyUnderARenamedParent_data()
    {
      QTest::addColumn<QString>( "inCentral" );
      QTest::newRow( "key free" ) << "UPDATE s.p SET code = 'X' WHERE code = 'A'";
      QTest::newRow( "key used again" ) << "UPDATE s.p SET code = 'X' WHERE code = 'A'; UPDATE s.p SET code = 'A' WHERE code = 'B'";
    }

    //! A child's key holds its parent's, and is referenced in turn: a family that the clone made under a parent which central renamed follows it, down to the last level.
    void newFamilyUnderARenamedParent()
    {
      QFETCH( QString, inCentral );
      Network network( "CREATE TABLE s.p ( code text PRIMARY KEY ); CREATE TABLE s.c ( parent text REFERENCES s.p ON UPDATE CASCADE, n integer, note text, PRIMARY KEY ( parent, n ) );"
                       "CREATE TABLE s.g ( id integer PRIMARY KEY, parent text, n integer, FOREIGN KEY ( parent, n ) REFERENCES s.c ON UPDATE CASCADE ); INSERT INTO s.p VALUES ( 'A' ), ( 'B' ); INSERT INTO s.c VALUES ( 'B', 2, 'of b' )",
                       1 );
      network.central().exec( inCentral );
      network.clone( "a" ).exec( "INSERT INTO s.c VALUES ( 'A', 2, 'of a' ); INSERT INTO s.g VALUES ( 9, 'A', 2 )" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT g.id, g.parent, c.note FROM s.g AS g JOIN s.c AS c ON c.parent = g.parent AND c.n = g.n" ), QStringLiteral( "9|X|of a" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    void renamedThenDeleted_data()
    {
      QTest::addColumn<QString>( "rule" );
      QTest::addColumn<bool>( "childFirst" );
      QTest::addColumn<QString>( "edits" );
      QTest::addColumn<QString>( "expected" );
      for ( const char *rule : { "NO ACTION", "CASCADE", "SET NULL" } )
      {
        QTest::addRow( "%s, child later", rule ) << rule << false << "INSERT INTO s.child VALUES ( 9, 'A', 'nine' )"
                                                 << "9|A|nine|pa";
        QTest::addRow( "%s, child and parent later", rule ) << rule << false << "UPDATE s.parent SET name = 'typed' WHERE code = 'A'; INSERT INTO s.child VALUES ( 9, 'A', 'nine' )"
                                                            << "9|A|nine|typed";
      }
      for ( const char *rule : { "CASCADE", "SET NULL" } )
        QTest::addRow( "%s, child and its sibling later", rule ) << rule << false << "UPDATE s.child SET note = 'typed' WHERE id = 1; INSERT INTO s.child VALUES ( 9, 'A', 'nine' )"
                                                                 << "1|A|typed|pa\n9|A|nine|pa";
      QTest::newRow( "NO ACTION, child earlier" ) << "NO ACTION" << true << "INSERT INTO s.child VALUES ( 9, 'A', 'nine' )"
                                                  << "9|A|nine|pa";
      QTest::newRow( "CASCADE, child earlier" ) << "CASCADE" << true << "INSERT INTO s.child VALUES ( 9, 'A', 'nine' )"
                                                << "";
      QTest::newRow( "SET NULL, child earlier" ) << "SET NULL" << true << "INSERT INTO s.child VALUES ( 9, 'A', 'nine' )"
                                                 << "1|∅|one|∅\n9|∅|nine|∅";
    }

    void renamedThenDeleted()
    {
      QFETCH( QString, rule );
      QFETCH( bool, childFirst );
      QFETCH( QString, edits );
      QFETCH( QString, expected );
      Network network( parents( QStringLiteral( "ON UPDATE CASCADE ON DELETE " ) + rule ) + ( rule == QLatin1String( "NO ACTION" ) ? QString() : QStringLiteral( "; INSERT INTO s.child VALUES ( 1, 'A', 'one' )" ) ) );
      if ( childFirst )
        network.clone( "a" ).exec( edits );
      network.central().exec( "UPDATE s.parent SET code = 'X' WHERE code = 'A'; DELETE FROM s.parent WHERE code = 'X'" );
      if ( !childFirst )
        network.clone( "a" ).exec( edits );
      network.syncAll();
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      const QString rows = network.clone( "b" ).rows( "SELECT c.id, c.parent, c.note, p.name FROM s.child AS c LEFT JOIN s.parent AS p ON p.code = c.parent ORDER BY c.id" );
      // The sibling stays as the delete left it.
      QCOMPARE( rule == QLatin1String( "SET NULL" ) && !childFirst && !edits.contains( "id = 1" ) ? rows.section( '\n', 1 ) : rows, expected );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
    }

    //! What a foreign key did in central to a row that the clone does not know is as old as the clone's edit, in whatever order they synchronise.
    void actionsAreAsOldAsTheirEdit_data()
    {
      QTest::addColumn<QString>( "edit" );
      QTest::addColumn<QString>( "order" );
      for ( const char *edit : { "UPDATE s.parent SET code = 'Y' WHERE code = 'A'", "DELETE FROM s.parent WHERE code = 'A'" } )
      {
        for ( const char *order : { "ab", "ba" } )
          QTest::newRow( qPrintable( QStringLiteral( "%1, %2" ).arg( QString( edit ).left( 6 ), order ) ) ) << edit << order;
      }
    }

    void actionsAreAsOldAsTheirEdit()
    {
      QFETCH( QString, edit );
      QFETCH( QString, order );
      Network network( parents( QStringLiteral( "ON UPDATE CASCADE ON DELETE SET NULL" ) ) );
      network.central().exec( "INSERT INTO s.child VALUES ( 9, 'A', 'nine' )" );
      network.sync( "b" );
      network.clone( "a" ).exec( edit );
      network.clone( "b" ).exec( "UPDATE s.child SET parent = 'B' WHERE id = 9" );
      for ( const QChar &name : order + order )
        network.sync( name );
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().rows( "SELECT id, parent FROM s.child" ), QStringLiteral( "9|B" ) );
    }

    //! A delete that central's trigger refuses, at every sync anew: one conflict of the row that the clone deleted, and one of the row that the clone cannot take without that.
    void refusedDeleteIsToldOnce()
    {
      Network network( parents( QStringLiteral( "ON DELETE CASCADE" ) ) );
      network.central().exec( "CREATE FUNCTION s.no() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RAISE EXCEPTION 'no delete'; END $$; CREATE TRIGGER no BEFORE DELETE ON s.child FOR EACH ROW EXECUTE FUNCTION s.no(); INSERT INTO s.child VALUES ( 9, 'A', 'nine' )" );
      network.clone( "a" ).exec( "DELETE FROM s.parent WHERE code = 'A'" );
      for ( int i = 0; i < 4; ++i )
        network.sync( "a" );
      QCOMPARE( network.central().rows( "SELECT object_table, conflict_kind, rejected, resolved FROM lizsync.conflicts ORDER BY 1" ), QStringLiteral( "\"s\".\"child\"|apply_error|central|f\n\"s\".\"parent\"|apply_error|clone|f" ) );
      network.central().exec( "DROP TRIGGER no ON s.child" );
      network.syncAll();
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
    }

  private:
    static QString parents( const QString &rule )
    {
      return QStringLiteral( "CREATE TABLE s.parent ( code text PRIMARY KEY, name text ); CREATE TABLE s.child ( id integer PRIMARY KEY, parent text REFERENCES s.parent %1, note text ); INSERT INTO s.parent VALUES ( 'A', 'pa' ), ( 'B', 'pb' )" ).arg( rule );
    }
};

QTEST_GUILESS_MAIN( TestNaturalKeys )
#include "test_naturalkeys.moc"
