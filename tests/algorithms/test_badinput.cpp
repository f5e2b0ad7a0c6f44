/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/algorithms/qgissession.h"

#include <QtTest>

#include <qgsexception.h>
#include <qgsvectorlayer.h>

using namespace LizSync;

/**
 * What users get wrong before any server is asked: each is one sentence that says what to do.
 */
class TestBadInput : public QObject
{
    Q_OBJECT

  private:
    std::unique_ptr<QgisSession> mQgis;
    std::unique_ptr<QgsVectorLayer> mScratch;

    static QVariantMap central( const QVariantMap &more = {} )
    {
      QVariantMap parameters { { QStringLiteral( "CENTRAL" ), QStringLiteral( "host=/nowhere dbname=central" ) } };
      for ( auto it = more.constBegin(); it != more.constEnd(); ++it )
        parameters.insert( it.key(), it.value() );
      return parameters;
    }

  private slots:
    void initTestCase()
    {
      mQgis = std::make_unique<QgisSession>();
      mScratch = std::make_unique<QgsVectorLayer>( QStringLiteral( "Point?crs=EPSG:4326" ), QStringLiteral( "scratch" ), QStringLiteral( "memory" ) );
      QgisSession::saveConnection( QStringLiteral( "Town hall" ), { { QStringLiteral( "host" ), QStringLiteral( "/nowhere" ) }, { QStringLiteral( "database" ), QStringLiteral( "hall" ) } } );
      QgisSession::saveConnection( QStringLiteral( "Locked" ), { { QStringLiteral( "host" ), QStringLiteral( "/nowhere" ) }, { QStringLiteral( "database" ), QStringLiteral( "hall" ) }, { QStringLiteral( "authcfg" ), QStringLiteral( "abc1234" ) } } );
    }
    void cleanupTestCase()
    {
      mScratch.reset();
      mQgis.reset();
    }

    void oneSentence_data()
    {
      QTest::addColumn<QString>( "id" );
      QTest::addColumn<QVariantMap>( "parameters" );
      QTest::addColumn<QStringList>( "says" );

      QTest::newRow( "unknown connection lists what is accepted" )
        << "lizsync:install" << QVariantMap { { QStringLiteral( "CENTRAL" ), QStringLiteral( "Twon hall" ) } }
        << QStringList { QStringLiteral( "CENTRAL" ), QStringLiteral( "\"Twon hall\"" ), QStringLiteral( "\"Town hall\"" ), QStringLiteral( "postgresql://" ), QStringLiteral( "host=" ) };
      QTest::newRow( "no connection at all" )
        << "lizsync:install" << QVariantMap { { QStringLiteral( "CENTRAL" ), QString() } } << QStringList { QStringLiteral( "CENTRAL is empty: The database that everybody synchronises with" ) };
      QTest::newRow( "blank connection" )
        << "lizsync:install" << QVariantMap { { QStringLiteral( "CENTRAL" ), QStringLiteral( "  " ) } } << QStringList { QStringLiteral( "CENTRAL is empty" ) };
      QTest::newRow( "conninfo that is none" )
        << "lizsync:install" << QVariantMap { { QStringLiteral( "CENTRAL" ), QStringLiteral( "hots=example.org dbname=x" ) } }
        << QStringList { QStringLiteral( "CENTRAL" ), QStringLiteral( "cannot be read" ) };
      QTest::newRow( "unknown clone" )
        << "lizsync:synchronize" << central( { { QStringLiteral( "CLONE" ), QStringLiteral( "tablet" ) } } ) << QStringList { QStringLiteral( "CLONE" ), QStringLiteral( "\"tablet\"" ) };
      QTest::newRow( "authentication configuration that is missing" )
        << "lizsync:install" << QVariantMap { { QStringLiteral( "CENTRAL" ), QStringLiteral( "Locked" ) } }
        << QStringList { QStringLiteral( "\"Locked\"" ), QStringLiteral( "abc1234" ), QStringLiteral( "master password" ) };
      QTest::newRow( "server that is not there" )
        << "lizsync:install" << QVariantMap { { QStringLiteral( "CENTRAL" ), QStringLiteral( "Town hall" ) } } << QStringList { QStringLiteral( "hall" ), QStringLiteral( "/nowhere" ) };
      QTest::newRow( "restore nothing" ) << "lizsync:restore" << central( { { QStringLiteral( "CONFLICT_IDS" ), QStringLiteral( "" ) } } ) << QStringList { QStringLiteral( "CONFLICT_IDS is empty" ), QStringLiteral( "12, 15" ) };
      QTest::newRow( "restore commas" ) << "lizsync:restore" << central( { { QStringLiteral( "CONFLICT_IDS" ), QStringLiteral( " , " ) } } ) << QStringList { QStringLiteral( "CONFLICT_IDS names no conflict" ) };
      for ( const char *wrong : { "twelve", "1.5", "-1", "0", "7; DROP TABLE x", "99999999999999999999" } )
        QTest::addRow( "restore %s", wrong ) << "lizsync:restore" << central( { { QStringLiteral( "CONFLICT_IDS" ), QStringLiteral( "3, %1" ).arg( QLatin1String( wrong ) ) } } )
                                             << QStringList { QStringLiteral( "CONFLICT_IDS: \"%1\" is not the number of a conflict" ).arg( QLatin1String( wrong ) ) };
      QTest::newRow( "status of nowhere" ) << "lizsync:status" << central() << QStringList { QStringLiteral( "/nowhere" ) };
      for ( const char *id : { "lizsync:prepare", "lizsync:package" } )
      {
        const QString archive = QStringLiteral( "/nowhere/a.zip" );
        QTest::addRow( "%s: neither schemas nor layers", id )
          << QString( id ) << central( { { QStringLiteral( "ARCHIVE" ), archive } } ) << QStringList { QStringLiteral( "SCHEMAS and LAYERS are both empty" ) };
        QTest::addRow( "%s: only commas", id )
          << QString( id ) << central( { { QStringLiteral( "ARCHIVE" ), archive }, { QStringLiteral( "SCHEMAS" ), QStringLiteral( " , ," ) } } ) << QStringList { QStringLiteral( "SCHEMAS and LAYERS are both empty" ) };
        for ( const char *schema : { "public", "audit", "lizsync" } )
          QTest::addRow( "%s: schema %s", id, schema )
            << QString( id ) << central( { { QStringLiteral( "ARCHIVE" ), archive }, { QStringLiteral( "SCHEMAS" ), QStringLiteral( "trees, %1" ).arg( schema ) } } )
            << QStringList { QStringLiteral( "\"%1\" is never synchronised" ).arg( schema ) };
        QTest::addRow( "%s: layer that is no PostgreSQL layer", id )
          << QString( id ) << central( { { QStringLiteral( "ARCHIVE" ), archive }, { QStringLiteral( "LAYERS" ), QVariantList { QVariant::fromValue( static_cast<QObject *>( mScratch.get() ) ) } } } )
          << QStringList { QStringLiteral( "LAYERS" ), QStringLiteral( "\"scratch\" is not a PostgreSQL layer" ) };
        QTest::addRow( "%s: layer that does not exist", id )
          << QString( id ) << central( { { QStringLiteral( "ARCHIVE" ), archive }, { QStringLiteral( "LAYERS" ), QStringList { QStringLiteral( "/nowhere/trees.shp" ) } } } )
          << QStringList { QStringLiteral( "LAYERS" ), QStringLiteral( "/nowhere/trees.shp" ) };
      }
    }

    void oneSentence()
    {
      QFETCH( QString, id );
      QFETCH( QVariantMap, parameters );
      QFETCH( QStringList, says );
      const QString message = QgisSession::errorOf( id, parameters );
      QVERIFY2( !message.isEmpty(), "it did not fail" );
      for ( const QString &words : says )
        QVERIFY2( message.contains( words ), qPrintable( QStringLiteral( "\"%1\" does not say \"%2\"" ).arg( message, words ) ) );
      QVERIFY2( !message.contains( '\n' ), qPrintable( message ) );
    }

    void aReportThatCannotBeWrittenIsSaidFirst()
    {
      for ( const char *id : { "lizsync:synchronize", "lizsync:compare", "lizsync:status" } )
      {
        const QString message = QgisSession::errorOf( QString::fromLatin1( id ), central( { { QStringLiteral( "CLONE" ), QStringLiteral( "host=/nowhere dbname=clone" ) },
                                                                                            { QStringLiteral( "REPORT" ), QStringLiteral( "/proc/nowhere/report.html" ) } } ) );
        QVERIFY2( message.contains( QLatin1String( "REPORT" ) ) && message.contains( QLatin1String( "/proc/nowhere/report.html" ) ), qPrintable( message ) );
      }
    }

    void aLayerThatCannotBeWrittenIsSaidFirst()
    {
      const QString message = QgisSession::errorOf( QStringLiteral( "lizsync:conflicts" ), central( { { QStringLiteral( "OUTPUT" ), QStringLiteral( "/proc/nowhere/conflicts.gpkg" ) } } ) );
      QVERIFY2( message.contains( QLatin1String( "/proc/nowhere/conflicts.gpkg" ) ), qPrintable( message ) );
    }

    void aPasswordIsNeverPartOfAMessage()
    {
      const QString message = QgisSession::errorOf( QStringLiteral( "lizsync:install" ), { { QStringLiteral( "CENTRAL" ), QStringLiteral( "postgresql://ann:hushhush@/central?host=/nowhere" ) } } );
      QVERIFY( !message.isEmpty() );
      QVERIFY2( !message.contains( QLatin1String( "hushhush" ) ), qPrintable( message ) );
    }
};

QTEST_APPLESS_MAIN( TestBadInput )
#include "test_badinput.moc"
