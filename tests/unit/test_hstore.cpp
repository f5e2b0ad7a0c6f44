/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/error.h"
#include "engine/pg/hstore.h"

#include <QtTest>

using namespace LizSync;

class TestHstore : public QObject
{
    Q_OBJECT

  private slots:
    void parse_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<QJsonObject>( "pairs" );
      QTest::newRow( "nothing" ) << QString() << QJsonObject();
      QTest::newRow( "values" ) << "\"id\"=>\"1\", \"name\"=>\"oak, 3 => 4\"" << QJsonObject { { "id", "1" }, { "name", "oak, 3 => 4" } };
      QTest::newRow( "null is not the word" ) << "\"a\"=>NULL, \"b\"=>\"NULL\", \"c\"=>\"\"" << QJsonObject { { "a", QJsonValue::Null }, { "b", "NULL" }, { "c", "" } };
      QTest::newRow( "escapes" ) << "\"Na\\\"me\"=>\"a\\\\b\\\"c\", \"NULL\"=>\"\\\\\\\\\"" << QJsonObject { { "Na\"me", "a\\b\"c" }, { "NULL", "\\\\" } };
      QTest::newRow( "other scripts" ) << QString::fromUtf8( "\"größe\"=>\"日本 🌳\nline\"" ) << QJsonObject { { QString::fromUtf8( "größe" ), QString::fromUtf8( "日本 🌳\nline" ) } };
    }

    void parse()
    {
      QFETCH( QString, text );
      QFETCH( QJsonObject, pairs );
      QCOMPARE( Pg::parseHstore( text ), pairs );
    }

    void whatIsNoHstoreIsRefused_data()
    {
      QTest::addColumn<QString>( "text" );
      for ( const char *text : { "a", "\"a\"", "\"a\"=>", "\"a\"=>b", "\"a\"=>\"b", "\"a\"=>\"b\\", "\"a\"=>\"b\"\"c\"=>\"d\"", "\"a\"=>\"b\", " } )
        QTest::newRow( text ) << QString::fromLatin1( text );
    }

    void whatIsNoHstoreIsRefused()
    {
      QFETCH( QString, text );
      QVERIFY_EXCEPTION_THROWN( Pg::parseHstore( text ), Error );
    }
};

QTEST_GUILESS_MAIN( TestHstore )
#include "test_hstore.moc"
