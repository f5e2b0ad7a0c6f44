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
#include "algorithms/conflictsoutput.h"
#include "algorithms/reportplot.h"
#include "algorithms/statusreport.h"
#include "algorithms/reporttext.h"
#include "algorithms/syncreport.h"
#include "engine/error.h"
#include "engine/pg/quoting.h"
#include "tests/algorithms/qgissession.h"

#include <QDomDocument>
#include <QElapsedTimer>
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

    static Conflict evilConflict()
    {
      Conflict conflict;
      conflict.tableName = QStringLiteral( "\"<i>t</i>\".\"x&y\"" );
      conflict.column = QStringLiteral( "<s>c</s>" );
      conflict.centralValue = QStringLiteral( "<script>alert(1)</script>" );
      conflict.cloneValue = QStringLiteral( "<em>v</em> {{rows}}" );
      conflict.centralEditedBy = QStringLiteral( "<u>ann</u>" );
      conflict.cloneEditedBy = QStringLiteral( "<u>%1 %2</u>" );
      conflict.rejected = QStringLiteral( "clone" );
      conflict.rule = QStringLiteral( "<em>rule</em>" );
      conflict.error = QStringLiteral( "<em>error</em>" );
      conflict.uid = QStringLiteral( "<u>1</u>" );
      conflict.resolved = true;
      return conflict;
    }

    static CloneStatus clone( const QString &name )
    {
      CloneStatus clone;
      clone.name = name;
      clone.version = QStringLiteral( "1.0.0" );
      clone.registeredAt = clone.lastContact = QDateTime( QDate( 2024, 5, 1 ), QTime( 12, 0 ), Qt::UTC );
      clone.logBytes = 81920;
      clone.structureKnown = true;
      clone.idRanges = { { QStringLiteral( "\"trees\".\"oak_id_seq\"" ), 100000, 50000 } };
      return clone;
    }

    static FleetStatus fleet()
    {
      FleetStatus fleet;
      fleet.centralName = QStringLiteral( "City hall" );
      fleet.version = QStringLiteral( "1.0.0" );
      fleet.now = QDateTime( QDate( 2024, 5, 2 ), QTime( 12, 0 ), Qt::UTC );
      return fleet;
    }

    static void hasNone( const QString &html, const QStringList &tags )
    {
      for ( const QString &tag : tags )
        QVERIFY2( !html.contains( tag ), qPrintable( tag ) );
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
      // Newer versions write "Point Z".
      QCOMPARE( FeatureOutput::geometryFromEwkb( hex.remove( ' ' ) ).asWkt().replace( " Z", "Z" ), wkt );
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
      Conflict conflict = evilConflict();
      report.add( conflict );
      conflict.column.clear();
      conflict.centralValue = QStringLiteral( "{\"<em>n</em>\":\"<script>\"}" );
      report.add( conflict );
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
      Conflict conflict = evilConflict();
      conflict.id = 47;
      conflict.centralValue = QString();
      conflict.column = QStringLiteral( "height" );
      report.add( conflict );
      const QString html = report.html( result, QDateTime::currentDateTime() );
      QCOMPARE( html.count( QStringLiteral( "name: ∅ → ash" ) ), 1 );
      for ( const char *words : { "<td class=\"\">trees.oak</td>", "name: ∅ → ash", "&quot;trees&quot;.&quot;Oak&quot;", "geom: Point (1 2)", "deleted", "→ clone", "<td class=\"number\">47</td>", "<td class=\"\">height</td>", "<td class=\"value\">∅\n(" } )
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

    void statusReportEscapesEveryValue()
    {
      StatusReport report( mQgis->folder() + QStringLiteral( "/status.html" ) );
      report.setDatabase( QStringLiteral( "host=db dbname='<b>central</b>' password=hushhush" ) );
      FleetStatus status = fleet();
      status.centralName = QStringLiteral( "<b>central</b> {{rows}}" );
      CloneStatus evil = clone( QStringLiteral( "<script>alert(1)</script> %1 %5" ) );
      evil.version = QStringLiteral( "<i>1</i>" );
      evil.structureDifference = QStringLiteral( "table <s>t</s> differs" );
      evil.idRanges.first().sequence = QStringLiteral( "\"><u>s</u>" );
      status.clones << evil;
      status.edits << DayEdits { status.now.date(), evil.name, QStringLiteral( "\"<em>t</em>\".\"<em>t</em>\"" ), 5 } << DayEdits { status.now.date(), QString(), QStringLiteral( "\"a\".\"b\"" ), 3 };
      const QString html = report.html( status, QDateTime::currentDateTime() );
      hasNone( html, { QStringLiteral( "<script" ), QStringLiteral( "<b>central" ), QStringLiteral( "<i>" ), QStringLiteral( "<u>" ), QStringLiteral( "<s>" ), QStringLiteral( "<em>" ), QStringLiteral( "hushhush" ), QStringLiteral( "http" ), QStringLiteral( "title=\"\"" ) } );
      QVERIFY( html.contains( QLatin1String( "&lt;script&gt;alert(1)&lt;/script&gt; %1 %5" ) ) );
      QVERIFY( html.contains( QLatin1String( "&lt;b&gt;central&lt;/b&gt; {{rows}}" ) ) );
      QCOMPARE( html.count( QLatin1String( "<svg" ) ), 3 );
    }

    void statusReportSaysWhatIsKnown()
    {
      StatusReport report( mQgis->folder() + QStringLiteral( "/status.html" ) );
      FleetStatus status = fleet();
      QVERIFY( report.html( status, QDateTime::currentDateTime() ).contains( QLatin1String( "Central has no clone yet" ) ) );
      status.clones << clone( QStringLiteral( "well" ) );
      QVERIFY( report.html( status, QDateTime::currentDateTime() ).contains( QLatin1String( "All clones are well and up to date." ) ) );
      CloneStatus never = clone( QStringLiteral( "never came" ) );
      never.lastContact = QDateTime();
      never.version.clear();
      never.logBytes = -1;
      never.structureKnown = false;
      CloneStatus late = clone( QStringLiteral( "late" ) );
      late.clockOffsetSeconds = -10800;
      status.clones << never << late;
      const QString html = report.html( status, QDateTime::currentDateTime() );
      for ( const char *words : { "1 of 3", "<td class=\"time\">never</td>", "−10,800 s", "its clock is 10800 s behind", "50,000 (50 %)", "80.0 kB", "title=\"&quot;trees&quot;.&quot;oak_id_seq&quot;\"", "The log holds no edit" } )
        QVERIFY2( html.contains( QString::fromUtf8( words ) ), words );
      // Equal where it said so; of one that never came nobody knows.
      QCOMPARE( html.count( QLatin1String( "<td class=\"\">equal</td>" ) ), 2 );
      QVERIFY( html.contains( QStringLiteral( "<td class=\"\">–</td><td class=\"\">–</td></tr>" ) ) );
      // Whoever needs a look comes first.
      QVERIFY( html.indexOf( QLatin1String( "<td class=\"\">late</td>" ) ) < html.indexOf( QLatin1String( "<td class=\"\">well</td>" ) ) );
    }

    void statusReportSaysWhatACloneLacks()
    {
      StatusReport report( mQgis->folder() + QStringLiteral( "/status.html" ) );
      FleetStatus status = fleet();
      CloneStatus behind = clone( QStringLiteral( "behind" ) );
      behind.waiting = 7;
      behind.oldestEvent = 12;
      behind.oldestEventTime = QDateTime( QDate( 2024, 3, 9 ), QTime( 8, 30 ), Qt::UTC );
      behind.lastSync = QDateTime( QDate( 2024, 2, 8 ), QTime( 7, 15 ), Qt::UTC );
      behind.structureDifference = QStringLiteral( "table trees.oak has a column" );
      status.clones << behind;
      const QString html = report.html( status, QDateTime::currentDateTime() );
      QVERIFY( html.contains( QStringLiteral( "<td class=\"time\">%1</td>" ).arg( ReportText::shortTime( behind.oldestEventTime ) ) ) );
      // The last contact, and when something was exchanged last.
      QVERIFY( html.contains( QStringLiteral( "<td class=\"time\" title=\"something was exchanged last: %1\">%2</td>" ).arg( ReportText::shortTime( behind.lastSync ), ReportText::shortTime( behind.lastContact ) ) ) );
      QVERIFY( html.contains( QLatin1String( "<td class=\"attention\" title=\"table trees.oak has a column\">differs</td>" ) ) );
    }

    void pagesAreForTheScreenByDayAndNightAndForPaper()
    {
      SyncReport sync( mQgis->folder() + QStringLiteral( "/page.html" ) );
      CompareReport compare( mQgis->folder() + QStringLiteral( "/page.html" ) );
      StatusReport status( mQgis->folder() + QStringLiteral( "/page.html" ) );
      const QDateTime now = QDateTime::currentDateTime();
      for ( const QString &html : { sync.html( SyncResult(), now ), compare.html( CompareResult(), now ), status.html( fleet(), now ) } )
      {
        QVERIFY( html.contains( QLatin1String( "color-scheme: light dark" ) ) );
        QVERIFY( html.contains( QLatin1String( "@media (prefers-color-scheme: dark)" ) ) );
        QVERIFY( html.contains( QLatin1String( "@media print" ) ) );
        // Numbers first, then tables.
        const int numbers = html.indexOf( QLatin1String( "<ul class=\"numbers\">" ) );
        QVERIFY( numbers > 0 && numbers < html.indexOf( QLatin1String( "<table" ) ) );
      }
    }

    void daysAreWrittenAsTheLocaleDoes_data()
    {
      QTest::addColumn<QString>( "locale" );
      QTest::addColumn<QString>( "day" );
      QTest::newRow( "French" ) << "fr_FR"
                                << "24/11";
      QTest::newRow( "German" ) << "de_DE"
                                << "24.11.";
      QTest::newRow( "American" ) << "en_US"
                                  << "11/24";
      QTest::newRow( "British" ) << "en_GB"
                                 << "24/11";
      QTest::newRow( "Swedish" ) << "sv_SE"
                                 << "11-24";
      QTest::newRow( "no locale" ) << "C"
                                   << "24 Nov";
    }

    void daysAreWrittenAsTheLocaleDoes()
    {
      QFETCH( QString, locale );
      QFETCH( QString, day );
      const QLocale before;
      QLocale::setDefault( QLocale( locale ) );
      const QString text = ReportText::dayAndMonth( QDate( 2025, 11, 24 ) );
      QLocale::setDefault( before );
      QCOMPARE( text, day );
    }

    void reportsStaySmallAndQuick()
    {
      constexpr int MANY = 10000;
      QElapsedTimer timer;
      const auto perRow = [&]( int rows )
      {
        timer.restart();
        SyncReport sync( mQgis->folder() + QStringLiteral( "/many.html" ) );
        SyncChange edit = change( QString( 2000, 'x' ) );
        Conflict conflict = evilConflict();
        conflict.centralValue = QString( 5000, 'y' );
        for ( int i = 0; i < rows; ++i )
        {
          edit.tableName = QStringLiteral( "\"trees\".\"t%1\"" ).arg( i % 50 );
          edit.editedAt = edit.editedAt.addSecs( 3600 );
          sync.add( edit );
          sync.add( conflict );
        }
        SyncResult result;
        result.toCentral = result.conflicts = rows;
        const QString html = sync.html( result, QDateTime::currentDateTime() );
        if ( rows == MANY )
          [&]
          { QCOMPARE( html.count( QLatin1String( "and 9,000 more" ) ), 2 ); QVERIFY2( html.size() < 1500000, qPrintable( QString::number( html.size() ) ) ); }();

        StatusReport report( mQgis->folder() + QStringLiteral( "/many.html" ) );
        FleetStatus status = fleet();
        for ( int i = 0; i < rows; ++i )
        {
          status.clones << clone( QStringLiteral( "clone %1" ).arg( i ) );
          status.clones.last().unresolved = i == rows - 1 ? 1 : 0;
          for ( int day = 0; day < 3; ++day )
            status.edits << DayEdits { status.now.date().addDays( -day ), status.clones.constLast().name, QStringLiteral( "\"trees\".\"t%1\"" ).arg( i % 500 ), i };
        }
        const QString fleetHtml = report.html( status, QDateTime::currentDateTime() );
        if ( rows == MANY )
          [&]
          { QVERIFY( fleetHtml.contains( QLatin1String( "and 9,000 more" ) ) ); QVERIFY( fleetHtml.contains( QStringLiteral( "clone %1</td>" ).arg( MANY - 1 ) ) ); QVERIFY2( fleetHtml.size() < 1000000, qPrintable( QString::number( fleetHtml.size() ) ) ); }();
        CompareReport compare( mQgis->folder() + QStringLiteral( "/many.html" ) );
        CompareResult compared;
        RowDifference difference;
        difference.centralValues = difference.cloneValues = QJsonObject { { QStringLiteral( "name" ), QString( 5000, 'z' ) } };
        for ( int i = 0; i < rows; ++i )
        {
          difference.tableName = QStringLiteral( "\"trees\".\"t%1\"" ).arg( i % 500 );
          compare.add( difference );
          if ( i < 500 )
            compared.tables << TableComparison { difference.tableName, rows, rows, rows / 500, 0, 0 };
        }
        compared.differences = rows;
        const QString compareHtml = compare.html( compared, QDateTime::currentDateTime() );
        if ( rows == MANY )
          [&]
          { QVERIFY( compareHtml.contains( QLatin1String( "and 9,000 more" ) ) ); QVERIFY2( compareHtml.size() < 1000000, qPrintable( QString::number( compareHtml.size() ) ) ); }();
        return static_cast<double>( timer.nsecsElapsed() ) / rows;
      };
      perRow( 100 );
      const double few = perRow( 1000 );
      const double many = perRow( MANY );
      // Ten times as many rows take about ten times as long, not a hundred times.
      QVERIFY2( many < 4 * few, qPrintable( QStringLiteral( "%1 ns a row of %2, %3 ns a row of 1,000" ).arg( many ).arg( MANY ).arg( few ) ) );
    }

    void plotsShowTheLargestAndAddUpTheRest()
    {
      QList<ReportPlot::Series> series;
      QList<ReportPlot::Bar> bars;
      for ( int i = 0; i < 20; ++i )
      {
        series << ReportPlot::Series { QStringLiteral( "s%1" ).arg( i ), { i, 1 } };
        bars << ReportPlot::Bar { QStringLiteral( "b%1" ).arg( i ), { i, 0 } };
      }
      const QList<ReportPlot::Series> largest = ReportPlot::largestSeries( series, true );
      QCOMPARE( largest.size(), ReportPlot::MAX_SERIES );
      QCOMPARE( largest.first().name, QStringLiteral( "s0" ) );
      QCOMPARE( largest.at( 1 ).name, QStringLiteral( "s19" ) );
      QCOMPARE( largest.last().name, QStringLiteral( "15 others" ) );
      qint64 sum = 0;
      for ( const ReportPlot::Series &one : largest )
        sum += one.values.at( 0 ) + one.values.at( 1 );
      QCOMPARE( sum, 210LL );
      const QString html = ReportPlot::bars( QStringLiteral( "b" ), { QStringLiteral( "x" ), QStringLiteral( "y" ) }, bars );
      QCOMPARE( html.count( QLatin1String( "<rect" ) ), ReportPlot::MAX_BARS );
      // b0 has nothing to show and is left out.
      QVERIFY( html.contains( QLatin1String( "8 others" ) ) );
      QVERIFY( ReportPlot::bars( QStringLiteral( "none" ), { QString() }, { { QStringLiteral( "z" ), { 0 } } } ).isEmpty() );
      QVERIFY( ReportPlot::columns( QStringLiteral( "none" ), { QStringLiteral( "a" ) }, {} ).isEmpty() );
    }

    void plotsAreWellFormed()
    {
      const QString html = ReportPlot::columns( QStringLiteral( "<t> & \"q\"" ), { QStringLiteral( "<a>" ), QStringLiteral( "b" ) }, { { QStringLiteral( "<one> %1" ), { 1, 0 } }, { QStringLiteral( "two & %2" ), { 3, 999 } } } )
                           + ReportPlot::bars( QStringLiteral( "<t>" ), { QStringLiteral( "<p>" ) }, { { QStringLiteral( "<name> & %1 that is longer than there is room for" ), { 7 } } } );
      QDomDocument document;
      QString message;
      QVERIFY2( document.setContent( QStringLiteral( "<body>%1</body>" ).arg( html ), &message ), qPrintable( message ) );
      QCOMPARE( document.elementsByTagName( QStringLiteral( "svg" ) ).size(), 2 );
    }

    void aConflictsValuesAreSideBySide()
    {
      const QgsFields fields = ConflictsOutput::fields();
      QCOMPARE( fields.at( 0 ).name(), QStringLiteral( "conflict_id" ) );
      QCOMPARE( fields.lookupField( QStringLiteral( "clone_value" ) ), fields.lookupField( QStringLiteral( "central_value" ) ) + 1 );
      Conflict conflict = evilConflict();
      QCOMPARE( ConflictsOutput::state( conflict ), QStringLiteral( "resolved" ) );
      conflict.restoredAt = QDateTime::currentDateTime();
      QCOMPARE( ConflictsOutput::state( conflict ), QStringLiteral( "restored" ) );
      conflict.resolved = false;
      QCOMPARE( ConflictsOutput::state( conflict ), QStringLiteral( "unresolved" ) );
      QCOMPARE( ReportText::wholeValue( QStringLiteral( "0101000020E6100000000000000000F03F0000000000000040" ) ), QStringLiteral( "Point (1 2)" ) );
      QCOMPARE( ReportText::wholeValue( QStringLiteral( "{\"g\": \"0101000020E6100000000000000000F03F0000000000000040\"}" ) ), QStringLiteral( "{\"g\":\"Point (1 2)\"}" ) );
      QVERIFY( ReportText::wholeValue( QString() ).isNull() );
      QCOMPARE( ReportText::wholeValue( QStringLiteral( "{\"a\": 1}" ) ), QStringLiteral( "{\"a\": 1}" ) );
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
