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

//! What schemas, settings and transactions may be like that hardly anybody has: an edit is made, and everybody has it.
class TestCorners : public QObject
{
    Q_OBJECT

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void script_data()
    {
      QTest::addColumn<QString>( "tables" );
      QTest::addColumn<QString>( "script" );
      QTest::addColumn<QString>( "query" );
      QTest::addColumn<QString>( "expected" );

      const QString domain = QStringLiteral( "CREATE DOMAIN s.code AS text NOT NULL; CREATE TABLE s.t ( id integer PRIMARY KEY, k s.code, h integer, ch char( 3 ), a integer[], note text );"
                                             "INSERT INTO s.t SELECT g, 'k', g, 'x', '{1}', 'n' FROM generate_series( 1, 60 ) AS g" );
      QTest::newRow( "domain without nulls, one row, array" ) << domain << "a|UPDATE s.t SET a = '{2}' WHERE id = 1"
                                                              << "SELECT a FROM s.t WHERE id = 1"
                                                              << "{2}";
      QTest::newRow( "domain without nulls, one row, char" ) << domain << "a|UPDATE s.t SET ch = 'yy' WHERE id = 1"
                                                             << "SELECT ch FROM s.t WHERE id = 1"
                                                             << "yy ";
      QTest::newRow( "domain without nulls, many rows" ) << domain << "a|UPDATE s.t SET a = '{2}'"
                                                         << "SELECT count( * ) FROM s.t WHERE a = '{2}'"
                                                         << "60";
      QTest::newRow( "domain without nulls, many rows, each otherwise" ) << domain << "c|UPDATE s.t SET h = CASE WHEN id % 2 = 0 THEN h + 1 ELSE h END, note = CASE WHEN id % 3 = 0 THEN 'y' ELSE note END"
                                                                         << "SELECT count( * ) FILTER ( WHERE h > id ), count( * ) FILTER ( WHERE note = 'y' ) FROM s.t"
                                                                         << "30|20";
      const QString clash = QStringLiteral( "a|INSERT INTO s.t VALUES ( 2, 'b' )\nc|INSERT INTO s.t VALUES ( 3, 'b' )\nsync|a\nsync|a\na|UPDATE s.t SET u = 'c' WHERE id = 2" );
      QTest::newRow( "domain without nulls, generated, beside a clash" )
        << "CREATE DOMAIN s.code AS text NOT NULL; CREATE TABLE s.t ( id integer PRIMARY KEY, u text UNIQUE, g s.code GENERATED ALWAYS AS ( u || 'x' ) STORED ); INSERT INTO s.t VALUES ( 1, 'a' )"
        << clash << "SELECT id, u, g FROM s.t ORDER BY id"
        << "1|a|ax\n2|c|cx\n3|b|bx";
      QTest::newRow( "domain without nulls, ignored, beside a clash" )
        << "CREATE DOMAIN s.code AS text NOT NULL; CREATE DOMAIN s.kind AS s.code; CREATE TABLE s.t ( id integer PRIMARY KEY, u text UNIQUE, g s.kind DEFAULT 'x' ); INSERT INTO s.t VALUES ( 1, 'a' )"
        << "all|SELECT audit.audit_table( 's.t', true, true, ARRAY['g'] )\n" + clash << "SELECT id, u FROM s.t ORDER BY id"
        << "1|a\n2|c\n3|b";

      const QString mood = QStringLiteral( "CREATE TYPE s.mood AS ENUM ( 'fine', 'so so' ); CREATE TABLE s.t ( id integer PRIMARY KEY, e s.mood, note text ); INSERT INTO s.t VALUES ( 1, 'fine', 'n' ), ( 2, 'fine', 'n' )" );
      const QString renamed = QStringLiteral( "\nall|ALTER TYPE s.mood RENAME VALUE 'so so' TO 'bad'" );
      QTest::newRow( "label renamed, the clone's edit" ) << mood << "a|UPDATE s.t SET e = 'so so' WHERE id = 1" + renamed << "SELECT e FROM s.t WHERE id = 1"
                                                         << "bad";
      QTest::newRow( "label renamed, central's edit" ) << mood << "c|UPDATE s.t SET e = 'so so' WHERE id = 1" + renamed << "SELECT e FROM s.t WHERE id = 1"
                                                       << "bad";
      QTest::newRow( "label handed on" ) << mood << "a|UPDATE s.t SET e = 'so so' WHERE id = 1" + renamed + "; ALTER TYPE s.mood RENAME VALUE 'fine' TO 'so so'"
                                         << "SELECT id, e FROM s.t ORDER BY id"
                                         << "1|bad\n2|so so";
      QTest::newRow( "label renamed, of an array of a domain" )
        << "CREATE TYPE s.mood AS ENUM ( 'fine', 'so so' ); CREATE DOMAIN s.moods AS s.mood[]; CREATE TABLE s.t ( id integer PRIMARY KEY, e s.moods ); INSERT INTO s.t VALUES ( 1, '{fine}' )"
        << "a|UPDATE s.t SET e = '{so so,fine}'" + renamed << "SELECT e FROM s.t"
        << "{bad,fine}";
      QTest::newRow( "composite type with one attribute more" )
        << "CREATE TYPE s.pair AS ( a integer, b text ); CREATE TABLE s.t ( id integer PRIMARY KEY, co s.pair ); INSERT INTO s.t VALUES ( 1, ROW( 1, 'x' ) )"
        << "a|UPDATE s.t SET co = ROW( 2, 'y' )\nall|ALTER TYPE s.pair ADD ATTRIBUTE c integer"
        << "SELECT co FROM s.t"
        << "(2,y,)";

      const QString array = QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, a text[] ); INSERT INTO s.t VALUES ( 1, '{x}' )" );
      QTest::newRow( "array_nulls off, central's edit" ) << array << "a|ALTER DATABASE \"%a\" SET array_nulls TO off\nc|ALTER DATABASE \"%c\" SET array_nulls TO off\nc|UPDATE s.t SET a = ARRAY['x', NULL]"
                                                         << "SELECT a[2] IS NULL FROM s.t"
                                                         << "t";
      QTest::newRow( "array_nulls off in central, a clone's edit" ) << array << "c|ALTER DATABASE \"%c\" SET array_nulls TO off\na|UPDATE s.t SET a = ARRAY['x', NULL]"
                                                                    << "SELECT a[2] IS NULL FROM s.t"
                                                                    << "t";
      const QString t = QStringLiteral( "CREATE TABLE s.t ( id integer PRIMARY KEY, h integer, note text ); INSERT INTO s.t VALUES ( 1, 1, 'one' ), ( 2, 2, 'two' )" );
      const QString edits = QStringLiteral( "\na|UPDATE s.t SET h = 5 WHERE id = 1; INSERT INTO s.t VALUES ( 3, 3, 'x' )\nc|UPDATE s.t SET note = 'c' WHERE id = 2" );
      QTest::newRow( "quote_all_identifiers, everywhere" ) << t << "a|ALTER DATABASE \"%a\" SET quote_all_identifiers TO on\nc|ALTER DATABASE \"%c\" SET quote_all_identifiers TO on" + edits
                                                           << "SELECT id, h, note FROM s.t ORDER BY id"
                                                           << "1|5|one\n2|2|c\n3|3|x";
      QTest::newRow( "quote_all_identifiers, in central" ) << t << "c|ALTER DATABASE \"%c\" SET quote_all_identifiers TO on" + edits << "SELECT id, h, note FROM s.t ORDER BY id"
                                                           << "1|5|one\n2|2|c\n3|3|x";

      QTest::newRow( "a statement that touches a table twice, savepoints" )
        << t
        << "c|INSERT INTO s.t VALUES ( 1, 7, 'up' ), ( 5, 5, 'five' ) ON CONFLICT ( id ) DO UPDATE SET h = excluded.h\n"
           "a|WITH d AS ( DELETE FROM s.t WHERE id = 2 RETURNING * ), i AS ( INSERT INTO s.t SELECT id + 10, h, note FROM d RETURNING * ) UPDATE s.t SET note = ( SELECT max( note ) FROM i ) WHERE id = 1\n"
           "a|SAVEPOINT x; UPDATE s.t SET h = 100; ROLLBACK TO x; INSERT INTO s.t VALUES ( 6, 6, 'six' ); UPDATE s.t SET h = 101 WHERE id = 6; UPDATE s.t SET h = 102 WHERE id = 6"
        << "SELECT id, h, note FROM s.t ORDER BY id"
        << "1|7|two\n5|5|five\n6|102|six\n12|2|two";
      QTest::newRow( "generated column, added" ) << t << "a|UPDATE s.t SET h = 5 WHERE id = 1; INSERT INTO s.t VALUES ( 4, 4, 'four' )\nc|UPDATE s.t SET note = 'c' WHERE id = 1; INSERT INTO s.t VALUES ( 3, 3, 'three' )\n"
                                                         "all|ALTER TABLE s.t ADD COLUMN g integer GENERATED ALWAYS AS ( h * 2 ) STORED"
                                                 << "SELECT id, h, g, note FROM s.t ORDER BY id"
                                                 << "1|5|10|c\n2|2|4|two\n3|3|6|three\n4|4|8|four";
      QTest::newRow( "generated column, given up" )
        << "CREATE TABLE s.t ( id integer PRIMARY KEY, h integer, g integer GENERATED ALWAYS AS ( h * 2 ) STORED, note text ); INSERT INTO s.t ( id, h ) VALUES ( 1, 1 ), ( 2, 2 )"
        << "a|UPDATE s.t SET h = 5 WHERE id = 1\nc|UPDATE s.t SET note = 'c' WHERE id = 1; INSERT INTO s.t ( id, h ) VALUES ( 3, 3 )\nall|ALTER TABLE s.t ALTER g DROP EXPRESSION"
        << "SELECT id, h, g, note FROM s.t ORDER BY id"
        << "1|5|10|c\n2|2|4|∅\n3|3|6|∅";
    }

    //! Lines "c|SQL" (in central), "a|SQL", "all|SQL" (everywhere) and "sync|a"; then all are synchronised and equal, nothing is unresolved, and a query has its result in clone b.
    void script()
    {
      QFETCH( QString, tables );
      QFETCH( QString, script );
      QFETCH( QString, query );
      QFETCH( QString, expected );
      for ( const QString &cluster : { clusterConninfo(), cloneClusterConninfo() } )
      {
        if ( tables.contains( "g s.code GENERATED" ) && Pg::Connection( cluster, QStringLiteral( "lizsync test" ) ).serverVersion() < 140000 )
          QSKIP( "PostgreSQL 13 inserts no row whose generated column has a domain without nulls." );
      }
      Network network( tables );
      script.replace( "%c", network.central().name() ).replace( "%a", network.clone( "a" ).name() );
      for ( const QString &line : script.split( '\n' ) )
      {
        const QString who = line.section( '|', 0, 0 );
        const QString what = line.section( '|', 1 );
        if ( who == "sync" )
          network.sync( what );
        if ( who == "c" || who == "all" )
          network.central().exec( what );
        for ( const QString &name : network.cloneNames() )
          if ( who == name || who == "all" )
            network.clone( name ).exec( what );
        // Settings of a database are those of its next session.
        network.disconnect();
      }
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( query ), expected );
      QCOMPARE( network.central().value( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ), QStringLiteral( "0" ) );
    }

    void truncateInAnOlderSnapshot_data()
    {
      QTest::addColumn<bool>( "inCentral" );
      QTest::newRow( "central" ) << true;
      QTest::newRow( "clone" ) << false;
    }

    //! A transaction truncates rows that it does not see, and its trigger does not see them either.
    void truncateInAnOlderSnapshot()
    {
      QFETCH( bool, inCentral );
      Network network( "CREATE TABLE s.t ( id integer PRIMARY KEY, v text ); INSERT INTO s.t VALUES ( 1, 'x' )" );
      TestDatabase &database = inCentral ? network.central() : network.clone( "a" );
      Pg::Connection connection( database.conninfo(), QStringLiteral( "lizsync test" ) );
      {
        Pg::Transaction transaction( connection, Pg::Transaction::Isolation::RepeatableRead );
        transaction.execute( QStringLiteral( "SELECT count( * ) FROM s.t" ) );
        database.exec( "INSERT INTO s.t VALUES ( 2, 'unseen' )" );
        QString words;
        try
        {
          transaction.execute( QStringLiteral( "TRUNCATE s.t" ) );
        }
        catch ( const Error &error )
        {
          words = error.message();
        }
        QVERIFY2( words.contains( "Rows of s.t that this transaction (REPEATABLE READ) does not see would go without being logged" ), qUtf8Printable( words ) );
      }
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( "SELECT id, v FROM s.t ORDER BY id" ), QStringLiteral( "1|x\n2|unseen" ) );
      Pg::Transaction transaction( connection );
      transaction.execute( QStringLiteral( "TRUNCATE s.t" ) );
      transaction.commit();
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).value( "SELECT count( * ) FROM s.t" ), QStringLiteral( "0" ) );
    }

    void alteredByAnOlderTransaction_data()
    {
      QTest::addColumn<QString>( "where" );
      QTest::addColumn<QString>( "how" );
      QTest::addColumn<QString>( "query" );
      QTest::addColumn<QString>( "expected" );
      for ( const char *where : { "c", "a" } )
      {
        QTest::addRow( "renamed, %s", where ) << where << "ALTER TABLE s.t RENAME h TO height"
                                              << "SELECT height FROM s.t"
                                              << "5";
        QTest::addRow( "another type, %s", where ) << where << "ALTER TABLE s.t ALTER h TYPE numeric( 10, 2 )"
                                                   << "SELECT h FROM s.t"
                                                   << "5.00";
        QTest::addRow( "another type by an expression, %s", where ) << where << "ALTER TABLE s.t ALTER h TYPE text USING 'h' || h"
                                                                    << "SELECT h FROM s.t"
                                                                    << "h5";
      }
    }

    //! A transaction has its number before it alters a table: edits of higher numbers may be older than that.
    void alteredByAnOlderTransaction()
    {
      QFETCH( QString, where );
      QFETCH( QString, how );
      QFETCH( QString, query );
      QFETCH( QString, expected );
      Network network( "CREATE TABLE s.t ( id integer PRIMARY KEY, h integer ); INSERT INTO s.t VALUES ( 1, 1 )" );
      TestDatabase &database = where == "c" ? network.central() : network.clone( where );
      {
        Pg::Connection connection( database.conninfo(), QStringLiteral( "lizsync test" ) );
        Pg::Transaction transaction( connection );
        transaction.execute( QStringLiteral( "CREATE TABLE public.another_step_of_the_migration ( id integer )" ) );
        database.exec( "UPDATE s.t SET h = 5" );
        transaction.execute( how );
        transaction.commit();
      }
      database.disconnect();
      for ( const char *other : { "c", "a", "b" } )
        if ( where != other )
          ( *other == 'c' ? network.central() : network.clone( other ) ).exec( how );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).rows( query ), expected );
    }

    void tablesThatNobodyLogs_data()
    {
      QTest::addColumn<QString>( "where" );
      QTest::addColumn<QString>( "how" );
      QTest::addColumn<QString>( "words" );
      QTest::addColumn<QString>( "mend" );
      const QString copy = QStringLiteral( "CREATE TABLE s.n ( LIKE s.t INCLUDING ALL ); INSERT INTO s.n SELECT * FROM s.t; DROP TABLE s.t; ALTER TABLE s.n RENAME TO t" );
      const QString off = QStringLiteral( "ALTER TABLE s.t DISABLE TRIGGER USER" );
      const QString mended = QStringLiteral( "SELECT lizsync.mend_capture( 's.t' )" );
      const QString prepare = QStringLiteral( "SELECT lizsync.prepare( ARRAY['s'], NULL, NULL )" );
      const QString renamed = QStringLiteral( "Table s.t is not there any more, and edits of s.tree, which has another name since it was prepared, are sent to nobody: give it its name back" );
      QTest::newRow( "switched off in the clone" ) << "a" << off << "Edits of table s.t are not logged in the clone" << mended;
      QTest::newRow( "switched off in central" ) << "c" << off << "Edits of table s.t are not logged in central" << prepare;
      QTest::newRow( "one switched off in central" ) << "c"
                                                     << "ALTER TABLE s.t DISABLE TRIGGER lizsync_audit_delete"
                                                     << "Edits of table s.t are not logged in central" << prepare;
      QTest::newRow( "one switched off" ) << "a"
                                          << "ALTER TABLE s.t DISABLE TRIGGER lizsync_audit_truncate"
                                          << "Edits of table s.t are not logged in the clone" << mended;
      QTest::newRow( "replaced by a copy in the clone" ) << "a" << copy << "Edits of table s.t are not logged in the clone"
                                                         << mended;
      QTest::newRow( "replaced by a copy in central" ) << "c" << copy << "Edits of table s.t are not logged in central" << prepare;
      QTest::newRow( "renamed everywhere" ) << "all"
                                            << "ALTER TABLE s.t RENAME TO tree" << renamed << "ALTER TABLE s.tree RENAME TO t";
    }

    //! Where edits are logged no more, or as those of a table that nobody synchronises, a sync says so rather than leaving them out.
    void tablesThatNobodyLogs()
    {
      QFETCH( QString, where );
      QFETCH( QString, how );
      QFETCH( QString, words );
      QFETCH( QString, mend );
      Network network( "CREATE TABLE s.t ( id integer PRIMARY KEY, h integer ); INSERT INTO s.t VALUES ( 1, 1 )" );
      const auto exec = [&]( const QString &sql )
      {
        if ( where == "c" || where == "all" )
          network.central().exec( sql );
        for ( const QString &name : network.cloneNames() )
          if ( where == name || where == "all" )
            network.clone( name ).exec( sql );
        network.disconnect();
      };
      network.clone( "a" ).exec( "UPDATE s.t SET h = 4" );
      exec( how );
      QString said;
      try
      {
        network.sync( "a" );
      }
      catch ( const Error &error )
      {
        said = error.message();
      }
      QVERIFY2( said.contains( words ), qUtf8Printable( said ) );
      exec( mend );
      network.clone( "a" ).exec( "UPDATE s.t SET h = 5" );
      network.syncAll();
      QCOMPARE( network.differences(), QString() );
      QCOMPARE( network.clone( "b" ).value( "SELECT h FROM s.t" ), QStringLiteral( "5" ) );
    }
};

QTEST_GUILESS_MAIN( TestCorners )
#include "test_corners.moc"
