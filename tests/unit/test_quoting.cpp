/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/error.h"
#include "engine/pg/quoting.h"

#include <QtTest>

using namespace LizSync;

class TestQuoting : public QObject
{
    Q_OBJECT

  private slots:
    void identifier()
    {
      QCOMPARE( Pg::quotedIdentifier( QStringLiteral( "tree" ) ), QStringLiteral( "\"tree\"" ) );
      QCOMPARE( Pg::quotedIdentifier( QStringLiteral( "My \"Tree\".x" ) ), QStringLiteral( "\"My \"\"Tree\"\".x\"" ) );
    }

    void tableName()
    {
      const Pg::TableName name { QStringLiteral( "My.Schema" ), QStringLiteral( "a\"b" ) };
      QCOMPARE( name.quoted(), QStringLiteral( "\"My.Schema\".\"a\"\"b\"" ) );
      QVERIFY( name == ( Pg::TableName { QStringLiteral( "My.Schema" ), QStringLiteral( "a\"b" ) } ) );
    }

    void literal()
    {
      QCOMPARE( Pg::quotedLiteral( QStringLiteral( "it's" ) ), QStringLiteral( "'it''s'" ) );
      QCOMPARE( Pg::quotedLiteral( QStringLiteral( "a\\'b" ) ), QStringLiteral( "E'a\\\\''b'" ) );
      QCOMPARE( Pg::quotedLiteral( QString() ), QStringLiteral( "''" ) );
    }

    void array()
    {
      QCOMPARE( Pg::arrayLiteral( {} ), QStringLiteral( "{}" ) );
      QCOMPARE( Pg::arrayLiteral( { QStringLiteral( "a,b" ), QStringLiteral( "q\"\\" ), QString(), QStringLiteral( "NULL" ) } ), QStringLiteral( "{\"a,b\",\"q\\\"\\\\\",\"\",\"NULL\"}" ) );
    }

    void isConninfo_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<bool>( "expected" );
      QTest::newRow( "uri" ) << QStringLiteral( "postgresql://me@host/db" ) << true;
      QTest::newRow( "short uri" ) << QStringLiteral( "postgres:///db" ) << true;
      QTest::newRow( "pairs" ) << QStringLiteral( "host=a dbname=b" ) << true;
      QTest::newRow( "service" ) << QStringLiteral( "service=central" ) << true;
      QTest::newRow( "name" ) << QStringLiteral( "My central" ) << false;
      QTest::newRow( "empty" ) << QString() << false;
    }

    void isConninfo()
    {
      QFETCH( QString, text );
      QFETCH( bool, expected );
      QCOMPARE( Pg::isConninfo( text ), expected );
    }

    void parsePairs()
    {
      const QMap<QString, QString> keywords = Pg::parseConninfo( QStringLiteral( "host=central.example port = 5433 password='it\\'s \\\\ secret' dbname=db" ) );
      QCOMPARE( keywords.value( QStringLiteral( "host" ) ), QStringLiteral( "central.example" ) );
      QCOMPARE( keywords.value( QStringLiteral( "port" ) ), QStringLiteral( "5433" ) );
      QCOMPARE( keywords.value( QStringLiteral( "password" ) ), QStringLiteral( "it's \\ secret" ) );
      QVERIFY( !keywords.contains( QStringLiteral( "user" ) ) );
    }

    void parseUri()
    {
      const QMap<QString, QString> keywords = Pg::parseConninfo( QStringLiteral( "postgresql://me:p%40ss@central.example:5433/my%20db?sslmode=require" ) );
      QCOMPARE( keywords.value( QStringLiteral( "user" ) ), QStringLiteral( "me" ) );
      QCOMPARE( keywords.value( QStringLiteral( "password" ) ), QStringLiteral( "p@ss" ) );
      QCOMPARE( keywords.value( QStringLiteral( "dbname" ) ), QStringLiteral( "my db" ) );
      QCOMPARE( keywords.value( QStringLiteral( "sslmode" ) ), QStringLiteral( "require" ) );
    }

    void parseRefusesWithoutPassword()
    {
      try
      {
        Pg::parseConninfo( QStringLiteral( "host=central password=my secret" ) );
        QFAIL( "not refused" );
      }
      catch ( const LizSync::Error &error )
      {
        QVERIFY2( error.message().startsWith( QLatin1String( "The connection string cannot be read: missing \"=\"" ) ), qUtf8Printable( error.message() ) );
        QVERIFY2( !error.message().contains( QLatin1String( "secret" ) ), qUtf8Printable( error.message() ) );
      }
    }

    void parseRefusesWithoutAnyPieceOfThePassword_data()
    {
      QTest::addColumn<QString>( "conninfo" );
      QTest::newRow( "quote in it" ) << QStringLiteral( "host=central password=my top\"secret" );
      QTest::newRow( "option" ) << QStringLiteral( "password=my topsecret=1" );
      QTest::newRow( "open quote" ) << QStringLiteral( "password='topsecret" );
      QTest::newRow( "percent" ) << QStringLiteral( "postgresql://me:topsecret%zz@host/db" );
      QTest::newRow( "slash" ) << QStringLiteral( "postgresql://me:top/secret@host/db" );
      QTest::newRow( "slashes" ) << QStringLiteral( "postgres://me:top/sec/ret@host/db?sslmode=require" );
      QTest::newRow( "at" ) << QStringLiteral( "postgresql://me:top@secret@host/db" );
      QTest::newRow( "nul" ) << QStringLiteral( "password=topsecret host=a" ).replace( ' ', QChar( QChar::Null ) );
    }

    void parseRefusesWithoutAnyPieceOfThePassword()
    {
      QFETCH( QString, conninfo );
      try
      {
        Pg::parseConninfo( conninfo );
        QFAIL( "not refused" );
      }
      catch ( const LizSync::Error &error )
      {
        QVERIFY2( error.message().startsWith( QLatin1String( "The connection string cannot be read: " ) ), qUtf8Printable( error.message() ) );
        QVERIFY2( !error.message().contains( QLatin1String( "secret" ) ) && !error.message().contains( QLatin1String( "top" ) ), qUtf8Printable( error.message() ) );
      }
    }

    void parseTakesWhatIsEscaped()
    {
      QCOMPARE( Pg::parseConninfo( QStringLiteral( "postgresql://me:a%2Fb%40c@host/d@b?user=x@y" ) ).value( QStringLiteral( "password" ) ), QStringLiteral( "a/b@c" ) );
      QCOMPARE( Pg::parseConninfo( QStringLiteral( "postgresql://host/db?user=x@y" ) ).value( QStringLiteral( "user" ) ), QStringLiteral( "x@y" ) );
    }

    void parseTableName_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<bool>( "expected" );
      QTest::newRow( "plain" ) << "\"a\".\"b\"" << true;
      QTest::newRow( "quotes and dots" ) << "\"a.b\"\"\".\"\"\".\"\"\"" << true;
      for ( const char *text : { "", "a.b", "\"a\"", "\"a\".", "\"a\".b", "\"a\".\"b", "\"a\".\"b\" ", "\"a\".\"b\".\"c\"", "\"\".\"b\"", "\"a\".\"\"", "\"a\" .\"b\"", "\"a\"\".\"b\"" } )
        QTest::newRow( text ) << text << false;
    }

    void parseTableName()
    {
      QFETCH( QString, text );
      QFETCH( bool, expected );
      const std::optional<Pg::TableName> name = Pg::TableName::parse( text );
      QCOMPARE( name.has_value(), expected );
      if ( name )
        QCOMPARE( name->quoted(), text );
    }

    void roundTrip()
    {
      const QMap<QString, QString> keywords { { QStringLiteral( "host" ), QStringLiteral( "/tmp/with space" ) },
                                              { QStringLiteral( "password" ), QStringLiteral( "a'b\\c d=e é" ) },
                                              { QStringLiteral( "dbname" ), QString() } };
      QCOMPARE( Pg::parseConninfo( Pg::buildConninfo( keywords ) ), keywords );
    }
};

QTEST_GUILESS_MAIN( TestQuoting )
#include "test_quoting.moc"
