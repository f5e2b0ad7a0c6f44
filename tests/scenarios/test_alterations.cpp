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
    static void alter( Network &network, const QString &how )
    {
      network.central().exec( "ALTER TABLE s.t " + how );
      for ( const QString &name : network.cloneNames() )
        network.clone( name ).exec( "ALTER TABLE s.t " + how );
    }

    const QString mTable = QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, h integer, note text ); INSERT INTO s.t VALUES ( 1, 1, 'one' ), ( 2, 2, 'two' )" );
};

QTEST_GUILESS_MAIN( TestAlterations )
#include "test_alterations.moc"
