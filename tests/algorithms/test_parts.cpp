/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/changesoutput.h"
#include "algorithms/connectionresolver.h"
#include "algorithms/selectionparameters.h"
#include "algorithms/comparereport.h"
#include "algorithms/reporttext.h"
#include "algorithms/syncreport.h"
#include "engine/error.h"
#include "engine/pg/quoting.h"
#include "tests/algorithms/qgissession.h"

#include <QtTest>

#include <qgscoordinatetransformcontext.h>
#include <qgsdatasourceuri.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsvectorfilewriter.h>
#include <qgsvectorlayer.h>

using namespace LizSync;

/**
 * The pieces that the algorithms are made of, each by itself.
 */
class TestParts : public QObject
{
    Q_OBJECT

  private:
    std::unique_ptr<QgisSession> mQgis;

    static SyncChange change( const QString &value )
    {
      SyncChange change;
      change.direction = QStringLiteral( "to_central" );
      change.tableName = QStringLiteral( "\"trees\".\"oak\"" );
      change.uid = QStringLiteral( "0d7a5b1e-0000-4000-8000-000000000001" );
      change.action = QStringLiteral( "U" );
      change.columns = QStringLiteral( "name" );
      change.newValues = QStringLiteral( "{\"name\":\"%1\"}" ).arg( value );
      change.editedAt = QDateTime( QDate( 2024, 5, 1 ), QTime( 12, 0 ), Qt::UTC );
      return change;
    }

  private slots:
    void initTestCase() { mQgis = std::make_unique<QgisSession>(); }
    void cleanupTestCase() { mQgis.reset(); }

    void savedConnectionBecomesConninfo()
    {
      QgisSession::saveConnection( QStringLiteral( "It's \"ours\"" ), {
                                                                        { QStringLiteral( "host" ), QStringLiteral( "db.example.org" ) },
                                                                        { QStringLiteral( "port" ), QStringLiteral( "6543" ) },
                                                                        { QStringLiteral( "database" ), QStringLiteral( "the o'trees" ) },
                                                                        { QStringLiteral( "sslmode" ), QStringLiteral( "SslRequire" ) },
                                                                        { QStringLiteral( "username" ), QStringLiteral( "ann" ) },
                                                                        { QStringLiteral( "saveUsername" ), QStringLiteral( "true" ) },
                                                                        { QStringLiteral( "password" ), QStringLiteral( "it's\\secret" ) },
                                                                        { QStringLiteral( "savePassword" ), QStringLiteral( "true" ) },
                                                                      } );
      const QMap<QString, QString> keywords = Pg::parseConninfo( ConnectionResolver::resolve( QStringLiteral( "It's \"ours\"" ), QStringLiteral( "CENTRAL" ) ) );
      QCOMPARE( keywords.value( QStringLiteral( "host" ) ), QStringLiteral( "db.example.org" ) );
      QCOMPARE( keywords.value( QStringLiteral( "port" ) ), QStringLiteral( "6543" ) );
      QCOMPARE( keywords.value( QStringLiteral( "dbname" ) ), QStringLiteral( "the o'trees" ) );
      QCOMPARE( keywords.value( QStringLiteral( "sslmode" ) ), QStringLiteral( "require" ) );
      QCOMPARE( keywords.value( QStringLiteral( "user" ) ), QStringLiteral( "ann" ) );
      QCOMPARE( keywords.value( QStringLiteral( "password" ) ), QStringLiteral( "it's\\secret" ) );
    }

    void savedServiceBecomesConninfo()
    {
      QgisSession::saveConnection( QStringLiteral( "By service" ), { { QStringLiteral( "service" ), QStringLiteral( "town" ) }, { QStringLiteral( "database" ), QStringLiteral( "hall" ) } } );
      const QMap<QString, QString> keywords = Pg::parseConninfo( ConnectionResolver::resolve( QStringLiteral( "By service" ), QStringLiteral( "CENTRAL" ) ) );
      QCOMPARE( keywords.value( QStringLiteral( "service" ) ), QStringLiteral( "town" ) );
      QCOMPARE( keywords.value( QStringLiteral( "dbname" ) ), QStringLiteral( "hall" ) );
      QVERIFY( !keywords.contains( QStringLiteral( "host" ) ) );
    }

    void conninfoIsTakenAsItIs_data()
    {
      QTest::addColumn<QString>( "conninfo" );
      QTest::newRow( "URI" ) << "postgresql://ann:secret@db.example.org:6543/trees?sslmode=require";
      QTest::newRow( "short URI" ) << "postgres:///trees";
      QTest::newRow( "keywords" ) << "host=/run/postgresql dbname='the trees' user=ann";
      QTest::newRow( "service" ) << "service=town";
    }

    void conninfoIsTakenAsItIs()
    {
      QFETCH( QString, conninfo );
      QCOMPARE( ConnectionResolver::resolve( QStringLiteral( " %1 " ).arg( conninfo ), QStringLiteral( "CLONE" ) ), conninfo );
    }

    void aSavedNameGoesBeforeAConninfo()
    {
      QgisSession::saveConnection( QStringLiteral( "dbname=odd" ), { { QStringLiteral( "host" ), QStringLiteral( "h" ) }, { QStringLiteral( "database" ), QStringLiteral( "even" ) } } );
      QCOMPARE( Pg::parseConninfo( ConnectionResolver::resolve( QStringLiteral( "dbname=odd" ), QStringLiteral( "CLONE" ) ) ).value( QStringLiteral( "dbname" ) ), QStringLiteral( "even" ) );
    }

    void schemasAreSplit_data()
    {
      QTest::addColumn<QString>( "text" );
      QTest::addColumn<QStringList>( "names" );
      QTest::newRow( "one" ) << "trees" << QStringList { QStringLiteral( "trees" ) };
      QTest::newRow( "several, trimmed, each once" ) << " trees ,roads,, trees," << QStringList { QStringLiteral( "trees" ), QStringLiteral( "roads" ) };
      QTest::newRow( "blank inside" ) << "my trees, B" << QStringList { QStringLiteral( "my trees" ), QStringLiteral( "B" ) };
      QTest::newRow( "quoted comma" ) << "\"a,b\", c" << QStringList { QStringLiteral( "a,b" ), QStringLiteral( "c" ) };
      QTest::newRow( "quoted quote" ) << "\"a\"\"b\"" << QStringList { QStringLiteral( "a\"b" ) };
      QTest::newRow( "quote inside" ) << "a\"b" << QStringList { QStringLiteral( "a\"b" ) };
      QTest::newRow( "nothing" ) << " , " << QStringList();
    }

    void schemasAreSplit()
    {
      QFETCH( QString, text );
      QFETCH( QStringList, names );
      QCOMPARE( SelectionParameters::splitSchemas( text ), names );
    }

    void ewkbBecomesGeometry_data()
    {
      QTest::addColumn<QString>( "hex" );
      QTest::addColumn<QString>( "wkt" );
      QTest::newRow( "point with SRID" ) << "0101000020E6100000000000000000F03F0000000000000040"
                                         << "Point (1 2)";
      QTest::newRow( "point Z with SRID" ) << "01010000A0E6100000000000000000F03F00000000000000400000000000000840"
                                           << "PointZ (1 2 3)";
      QTest::newRow( "point ZM without SRID" ) << "01010000C0000000000000F03F000000000000004000000000000008400000000000001040"
                                               << "PointZM (1 2 3 4)";
      QTest::newRow( "big endian with SRID" ) << "0020000001000010E63FF00000000000004000000000000000"
                                              << "Point (1 2)";
      QTest::newRow( "multi point Z" ) << "01040000A0E61000000100000001010000800000000000 00F03F00000000000000400000000000000840"
                                       << "MultiPointZ ((1 2 3))";
      QTest::newRow( "nothing" ) << ""
                                 << "";
      QTest::newRow( "rubbish" ) << "0101"
                                 << "";
    }

    void ewkbBecomesGeometry()
    {
      QFETCH( QString, hex );
      QFETCH( QString, wkt );
      QCOMPARE( FeatureOutput::geometryFromEwkb( hex.remove( ' ' ) ).asWkt(), wkt );
    }

    void changesOfAFailedAttemptAreForgotten()
    {
      const QString path = mQgis->folder() + QStringLiteral( "/attempts.gpkg" );
      const auto factory = [&]( const QgsFields &fields, QgisCompat::WkbType type, const QgsCoordinateReferenceSystem &crs, QString &destination )
      {
        QgsVectorFileWriter::SaveVectorOptions options;
        destination = path;
        return static_cast<QgsFeatureSink *>( QgsVectorFileWriter::create( path, fields, type, crs, QgsCoordinateTransformContext(), options ) );
      };
      ChangesOutput changes( path, factory );
      changes.open();
      changes.restart();
      changes.add( change( QStringLiteral( "first attempt" ) ) );
      changes.add( change( QStringLiteral( "first attempt" ) ) );
      changes.restart();
      changes.add( change( QStringLiteral( "second attempt" ) ) );
      changes.close();
      QgsVectorLayer layer( changes.destination(), QStringLiteral( "attempts" ), QStringLiteral( "ogr" ) );
      QCOMPARE( layer.featureCount(), 1L );
      QgsFeature feature;
      QVERIFY( layer.getFeatures().nextFeature( feature ) );
      QCOMPARE( feature.attribute( QStringLiteral( "new_values" ) ).toString(), QStringLiteral( "{\"name\":\"second attempt\"}" ) );
    }

    void reportEscapesEveryValue()
    {
      SyncReport report( mQgis->folder() + QStringLiteral( "/report.html" ) );
      report.setDatabases( QStringLiteral( "host=db dbname='<b>central</b>' password=hushhush" ), QStringLiteral( "dbname=clone" ) );
      SyncChange evil = change( QStringLiteral( "<script>alert(1)</script> {{to_clone}}" ) );
      evil.tableName = QStringLiteral( "\"<i>t</i>\".\"x&y\"" );
      evil.editedBy = QStringLiteral( "<u>ann</u>" );
      report.add( evil );
      SyncChange bare = change( QString() );
      bare.newValues.clear();
      bare.columns = QStringLiteral( "<s>c</s>" );
      report.add( bare );
      report.setNotes( { QStringLiteral( "<em>note</em>" ) } );
      SyncResult result;
      result.conflicts = 1;
      const QString html = report.html( result, QDateTime::currentDateTime() );
      for ( const char *tag : { "<script", "<b>central", "<i>", "<u>", "<s>", "<em>" } )
        QVERIFY2( !html.contains( QLatin1String( tag ) ), tag );
      QVERIFY( html.contains( QLatin1String( "&lt;script&gt;alert(1)&lt;/script&gt; {{to_clone}}" ) ) );
      QVERIFY( html.contains( QLatin1String( "x&amp;y" ) ) );
      QVERIFY( !html.contains( QLatin1String( "hushhush" ) ) );
      QVERIFY( !html.contains( QLatin1String( "http" ) ) );
    }

    void reportListsTheFirstChangesAndCountsAll()
    {
      SyncReport report( mQgis->folder() + QStringLiteral( "/report.html" ) );
      for ( int i = 0; i < ReportPage::MAX_LISTED + 7; ++i )
        report.add( change( QStringLiteral( "value %1" ).arg( i ) ) );
      SyncResult result;
      result.toCentral = ReportPage::MAX_LISTED + 7;
      const QString html = report.html( result, QDateTime::currentDateTime() );
      QCOMPARE( html.count( QLatin1String( "name: value " ) ), ReportPage::MAX_LISTED );
      QVERIFY( html.contains( QLatin1String( "and 7 more" ) ) );
      QVERIFY( html.contains( QStringLiteral( "<td class=\"number\">%1</td>" ).arg( QLocale().toString( ReportPage::MAX_LISTED + 7 ) ) ) );
    }

    void reportShowsWhatChanged()
    {
      SyncReport report( mQgis->folder() + QStringLiteral( "/report.html" ) );
      SyncChange edit = change( QStringLiteral( "ash" ) );
      edit.oldValues = QStringLiteral( "{\"name\":null}" );
      report.add( edit );
      report.restart();
      report.add( edit );
      edit.tableName = QStringLiteral( "\"trees\".\"Oak\"" );
      edit.oldValues = QStringLiteral( "{\"geom\":\"0101000020E6100000000000000000F03F0000000000000040\"}" );
      edit.newValues.clear();
      edit.action = QStringLiteral( "D" );
      edit.direction = QStringLiteral( "to_clone" );
      report.add( edit );
      SyncResult result;
      result.conflicts = 1;
      report.setNotes( { QStringLiteral( "Conflict in trees" ) } );
      const QString html = report.html( result, QDateTime::currentDateTime() );
      QCOMPARE( html.count( QStringLiteral( "name: ∅ → ash" ) ), 1 );
      for ( const char *words : { "<td class=\"\">trees.oak</td>", "name: ∅ → ash", "&quot;trees&quot;.&quot;Oak&quot;", "geom: Point (1 2)", "deleted", "→ clone", "<li>Conflict in trees</li>" } )
        QVERIFY2( html.contains( QString::fromUtf8( words ) ), words );
    }

    void compareReportEscapesEveryValue()
    {
      CompareReport report( mQgis->folder() + QStringLiteral( "/compare.html" ) );
      report.setDatabases( QStringLiteral( "host=db dbname='<b>central</b>' password=hushhush" ), QStringLiteral( "dbname='<b>clone</b>'" ) );
      RowDifference difference;
      difference.tableName = QStringLiteral( "\"<i>t</i>\".\"x&y\"" );
      difference.uid = QStringLiteral( "<u>1</u>" );
      difference.key = QStringLiteral( "<s>7</s>" );
      difference.centralValues = { { QStringLiteral( "<em>c</em>" ), QStringLiteral( "<script>alert(1)</script> {{date}}" ) } };
      difference.cloneValues = { { QStringLiteral( "c" ), QJsonValue( QJsonValue::Null ) } };
      report.add( difference );
      CompareResult result;
      result.differences = 1;
      result.tables << TableComparison { difference.tableName, 1, 1, 1, 0, 0 };
      const QString html = report.html( result, QDateTime::currentDateTime() );
      for ( const char *tag : { "<script", "<b>c", "<i>", "<u>", "<s>", "<em>" } )
        QVERIFY2( !html.contains( QLatin1String( tag ) ), tag );
      QVERIFY( html.contains( QLatin1String( "&lt;script&gt;alert(1)&lt;/script&gt; {{date}}" ) ) );
      QVERIFY( html.contains( QStringLiteral( "c: ∅" ) ) );
      QVERIFY( html.contains( QLatin1String( "x&amp;y" ) ) );
      QVERIFY( !html.contains( QLatin1String( "hushhush" ) ) );
      QVERIFY( !html.contains( QLatin1String( "http" ) ) );
    }

    void compareReportListsTheFirstDifferencesAndCountsAll()
    {
      CompareReport report( mQgis->folder() + QStringLiteral( "/compare.html" ) );
      RowDifference difference;
      difference.tableName = QStringLiteral( "\"trees\".\"oak\"" );
      difference.status = RowDifference::Status::NotInCentral;
      difference.cloneValues = { { QStringLiteral( "name" ), QStringLiteral( "value" ) } };
      for ( int i = 0; i < ReportPage::MAX_LISTED + 7; ++i )
        report.add( difference );
      CompareResult result;
      result.differences = ReportPage::MAX_LISTED + 7;
      result.tables << TableComparison { difference.tableName, 3, 1010, 0, ReportPage::MAX_LISTED + 7, 0 };
      const QString html = report.html( result, QDateTime::currentDateTime() );
      QCOMPARE( html.count( QLatin1String( "name: value" ) ), ReportPage::MAX_LISTED );
      QVERIFY( html.contains( QLatin1String( "and 7 more" ) ) );
      QVERIFY( html.contains( QStringLiteral( "<td class=\"number\">%1</td>" ).arg( QLocale().toString( ReportPage::MAX_LISTED + 7 ) ) ) );
      QVERIFY( html.contains( QLatin1String( "trees.oak" ) ) );
    }

    void largeGeometriesAreToldByTheirKind()
    {
      QString hex = QStringLiteral( "0102000020E6100000E8030000" );
      for ( int i = 0; i < 1000; ++i )
        hex += QStringLiteral( "000000000000F03F0000000000000040" );
      const QString text = ReportText::values( QJsonObject { { QStringLiteral( "geom" ), hex } } );
      QCOMPARE( text, QStringLiteral( "geom: LineString… (1000 vertices)" ) );
    }

    void reportFileIsOnlyThereWhenItIsComplete()
    {
      const QString path = mQgis->folder() + QStringLiteral( "/later.html" );
      {
        SyncReport report( path );
        report.open();
      }
      QVERIFY( !QFile::exists( path ) );
      SyncReport report( path );
      report.open();
      report.write( SyncResult() );
      QVERIFY( QFile::exists( path ) );
    }

    void labelsNameNoUser()
    {
      QCOMPARE( ReportText::database( QStringLiteral( "postgresql://ann:secret@db.example.org/trees" ) ), QStringLiteral( "trees · db.example.org" ) );
      QCOMPARE( ReportText::database( QStringLiteral( "host=/run dbname=trees user=ann" ) ), QStringLiteral( "trees · this computer" ) );
      QCOMPARE( ReportText::database( QStringLiteral( "service=town" ) ), QStringLiteral( "service town" ) );
    }
};

QTEST_APPLESS_MAIN( TestParts )
#include "test_parts.moc"
