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

//! The same ALTER TABLE on all sides while edits of before are under way.
class TestAlterations : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    //! What was edited before counts as it is in the new type.
    void anotherType_data()
    {
      QTest::addColumn<QString>( "inCentral" );
      QTest::addColumn<QString>( "inClone" );
      QTest::addColumn<QString>( "type" );
      QTest::addColumn<QString>( "expected" );
      const QString numeric = QStringLiteral( "numeric( 10, 2 )" );
      QTest::newRow( "central's edit" ) << "UPDATE s.t SET h = 5 WHERE id = 1"
                                        << "SELECT" << numeric << "1|5.00|one\n2|2.00|two";
      QTest::newRow( "the clone's edit" ) << "SELECT"
                                          << "UPDATE s.t SET h = 5 WHERE id = 1" << numeric << "1|5.00|one\n2|2.00|two";
      QTest::newRow( "two edits of the clone" ) << "SELECT"
                                                << "UPDATE s.t SET h = 5 WHERE id = 1; UPDATE s.t SET note = 'x' WHERE id = 1" << numeric << "1|5.00|x\n2|2.00|two";
      QTest::newRow( "two edits of central" ) << "UPDATE s.t SET h = 4 WHERE id = 1; UPDATE s.t SET h = 5, note = 'x' WHERE id = 1"
                                              << "SELECT" << numeric << "1|5.00|x\n2|2.00|two";
      QTest::newRow( "new and deleted rows" ) << "INSERT INTO s.t VALUES ( 3, 3, 'three' )"
                                              << "INSERT INTO s.t VALUES ( 4, 4, 'four' ); DELETE FROM s.t WHERE id = 2" << numeric << "1|1.00|one\n3|3.00|three\n4|4.00|four";
      QTest::newRow( "both sides, with an expression" ) << "UPDATE s.t SET h = 6, note = 'central' WHERE id = 1"
                                                        << "UPDATE s.t SET h = 9 WHERE id = 2; UPDATE s.t SET h = 2 WHERE id = 2; UPDATE s.t SET h = 7 WHERE id = 1"
                                                        << "text USING 'h' || h"
                                                        << "1|h7|central\n2|h2|two";
    }

    void anotherType()
    {
      QFETCH( QString, inCentral );
      QFETCH( QString, inClone );
      QFETCH( QString, type );
      QFETCH( QString, expected );
      Network network( mTable );
      network.central().exec( inCentral );
      network.clone( "a" ).exec( inClone );
      alter( network, QStringLiteral( "ALTER COLUMN h TYPE %1" ).arg( type ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, h, note FROM s.t ORDER BY id" ), expected );
    }

    //! Nothing but the column that was dropped was edited.
    void columnThatWasEmptiedIsDropped()
    {
      Network network( QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, h integer, old text ); INSERT INTO s.t VALUES ( 1, NULL, 'o' )" ) );
      network.central().exec( "UPDATE s.t SET h = 5" );
      network.clone( "a" ).exec( "UPDATE s.t SET old = NULL" );
      alter( network, QStringLiteral( "DROP COLUMN old" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.central().value( "SELECT h FROM s.t" ), QStringLiteral( "5" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    //! Of two columns with the same value, the edit is one of that which got its name since.
    void renamedColumnAndOneWithTheSameValue()
    {
      Network network( QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, h text, old text ); INSERT INTO s.t VALUES ( 1, 'x', 'o' )" ) );
      network.central().exec( "UPDATE s.t SET h = 'typed'" );
      network.clone( "a" ).exec( "UPDATE s.t SET old = 'x'" );
      alter( network, QStringLiteral( "RENAME COLUMN old TO young" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT h, young FROM s.t" ), QStringLiteral( "typed|x" ) );
      QCOMPARE( network.conflicts(), QString() );
    }

    //! The delete's event names the column as it was.
    void rowComesBackAfterAColumnWasRenamed_data()
    {
      QTest::addColumn<QString>( "deletedIn" );
      QTest::newRow( "deleted in central" ) << "central";
      QTest::newRow( "deleted in the clone" ) << "a";
    }

    void rowComesBackAfterAColumnWasRenamed()
    {
      QFETCH( QString, deletedIn );
      Network network( mTable );
      const bool central = deletedIn == QLatin1String( "central" );
      ( central ? network.central() : network.clone( "a" ) ).exec( "DELETE FROM s.t WHERE id = 1" );
      ( central ? network.clone( "a" ) : network.central() ).exec( "UPDATE s.t SET h = 7 WHERE id = 1" );
      alter( network, QStringLiteral( "RENAME COLUMN note TO remark" ) );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT h, remark FROM s.t WHERE id = 1" ), QStringLiteral( "7|one" ) );
    }

    //! An edit belongs to the column, whatever its name is by the time that it is sent.
    void edited_data()
    {
      QTest::addColumn<QString>( "table" );
      QTest::addColumn<QString>( "edit" );
      QTest::addColumn<QString>( "alteration" );
      QTest::addColumn<QString>( "after" );
      QTest::addColumn<QString>( "expected" );
      const QString t = QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, a text, b text, h integer, dead boolean ); INSERT INTO s.t VALUES ( 1, 'a1', 'b1', 1, true ), ( 2, 'a2', 'b2', 2, true )" );
      QTest::newRow( "renamed, another type" ) << t << "UPDATE s.t SET h = 5 WHERE id = 1"
                                               << "ALTER TABLE s.t RENAME h TO height; ALTER TABLE s.t ALTER height TYPE text USING 'h' || height" << QString() << "(1,a1,b1,h5,t)\n(2,a2,b2,h2,t)";
      QTest::newRow( "renamed, another type, new row" ) << t << "INSERT INTO s.t VALUES ( 3, 'a3', 'b3', 3, false )"
                                                        << "ALTER TABLE s.t RENAME h TO height; ALTER TABLE s.t ALTER height TYPE text USING 'h' || height" << QString() << "(1,a1,b1,h1,t)\n(2,a2,b2,h2,t)\n(3,a3,b3,h3,f)";
      QTest::newRow( "renamed, a new column has the same value" ) << t << "UPDATE s.t SET dead = false WHERE id = 1"
                                                                  << "ALTER TABLE s.t RENAME dead TO is_dead; ALTER TABLE s.t ADD fallen boolean DEFAULT false" << QString() << "(1,a1,b1,1,f,f)\n(2,a2,b2,2,t,f)";
      QTest::newRow( "both renamed, to the same value" ) << t << "UPDATE s.t SET a = 'b1' WHERE id = 1"
                                                         << "ALTER TABLE s.t RENAME a TO first; ALTER TABLE s.t RENAME b TO second" << QString() << "(1,b1,b1,1,t)\n(2,a2,b2,2,t)";
      QTest::newRow( "identity" ) << "CREATE TABLE s.t ( id integer PRIMARY KEY, n integer GENERATED BY DEFAULT AS IDENTITY ); INSERT INTO s.t VALUES ( 1 ), ( 2 )"
                                  << "UPDATE s.t SET n = 50 WHERE id = 1"
                                  << "ALTER TABLE s.t RENAME n TO number" << QString() << "(1,50)\n(2,2)";
      const QString swap = QStringLiteral( "ALTER TABLE s.t RENAME a TO c; ALTER TABLE s.t RENAME b TO a; ALTER TABLE s.t RENAME c TO b" );
      QTest::newRow( "names changed with each other" ) << t << "UPDATE s.t SET a = 'x' WHERE id = 1" << swap << QString() << "(1,x,b1,1,t)\n(2,a2,b2,2,t)";
      QTest::newRow( "names changed with each other, edited before and after" ) << t << "UPDATE s.t SET a = 'x' WHERE id = 1" << swap
                                                                                << "UPDATE s.t SET a = 'y' WHERE id = 1; UPDATE s.t SET a = 'z' WHERE id = 2"
                                                                                << "(1,x,y,1,t)\n(2,a2,z,2,t)";
      QTest::newRow( "a new column has the name" ) << t << "UPDATE s.t SET a = 'x' WHERE id = 1"
                                                   << "ALTER TABLE s.t RENAME a TO old; ALTER TABLE s.t ADD a text DEFAULT 'n'"
                                                   << "UPDATE s.t SET a = 'y' WHERE id = 2"
                                                   << "(1,x,b1,1,t,n)\n(2,a2,b2,2,t,y)";
      QTest::newRow( "dropped, a new column has the name" ) << t << "UPDATE s.t SET a = 'x' WHERE id = 1"
                                                            << "ALTER TABLE s.t DROP a; ALTER TABLE s.t ADD a text DEFAULT 'n'"
                                                            << "UPDATE s.t SET a = 'y' WHERE id = 2"
                                                            << "(1,b1,1,t,n)\n(2,b2,2,t,y)";
      QTest::newRow( "dropped, another one renamed to it" ) << t << "UPDATE s.t SET a = 'x', b = 'y' WHERE id = 1"
                                                            << "ALTER TABLE s.t DROP b; ALTER TABLE s.t RENAME a TO b" << QString() << "(1,x,1,t)\n(2,a2,2,t)";
      QTest::newRow( "deleted" ) << t << "DELETE FROM s.t WHERE id = 1" << swap << QString() << "(2,a2,b2,2,t)";
    }

    void edited()
    {
      QFETCH( QString, table );
      QFETCH( QString, edit );
      QFETCH( QString, alteration );
      QFETCH( QString, after );
      QFETCH( QString, expected );
      for ( const bool central : { true, false } )
      {
        Network network( table );
        // Both have been here before: a column's names are known from what syncs saw.
        network.syncAll();
        TestDatabase &database = central ? network.central() : network.clone( "a" );
        database.exec( edit );
        // What else is under way must not get into its way.
        network.clone( "b" ).exec( "UPDATE s.t SET id = 22 WHERE id = 2; UPDATE s.t SET id = 2 WHERE id = 22" );
        everywhere( network, alteration );
        if ( !after.isEmpty() )
          database.exec( after );
        network.syncAll();
        QCOMPARE( network.differences(), QString() );
        QCOMPARE( network.conflicts(), QString() );
        for ( TestDatabase *each : { &network.central(), &network.clone( "a" ), &network.clone( "b" ) } )
          QCOMPARE( each->rows( "SELECT ( SELECT '(' || string_agg( x.value, ',' ORDER BY c.attnum ) || ')' FROM jsonb_each_text( to_jsonb( t ) ) AS x JOIN pg_attribute AS c ON c.attname = x.key AND c.attrelid = 's.t'::regclass WHERE x.key <> 'uid' ) FROM s.t AS t ORDER BY id" )
                      .replace( QLatin1String( "true" ), QLatin1String( "t" ) )
                      .replace( QLatin1String( "false" ), QLatin1String( "f" ) ),
                    expected );
      }
    }

    //! What was typed under a name that another column had before, and the column was altered once more.
    void editedBetweenTwoAlterations_data()
    {
      QTest::addColumn<QString>( "before" );
      QTest::addColumn<QString>( "alteration" );
      QTest::addColumn<QString>( "edit" );
      QTest::addColumn<QString>( "second" );
      QTest::addColumn<QString>( "expected" );
      const QString none = QStringLiteral( "SELECT" );
      const QString swap = QStringLiteral( "ALTER TABLE s.t RENAME a TO z; ALTER TABLE s.t RENAME b TO a; ALTER TABLE s.t RENAME z TO b" );
      const QString anew = QStringLiteral( "ALTER TABLE s.t RENAME a TO old; ALTER TABLE s.t ADD a text" );
      const QString notNull = QStringLiteral( "ALTER TABLE s.t ALTER a SET NOT NULL, ALTER b SET NOT NULL" );
      QTest::newRow( "a new column, the old one dropped" ) << none << anew << "UPDATE s.t SET a = 'x' WHERE id = 1"
                                                           << "ALTER TABLE s.t DROP old"
                                                           << "(1,b1,c1,x)\n(2,b2,c2)";
      QTest::newRow( "a new column, edited before too, the old one dropped" ) << "UPDATE s.t SET a = 'w'" << anew << "UPDATE s.t SET a = 'x' WHERE id = 1"
                                                                              << "ALTER TABLE s.t DROP old"
                                                                              << "(1,b1,c1,x)\n(2,b2,c2)";
      QTest::newRow( "a new column, both altered" ) << "UPDATE s.t SET a = 'w'" << anew << "UPDATE s.t SET a = 'x' WHERE id = 1"
                                                    << "ALTER TABLE s.t ALTER a SET DEFAULT 'n', ALTER old SET DEFAULT 'n'"
                                                    << "(1,w,b1,c1,x)\n(2,w,b2,c2)";
      QTest::newRow( "a new column, new rows" ) << "INSERT INTO s.t VALUES ( 3, 'a3', 'b3', 'c3' )" << anew << "INSERT INTO s.t ( id, old, b, c, a ) VALUES ( 4, 'a4', 'b4', 'c4', 'x' )"
                                                << "ALTER TABLE s.t ALTER a SET DEFAULT 'n', ALTER old SET DEFAULT 'n'"
                                                << "(1,a1,b1,c1)\n(2,a2,b2,c2)\n(3,a3,b3,c3)\n(4,a4,b4,c4,x)";
      QTest::newRow( "dropped and made anew" ) << "UPDATE s.t SET a = 'w' WHERE id = 2"
                                               << "ALTER TABLE s.t DROP a; ALTER TABLE s.t ADD a text"
                                               << "UPDATE s.t SET a = 'x' WHERE id = 1"
                                               << "ALTER TABLE s.t ALTER a SET DEFAULT 'n'"
                                               << "(1,b1,c1,x)\n(2,b2,c2)";
      QTest::newRow( "made anew, another type" ) << none << anew << "UPDATE s.t SET a = '5' WHERE id = 1"
                                                 << "ALTER TABLE s.t ALTER a TYPE numeric( 4, 1 ) USING a::numeric; ALTER TABLE s.t DROP old"
                                                 << "(1,b1,c1,5.0)\n(2,b2,c2)";
      QTest::newRow( "dropped, another one renamed to it" ) << "UPDATE s.t SET b = 'w', a = 'v' WHERE id = 2"
                                                            << "ALTER TABLE s.t DROP b; ALTER TABLE s.t RENAME a TO b"
                                                            << "UPDATE s.t SET b = 'x' WHERE id = 1"
                                                            << "ALTER TABLE s.t ALTER b SET NOT NULL"
                                                            << "(1,x,c1)\n(2,v,c2)";
      QTest::newRow( "names changed with each other" ) << none << swap << "UPDATE s.t SET a = 'x' WHERE id = 1" << notNull << "(1,a1,x,c1)\n(2,a2,b2,c2)";
      QTest::newRow( "names changed with each other, edited before and after" ) << "UPDATE s.t SET a = 'w'; UPDATE s.t SET b = 'v' WHERE id = 1" << swap
                                                                                << "UPDATE s.t SET a = 'y', b = 'x' WHERE id = 1; UPDATE s.t SET a = 'z' WHERE id = 2; UPDATE s.t SET a = 'zz' WHERE id = 2" << notNull << "(1,x,y,c1)\n(2,w,zz,c2)";
      QTest::newRow( "names changed with each other, the same value" ) << none << swap << "UPDATE s.t SET a = 'a1' WHERE id = 1" << notNull << "(1,a1,a1,c1)\n(2,a2,b2,c2)";
      QTest::newRow( "names changed with each other, new rows" ) << "INSERT INTO s.t VALUES ( 3, 'a3', 'b3', 'c3' ), ( 5, 'a5', 'b5', 'c5' ); DELETE FROM s.t WHERE id = 2" << swap
                                                                 << "INSERT INTO s.t ( id, a, b, c ) VALUES ( 4, 'b4', 'a4', 'c4' ); UPDATE s.t SET a = 'x' WHERE id = 3" << notNull << "(1,a1,b1,c1)\n(3,a3,x,c3)\n(4,a4,b4,c4)\n(5,a5,b5,c5)";
      QTest::newRow( "names go round" ) << "UPDATE s.t SET a = 'w' WHERE id = 1; UPDATE s.t SET c = 'v' WHERE id = 2"
                                        << "ALTER TABLE s.t RENAME a TO z; ALTER TABLE s.t RENAME b TO a; ALTER TABLE s.t RENAME c TO b; ALTER TABLE s.t RENAME z TO c"
                                        << "UPDATE s.t SET a = 'x' WHERE id = 1; UPDATE s.t SET b = 'y' WHERE id = 2; UPDATE s.t SET c = 'z' WHERE id = 2"
                                        << "ALTER TABLE s.t ALTER a SET NOT NULL, ALTER b SET NOT NULL, ALTER c SET NOT NULL"
                                        << "(1,w,x,c1)\n(2,z,b2,y)";
      QTest::newRow( "all in one transaction" ) << none << "UPDATE s.t SET a = 'w' WHERE id = 1; " + swap + "; UPDATE s.t SET a = 'y' WHERE id = 2" << none << notNull << "(1,w,b1,c1)\n(2,a2,y,c2)";
    }

    void editedBetweenTwoAlterations()
    {
      QFETCH( QString, before );
      QFETCH( QString, alteration );
      QFETCH( QString, edit );
      QFETCH( QString, second );
      QFETCH( QString, expected );
      for ( const bool central : { true, false } )
      {
        Network network( mThree );
        network.syncAll();
        TestDatabase &database = central ? network.central() : network.clone( "a" );
        database.exec( before );
        everywhere( network, alteration );
        database.exec( edit );
        everywhere( network, second );
        network.syncAll();
        QCOMPARE( network.differences(), QString() );
        QCOMPARE( network.conflicts(), QString() );
        QCOMPARE( values( network.clone( "b" ) ), expected );
      }
    }

    //! Clone b is away while the syncs of the other one see every step.
    void namesThatComeRound_data()
    {
      QTest::addColumn<QStringList>( "steps" );
      QTest::addColumn<QString>( "ofTheOther" );
      QTest::addColumn<QString>( "expected" );
      const QString swap = QStringLiteral( "ALTER TABLE s.t RENAME a TO z; ALTER TABLE s.t RENAME b TO a; ALTER TABLE s.t RENAME z TO b" );
      QTest::newRow( "two, and back" ) << QStringList { swap, swap } << "SELECT"
                                       << "(1,x,b1,c1)\n(2,a2,b2,c2)";
      QTest::newRow( "two, and back, and again" ) << QStringList { swap, swap, swap } << swap << "(1,x,b1,c1)\n(2,a2,b2,c2)";
      QTest::newRow( "a name that two had and none has" ) << QStringList { "ALTER TABLE s.t RENAME a TO first", "ALTER TABLE s.t RENAME c TO a", "ALTER TABLE s.t RENAME a TO third" }
                                                          << "ALTER TABLE s.t RENAME a TO first; ALTER TABLE s.t RENAME c TO third"
                                                          << "(1,x,b1,c1)\n(2,a2,b2,c2)";
      QTest::newRow( "a name that another column had for a time" ) << QStringList { "ALTER TABLE s.t RENAME a TO first", "ALTER TABLE s.t ADD a text", "ALTER TABLE s.t DROP a" }
                                                                   << "ALTER TABLE s.t RENAME a TO first"
                                                                   << "(1,x,b1,c1)\n(2,a2,b2,c2)";
    }

    void namesThatComeRound()
    {
      QFETCH( QStringList, steps );
      QFETCH( QString, ofTheOther );
      QFETCH( QString, expected );
      for ( const bool central : { true, false } )
      {
        Network network( mThree );
        network.syncAll();
        ( central ? network.central() : network.clone( "b" ) ).exec( "UPDATE s.t SET a = 'x' WHERE id = 1" );
        for ( const QString &step : std::as_const( steps ) )
        {
          network.central().exec( step );
          network.clone( "a" ).exec( step );
          network.sync( "a" );
        }
        network.clone( "b" ).exec( ofTheOther );
        network.syncAll();
        QCOMPARE( network.differences(), QString() );
        QCOMPARE( network.conflicts(), QString() );
        QCOMPARE( values( network.clone( "b" ) ), expected );
      }
    }

    void editIsHeldBackWhileNamesComeRound()
    {
      const QString swap = QStringLiteral( "ALTER TABLE s.t RENAME a TO z; ALTER TABLE s.t RENAME b TO a; ALTER TABLE s.t RENAME z TO b" );
      Network network( QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, a text UNIQUE, b text ); INSERT INTO s.t VALUES ( 1, 'a1', 'b1' )" ) );
      network.syncAll();
      network.central().exec( "INSERT INTO s.t VALUES ( 5, 'x', 'c5' )" );
      network.clone( "a" ).exec( "UPDATE s.t SET a = 'x' WHERE id = 1" );
      network.syncAll();
      for ( int i = 0; i < 2; ++i )
      {
        everywhere( network, swap );
        network.syncAll();
      }
      network.central().exec( "UPDATE s.t SET a = 'y' WHERE id = 5" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, a, b FROM s.t ORDER BY id" ), QStringLiteral( "1|x|b1\n5|y|c5" ) );
    }

    //! What the log says of keys and references counts by the names that their columns have now.
    void keysWhoseColumnsWereRenamed_data()
    {
      QTest::addColumn<QString>( "action" );
      QTest::addColumn<QString>( "inCentral" );
      QTest::addColumn<QString>( "inClone" );
      QTest::addColumn<QString>( "alteration" );
      QTest::addColumn<QString>( "expected" );
      const QString cascade = QStringLiteral( "ON UPDATE CASCADE" );
      const QString parents = QStringLiteral( "ALTER TABLE s.p RENAME u TO w" );
      const QString children = QStringLiteral( "ALTER TABLE s.k RENAME r TO q" );
      const QString handedOn = QStringLiteral( "UPDATE s.p SET u = 'X' WHERE id = 1; UPDATE s.p SET u = 'U1' WHERE id = 2" );
      const QString movedOn = QStringLiteral( "UPDATE s.k SET r = 'U2' WHERE id = 1; UPDATE s.p SET u = 'Z' WHERE id = 1; UPDATE s.p SET u = 'U1' WHERE id = 2" );
      QTest::newRow( "key handed on" ) << cascade << handedOn << "INSERT INTO s.k VALUES ( 9, 'U1', 'nine' )" << parents << "(1,X,n1)->(1,X,V1)\n(9,X,nine)->(1,X,V1)";
      QTest::newRow( "child moved, key handed on" ) << cascade << movedOn << "SELECT" << parents << "(1,U1,n1)->(2,U1,V2)";
      QTest::newRow( "child moved, key handed on, both renamed" ) << cascade << movedOn << "SELECT" << parents + ";" + children << "(1,U1,n1)->(2,U1,V2)";
      QTest::newRow( "reference emptied" ) << "ON DELETE SET NULL"
                                           << "DELETE FROM s.p WHERE id = 1"
                                           << "UPDATE s.k SET n = 'x' WHERE id = 1" << children << "(1,U1,x)->(1,U1,V1)";
    }

    void keysWhoseColumnsWereRenamed()
    {
      QFETCH( QString, action );
      QFETCH( QString, inCentral );
      QFETCH( QString, inClone );
      QFETCH( QString, alteration );
      QFETCH( QString, expected );
      Network network( QStringLiteral( "CREATE TABLE s.p ( id integer PRIMARY KEY, u text UNIQUE, v text ); CREATE TABLE s.k ( id integer PRIMARY KEY, r text REFERENCES s.p ( u ) %1, n text ); "
                                       "INSERT INTO s.p SELECT i, 'U' || i, 'V' || i FROM generate_series( 1, 3 ) AS i; INSERT INTO s.k VALUES ( 1, 'U1', 'n1' )" )
                         .arg( action ) );
      network.syncAll();
      network.central().exec( inCentral );
      network.clone( "a" ).exec( inClone );
      everywhere( network, alteration );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      for ( TestDatabase *each : { &network.central(), &network.clone( "a" ), &network.clone( "b" ) } )
        QCOMPARE( each->rows( "SELECT ( SELECT '(' || string_agg( x.value, ',' ORDER BY c.attnum ) || ')' FROM jsonb_each_text( to_jsonb( k ) ) AS x JOIN pg_attribute AS c ON c.attname = x.key AND c.attrelid = 's.k'::regclass WHERE x.key <> 'uid' ) || '->' "
                              "|| ( SELECT '(' || string_agg( x.value, ',' ORDER BY c.attnum ) || ')' FROM jsonb_each_text( to_jsonb( p ) ) AS x JOIN pg_attribute AS c ON c.attname = x.key AND c.attrelid = 's.p'::regclass WHERE x.key <> 'uid' ) "
                              "FROM s.k AS k JOIN s.p AS p ON to_jsonb( k ) ->> ( CASE WHEN to_jsonb( k ) ? 'q' THEN 'q' ELSE 'r' END ) = to_jsonb( p ) ->> ( CASE WHEN to_jsonb( p ) ? 'w' THEN 'w' ELSE 'u' END ) ORDER BY k.id" ),
                  expected );
    }

    //! Both typed the same, the clone later: its time counts for the column, whose name is another one by then.
    void sameEditLaterBeforeARename()
    {
      Network network( mThree );
      network.syncAll();
      network.central().exec( "UPDATE s.t SET a = 'x' WHERE id = 1" );
      network.clone( "b" ).exec( "UPDATE s.t SET a = 'y' WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.t SET a = 'x' WHERE id = 1" );
      everywhere( network, "ALTER TABLE s.t RENAME a TO first" );
      network.sync( "a" );
      network.sync( "b" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( values( network.clone( "b" ) ), QStringLiteral( "(1,x,b1,c1)\n(2,a2,b2,c2)" ) );
    }

    //! A column that is to stay at home does so under another name too.
    void ignoredColumnsAreRenamed_data()
    {
      QTest::addColumn<QString>( "alteration" );
      QTest::addColumn<QString>( "secret" );
      QTest::newRow( "renamed" ) << "ALTER TABLE s.t RENAME secret TO hidden"
                                 << "hidden";
      QTest::newRow( "changes its name with another one" ) << "ALTER TABLE s.t RENAME secret TO z; ALTER TABLE s.t RENAME a TO secret; ALTER TABLE s.t RENAME z TO a"
                                                           << "a";
    }

    void ignoredColumnsAreRenamed()
    {
      QFETCH( QString, alteration );
      QFETCH( QString, secret );
      Network network( QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, a text, secret text ); INSERT INTO s.t VALUES ( 1, 'a1', NULL )" ), 0 );
      network.central().exec( "SELECT audit.audit_table( 's.t', true, true, ARRAY['secret'] )" );
      network.addClone( "a" );
      network.sync( "a" );
      network.clone( "a" ).exec( "UPDATE s.t SET secret = 'clone', a = 'x'" );
      everywhere( network, alteration );
      const QString refused = QStringLiteral( "Columns of table s.t that are not synchronised have other names now: run %1, then synchronise" );
      for ( const QString &how : { QStringLiteral( "SELECT lizsync.mend_capture('s.t') in the clone" ), QStringLiteral( "lizsync:prepare again in central" ) } )
      {
        QString message;
        try
        {
          network.sync( "a" );
        }
        catch ( const Pg::Error &error )
        {
          message = error.message();
        }
        QVERIFY2( message.contains( refused.arg( how ) ), qUtf8Printable( message ) );
        ( how.contains( "mend" ) ? network.clone( "a" ) : network.central() ).exec( "SELECT lizsync.mend_capture( 's.t' )" );
      }
      network.clone( "a" ).exec( QStringLiteral( "UPDATE s.t SET %1 = 'more'" ).arg( secret ) );
      network.sync( "a" );
      QCOMPARE( values( network.central() ), QStringLiteral( "(1,x)" ) );
      QCOMPARE( values( network.clone( "a" ) ), QStringLiteral( "(1,x,more)" ) );
    }

    //! Names that changed long ago, and changed again, do not lead astray what is edited today.
    void namesOfLongAgo()
    {
      Network network( QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, note text, h integer ); INSERT INTO s.t VALUES ( 1, 'one', 1 ), ( 2, 'two', 2 )" ) );
      const auto check = [&]( const QString &expected )
      {
        network.syncAll();
        QCOMPARE( network.differences(), QString() );
        QCOMPARE( network.clone( "b" ).rows( "SELECT t::text FROM ( SELECT * FROM s.t ) AS t ORDER BY id" ).remove( QRegularExpression( QStringLiteral( ",?[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}" ) ) ), expected );
      };
      check( "(1,one,1)\n(2,two,2)" );
      everywhere( network, "ALTER TABLE s.t RENAME note TO remark; ALTER TABLE s.t ADD note text" );
      check( "(1,one,1,)\n(2,two,2,)" );
      network.clone( "a" ).exec( "UPDATE s.t SET note = 'x' WHERE id = 1" );
      network.central().exec( "UPDATE s.t SET note = 'y' WHERE id = 2" );
      everywhere( network, "ALTER TABLE s.t ALTER remark SET DEFAULT 'none', ALTER note SET DEFAULT 'none'" );
      check( "(1,one,1,x)\n(2,two,2,y)" );
      // Back to what it was called at first.
      network.clone( "a" ).exec( "UPDATE s.t SET note = 'xx', remark = 'eins' WHERE id = 1" );
      network.central().exec( "UPDATE s.t SET note = 'yy', remark = 'zwei' WHERE id = 2" );
      everywhere( network, "ALTER TABLE s.t DROP note; ALTER TABLE s.t RENAME remark TO note" );
      network.clone( "a" ).exec( "UPDATE s.t SET h = 11 WHERE id = 1" );
      check( "(1,eins,11)\n(2,zwei,2)" );
      network.clone( "a" ).exec( "UPDATE s.t SET note = 'uno' WHERE id = 1" );
      check( "(1,uno,11)\n(2,zwei,2)" );
    }

    void severalColumnsRenamedWhileTheRowWasDeleted()
    {
      for ( const bool central : { true, false } )
      {
        Network network( mTable );
        ( central ? network.central() : network.clone( "a" ) ).exec( "DELETE FROM s.t WHERE id = 1" );
        everywhere( network, "ALTER TABLE s.t RENAME note TO remark; ALTER TABLE s.t RENAME h TO height" );
        ( central ? network.clone( "a" ) : network.central() ).exec( "UPDATE s.t SET height = 7 WHERE id = 1" );
        network.syncAll();
        QCOMPARE( network.differences(), QString() );
        QCOMPARE( network.clone( "b" ).rows( "SELECT height, remark FROM s.t WHERE id = 1" ), QStringLiteral( "7|one" ) );
      }
    }

    void conflictOfAColumnThatIsGone()
    {
      Network network( mTable );
      network.central().exec( "UPDATE s.t SET note = 'central' WHERE id = 1" );
      network.clone( "a" ).exec( "UPDATE s.t SET note = 'clone' WHERE id = 1" );
      network.syncAll();
      alter( network, QStringLiteral( "DROP COLUMN note" ) );
      const QString before = network.central().rows( "SELECT t::text FROM s.t AS t" );
      QString message;
      try
      {
        network.central().exec( "SELECT lizsync.restore_conflict( id ) FROM lizsync.conflicts" );
      }
      catch ( const Pg::Error &error )
      {
        message = error.message();
      }
      QVERIFY2( message.contains( "(note) is no column of table \"s\".\"t\" any more: edit the row itself." ), qUtf8Printable( message ) );
      QCOMPARE( network.central().rows( "SELECT t::text FROM s.t AS t" ), before );
    }

  private:
    static void everywhere( Network &network, const QString &script )
    {
      network.central().exec( script );
      for ( const QString &name : network.cloneNames() )
        network.clone( name ).exec( script );
    }

    //! Without uid and empty ones, in the order of the columns, whatever they are called.
    static QString values( TestDatabase &database )
    {
      return database.rows( "SELECT ( SELECT '(' || string_agg( x.value, ',' ORDER BY c.attnum ) || ')' FROM jsonb_each_text( to_jsonb( t ) ) AS x JOIN pg_attribute AS c ON c.attname = x.key AND c.attrelid = 's.t'::regclass WHERE x.key <> 'uid' ) FROM s.t AS t ORDER BY id" );
    }

    static void alter( Network &network, const QString &how ) { everywhere( network, "ALTER TABLE s.t " + how ); }

    const QString mThree = QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, a text, b text, c text ); INSERT INTO s.t VALUES ( 1, 'a1', 'b1', 'c1' ), ( 2, 'a2', 'b2', 'c2' )" );
    const QString mTable = QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, h integer, note text ); INSERT INTO s.t VALUES ( 1, 1, 'one' ), ( 2, 2, 'two' )" );
};

QTEST_GUILESS_MAIN( TestAlterations )
#include "test_alterations.moc"
