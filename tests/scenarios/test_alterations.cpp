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

    static void alter( Network &network, const QString &how ) { everywhere( network, "ALTER TABLE s.t " + how ); }

    const QString mTable = QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, h integer, note text ); INSERT INTO s.t VALUES ( 1, 1, 'one' ), ( 2, 2, 'two' )" );
};

QTEST_GUILESS_MAIN( TestAlterations )
#include "test_alterations.moc"
