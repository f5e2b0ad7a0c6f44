/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/deploy.h"
#include "engine/archive/package.h"
#include "engine/pg/quoting.h"
#include "engine/schema/installer.h"
#include "engine/schema/prepare.h"
#include "engine/sync/synchronize.h"
#include "tests/common/testdatabase.h"
#include "tests/common/testfeedback.h"

#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

#include <cstdlib>
#include <memory>

using namespace LizSync;

/**
 * QGIS Desktop on a virtual display: the toolbox shows the provider, the dialogs make sense, and one of them synchronises.
 */
class TestDesktop : public QObject
{
    Q_OBJECT

  private:
    QDir mOutput { QStringLiteral( LIZSYNC_DESKTOP_OUTPUT ) };
    QJsonObject mFound;
    std::unique_ptr<TestDatabase> mCentral;
    std::unique_ptr<TestDatabase> mAnn;
    std::unique_ptr<TestDatabase> mBob;

    //! A park: lawns and beds, and the trees on them.
    static constexpr const char *PARK = R"sql(
      CREATE EXTENSION IF NOT EXISTS postgis;
      CREATE SCHEMA trees;
      CREATE TABLE trees.plot( id serial PRIMARY KEY, name text, geom geometry( Polygon, 2154 ) );
      CREATE TABLE trees.tree( id serial PRIMARY KEY, number text UNIQUE, species text, height numeric, remark text, geom geometry( Point, 2154 ) );
      INSERT INTO trees.plot( name, geom ) SELECT 'plot ' || p, ST_SetSRID( ST_Buffer( ST_MakeLine( ST_MakePoint( 769992 + 75 * ( p % 3 ), 6280000 + 60 * ( p / 3 ) ), ST_MakePoint( 770008 + 75 * ( p % 3 ), 6279996 + 60 * ( p / 3 ) + 4 * ( p % 2 ) ) ), 25 ), 2154 ) FROM generate_series( 0, 5 ) AS p;
      INSERT INTO trees.tree( number, species, height, geom )
      SELECT 'T' || lpad( ( 12 * p + t )::text, 3, '0' ), ( ARRAY[ 'oak', 'ash', 'elm', 'lime', 'plane' ] )[ 1 + ( 7 * p + 3 * t ) % 5 ], 6 + ( 5 * t + p ) % 17,
             ST_SetSRID( ST_MakePoint( 770000 + 75 * ( p % 3 ) + ( 8 + t % 3 * 7 ) * cos( t * 0.5236 ), 6280000 + 60 * ( p / 3 ) + ( 8 + t % 3 * 7 ) * sin( t * 0.5236 ) ), 2154 )
      FROM generate_series( 0, 5 ) AS p, generate_series( 1, 12 ) AS t;
    )sql";

    QJsonObject dialog( const QString &name ) const { return mFound.value( QStringLiteral( "dialogs" ) ).toObject().value( name ).toObject(); }

    static SyncResult sync( const TestDatabase &central, const TestDatabase &clone )
    {
      TestFeedback feedback;
      return synchronize( central.conninfo(), clone.conninfo(), {}, feedback );
    }

    static QStringList people() { return { QStringLiteral( "ann" ), QStringLiteral( "bob" ), QStringLiteral( "carla" ) }; }

    //! The office and two tablets in the middle of a campaign.
    void makeStory()
    {
      mCentral = std::make_unique<TestDatabase>( QStringLiteral( "office" ) );
      mAnn = std::make_unique<TestDatabase>( QStringLiteral( "ann" ) );
      mBob = std::make_unique<TestDatabase>( QStringLiteral( "bob" ) );
      mCentral->exec( QString::fromLatin1( PARK ) );
      TestFeedback feedback;
      const Selection trees { { QStringLiteral( "trees" ) }, {} };
      const QTemporaryDir folder;
      DeployOptions options;
      options.archivePath = folder.filePath( QStringLiteral( "trees.zip" ) );
      install( mCentral->conninfo(), false, feedback );
      prepare( mCentral->conninfo(), trees, QStringLiteral( "Office" ), feedback );
      package( mCentral->conninfo(), trees, QString(), options.archivePath, feedback );
      options.cloneName = QStringLiteral( "Tablet Ann" );
      deploy( mCentral->conninfo(), mAnn->conninfo(), options, feedback );
      options.cloneName = QStringLiteral( "Tablet Bob" );
      deploy( mCentral->conninfo(), mBob->conninfo(), options, feedback );

      for ( const QString &person : people() )
        mCentral->exec( QStringLiteral( "CREATE ROLE %1 SUPERUSER LOGIN" ).arg( person ) );
      mCentral->exec( QStringLiteral( "SET SESSION AUTHORIZATION carla" ) );
      mAnn->exec( QStringLiteral( "SET SESSION AUTHORIZATION ann" ) );
      mBob->exec( QStringLiteral( "SET SESSION AUTHORIZATION bob" ) );

      // What Bob and the office disagreed about.
      mCentral->exec( QStringLiteral( "UPDATE trees.tree SET species = 'lime' WHERE id IN ( 3, 17, 40 ); UPDATE trees.tree SET number = 'T100' WHERE id = 29" ) );
      mBob->exec( QStringLiteral( "UPDATE trees.tree SET species = 'maple' WHERE id IN ( 3, 17, 40 ); UPDATE trees.tree SET height = 14 WHERE id IN ( 8, 52, 66 ); UPDATE trees.tree SET number = 'T100' WHERE id = 31; UPDATE trees.tree SET remark = 'hollow' WHERE id IN ( 20, 21 )" ) );
      mCentral->exec( QStringLiteral( "UPDATE trees.tree SET height = 15 WHERE id IN ( 8, 52, 66 )" ) );
      sync( *mCentral, *mBob );
      mCentral->exec( QStringLiteral( "SELECT lizsync.restore_conflict( ( SELECT min( id ) FROM lizsync.conflicts WHERE resolved ) )" ) );
      // The campaign did not begin this minute.
      mCentral->exec( QStringLiteral( "UPDATE audit.logged_actions SET action_tstamp_clk = action_tstamp_clk - ( 2 + event_id % 9 ) * interval '1 day'" ) );

      // What Ann has still to send, and to get.
      mCentral->exec( QStringLiteral( "UPDATE trees.tree SET remark = 'pruned' WHERE id IN ( 1, 2 )" ) );
      mAnn->exec( QStringLiteral( "UPDATE trees.tree SET remark = 'pruned in autumn' WHERE id = 1; UPDATE trees.tree SET height = 12.5 WHERE id < 8" ) );
      mBob->exec( QStringLiteral( "UPDATE trees.tree SET remark = 'mistletoe' WHERE id IN ( 60, 61, 62 )" ) );
    }

    static QString serviceOf( const QString &connection ) { return connection.toLower().replace( ' ', '_' ); }

    //! The services by which QGIS knows the databases, so that reports name these and not the tests' own names.
    void writeServices( const QString &path ) const
    {
      const QMap<QString, QString> keywords = Pg::parseConninfo( clusterConninfo() );
      const QList<QPair<QString, QString>> services {
        { QStringLiteral( "Office" ), mCentral->name() },
        { QStringLiteral( "Tablet Ann" ), mAnn->name() },
        { QStringLiteral( "Tablet Bob" ), mBob->name() },
        // Of a tablet that lies in somebody's car.
        { QStringLiteral( "Tablet Eve" ), QStringLiteral( "not_there" ) },
      };
      QFile file( path );
      QVERIFY( file.open( QIODevice::WriteOnly ) );
      for ( const auto &[connection, database] : services )
      {
        file.write( QStringLiteral( "[%1]\nhost=%2\nport=%3\ndbname=%4\nuser=%5\n" )
                      .arg( serviceOf( connection ), keywords.value( QStringLiteral( "host" ) ), keywords.value( QStringLiteral( "port" ), QStringLiteral( "5432" ) ), database, keywords.value( QStringLiteral( "user" ), QStringLiteral( "postgres" ) ) )
                      .toUtf8() );
      }
    }

    //! Pages that could not be shown, as there is no QtWebKit.
    QJsonArray withoutPicture() const { return mFound.value( QStringLiteral( "without picture" ) ).toArray(); }

    void isPicture( const QString &name ) const
    {
      if ( withoutPicture().contains( name ) )
        return;
      const QImage image( mOutput.filePath( name ) );
      QVERIFY2( !image.isNull() && image.width() > 200 && image.height() > 200, qPrintable( name ) );
    }

  private slots:
    void initTestCase()
    {
      QVERIFY( requireCluster() );
      constexpr int TIMEOUT_MS = 180000 * LIZSYNC_TIMEOUT_FACTOR;
      makeStory();
      QTemporaryDir profile;
      writeServices( profile.filePath( QStringLiteral( "services" ) ) );
      mOutput.removeRecursively();
      QVERIFY( QDir().mkpath( mOutput.path() ) );
      {
        QSettings settings( profile.filePath( QStringLiteral( "profiles/default/QGIS/QGIS3.ini" ) ), QSettings::IniFormat );
        settings.setValue( QStringLiteral( "PythonPlugins/processing" ), true );
        // The C++ plugin too, as if it were ticked in the plugin manager: a second door to the same provider.
        settings.setValue( QStringLiteral( "Plugins/libprovider_lizsync" ), true );
        for ( const char *name : { "Office", "Tablet Ann", "Tablet Bob", "Tablet Eve" } )
        {
          settings.setValue( QStringLiteral( "PostgreSQL/connections/%1/service" ).arg( QLatin1String( name ) ), serviceOf( QLatin1String( name ) ) );
          settings.setValue( QStringLiteral( "PostgreSQL/connections/%1/saveUsername" ).arg( QLatin1String( name ) ), true );
        }
        settings.setValue( QStringLiteral( "qgis/checkVersion" ), false );
        settings.setValue( QStringLiteral( "migration/fileVersion" ), 2 );
      }

      QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
      environment.insert( QStringLiteral( "QGIS_PREFIX_PATH" ), QStringLiteral( LIZSYNC_QGIS_PREFIX ) );
      environment.insert( QStringLiteral( "QGIS_CUSTOM_CONFIG_PATH" ), profile.path() );
      environment.insert( QStringLiteral( "LIZSYNC_DESKTOP_OUTPUT" ), mOutput.path() );
      environment.insert( QStringLiteral( "LIZSYNC_DESKTOP_CENTRAL" ), mCentral->conninfo() );
      environment.insert( QStringLiteral( "PGSERVICEFILE" ), profile.filePath( QStringLiteral( "services" ) ) );
      environment.insert( QStringLiteral( "LC_ALL" ), QStringLiteral( "C.UTF-8" ) );
      environment.insert( QStringLiteral( "LIBGL_ALWAYS_SOFTWARE" ), QStringLiteral( "1" ) );
      // What QGIS and Qt write beside the profile belongs to the test as well.
      for ( const char *variable : { "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "TMPDIR" } )
        environment.insert( QLatin1String( variable ), profile.path() );
      environment.remove( QStringLiteral( "QT_QPA_PLATFORM" ) );
      QProcess qgis;
      qgis.setProcessEnvironment( environment );
      qgis.setProcessChannelMode( QProcess::MergedChannels );
      qgis.start( QStringLiteral( LIZSYNC_XVFB_RUN ), { QStringLiteral( "--auto-servernum" ), QStringLiteral( "--server-args=-screen 0 1400x1000x24" ), QStringLiteral( LIZSYNC_QGIS_DESKTOP ), QStringLiteral( "--nologo" ), QStringLiteral( "--noversioncheck" ), QStringLiteral( "--code" ), QStringLiteral( LIZSYNC_DESKTOP_SCRIPT ) } );
      const bool finished = qgis.waitForFinished( TIMEOUT_MS );
      const QByteArray said = qgis.readAll();
      if ( !finished )
        qgis.kill();
      QFile file( mOutput.filePath( QStringLiteral( "found.json" ) ) );
      QVERIFY2( file.open( QIODevice::ReadOnly ), said.right( 4000 ) );
      mFound = QJsonDocument::fromJson( file.readAll() ).object();
      QVERIFY2( !mFound.contains( QStringLiteral( "error" ) ), qPrintable( mFound.value( QStringLiteral( "error" ) ).toString() ) );
    }

    void cleanupTestCase()
    {
      if ( mCentral )
      {
        mCentral->exec( QStringLiteral( "RESET SESSION AUTHORIZATION" ) );
        for ( TestDatabase *database : { mAnn.get(), mBob.get() } )
          database->exec( QStringLiteral( "RESET SESSION AUTHORIZATION" ) );
        for ( const QString &person : people() )
          mCentral->exec( QStringLiteral( "DROP ROLE IF EXISTS %1" ).arg( person ) );
      }
    }

    void toolboxShowsTheProviderWithItsIcon()
    {
      QVERIFY( mFound.value( QStringLiteral( "provider" ) ).toBool() );
      QVERIFY( mFound.value( QStringLiteral( "in toolbox" ) ).toBool() );
      QVERIFY( mFound.value( QStringLiteral( "provider has icon" ) ).toBool() );
      QCOMPARE( mFound.value( QStringLiteral( "cut names" ) ).toArray(), QJsonArray() );
      isPicture( QStringLiteral( "toolbox.png" ) );
    }

    void toolboxShowsTheAlgorithmsWithTheirIcons()
    {
      const QJsonObject algorithms = mFound.value( QStringLiteral( "algorithms" ) ).toObject();
      QVERIFY( !algorithms.isEmpty() );
      QCOMPARE( algorithms.size(), mFound.value( QStringLiteral( "dialogs" ) ).toObject().size() );
      for ( auto it = algorithms.constBegin(); it != algorithms.constEnd(); ++it )
        QVERIFY2( it.value().toBool(), qPrintable( it.key() ) );
    }

    void everyDialogMakesSense()
    {
      const QJsonObject dialogs = mFound.value( QStringLiteral( "dialogs" ) ).toObject();
      QVERIFY( dialogs.contains( QStringLiteral( "synchronize" ) ) );
      for ( auto it = dialogs.constBegin(); it != dialogs.constEnd(); ++it )
      {
        const QJsonObject dialog = it.value().toObject();
        QVERIFY2( dialog.value( QStringLiteral( "opens" ) ).toBool(), qPrintable( it.key() ) );
        QVERIFY2( !dialog.value( QStringLiteral( "title" ) ).toString().isEmpty(), qPrintable( it.key() ) );
        QVERIFY2( !dialog.value( QStringLiteral( "help" ) ).toString().isEmpty(), qPrintable( it.key() ) );
        if ( dialog.value( QStringLiteral( "advanced" ) ).toInt() > 0 )
          QVERIFY2( dialog.value( QStringLiteral( "folded" ) ).toBool(), qPrintable( it.key() ) );
        isPicture( it.key() + QStringLiteral( ".png" ) );
        const QJsonObject connections = dialog.value( QStringLiteral( "connections" ) ).toObject();
        for ( auto box = connections.constBegin(); box != connections.constEnd(); ++box )
        {
          const QJsonArray offers = box.value().toObject().value( QStringLiteral( "offers" ) ).toArray();
          QVERIFY2( offers.contains( QStringLiteral( "Office" ) ) && offers.contains( QStringLiteral( "Tablet Ann" ) ), qPrintable( it.key() ) );
        }
      }
      QCOMPARE( dialog( QStringLiteral( "synchronize" ) ).value( QStringLiteral( "connections" ) ).toObject().value( QStringLiteral( "CLONE" ) ).toObject().value( QStringLiteral( "shows" ) ).toString(), QStringLiteral( "Tablet Ann" ) );
    }

    void whatADialogShowsAtFirstIsHarmless()
    {
      const QJsonObject dialogs = mFound.value( QStringLiteral( "dialogs" ) ).toObject();
      for ( auto it = dialogs.constBegin(); it != dialogs.constEnd(); ++it )
      {
        const QJsonObject values = it.value().toObject().value( QStringLiteral( "values at first" ) ).toObject();
        QVERIFY2( !values.isEmpty(), qPrintable( it.key() ) );
        for ( auto value = values.constBegin(); value != values.constEnd(); ++value )
        {
          const QString shown = value.value().toString();
          // Nobody discards, overwrites or drops by merely running.
          for ( const char *name : { "OVERWRITE", "DISCARD_PENDING", "NEW_CLONE_ID", "DROP_UID_COLUMNS" } )
            QVERIFY2( value.key() != QLatin1String( name ) || shown == QLatin1String( "False" ), qPrintable( it.key() + ' ' + value.key() + ' ' + shown ) );
        }
        // A clone is chosen by the user: the box does not begin with central's own connection.
        const QJsonObject boxes = it.value().toObject().value( QStringLiteral( "at first" ) ).toObject();
        const QString clone = boxes.value( QStringLiteral( "CLONE" ) ).toObject().value( QStringLiteral( "value" ) ).toString();
        const QString central = boxes.value( QStringLiteral( "CENTRAL" ) ).toObject().value( QStringLiteral( "value" ) ).toString();
        QVERIFY2( clone.isEmpty() || clone != central, qPrintable( it.key() + ' ' + clone + ' ' + central ) );
      }
      // What these two are for is their report.
      for ( const char *name : { "status", "compare" } )
        QCOMPARE( dialog( QLatin1String( name ) ).value( QStringLiteral( "values at first" ) ).toObject().value( QStringLiteral( "REPORT" ) ).toString(), QStringLiteral( "TEMPORARY_OUTPUT" ) );
      QCOMPARE( dialog( QStringLiteral( "endofday" ) ).value( QStringLiteral( "values at first" ) ).toObject().value( QStringLiteral( "status:REPORT" ) ).toString(), QStringLiteral( "TEMPORARY_OUTPUT" ) );
    }

    void theDialogSynchronises()
    {
      const QJsonObject preview = mFound.value( QStringLiteral( "preview" ) ).toObject();
      QVERIFY2( preview.value( QStringLiteral( "successful" ) ).toBool() && preview.value( QStringLiteral( "report" ) ).toBool(), qPrintable( preview.value( QStringLiteral( "log" ) ).toString() ) );
      isPicture( QStringLiteral( "synchronize_report.png" ) );
      const QJsonObject run = mFound.value( QStringLiteral( "run" ) ).toObject();
      QVERIFY2( run.value( QStringLiteral( "successful" ) ).toBool(), qPrintable( run.value( QStringLiteral( "log" ) ).toString() ) );
      const QJsonObject results = run.value( QStringLiteral( "results" ) ).toObject();
      QCOMPARE( results.value( QStringLiteral( "TO_CENTRAL" ) ).toString(), QStringLiteral( "7" ) );
      QVERIFY( results.value( QStringLiteral( "TO_CLONE" ) ).toString().toInt() > 5 );
      QCOMPARE( results.value( QStringLiteral( "CONFLICTS" ) ).toString(), QStringLiteral( "1" ) );
      QCOMPARE( run.value( QStringLiteral( "layers" ) ).toArray().size(), 1 );
      isPicture( QStringLiteral( "synchronize_log.png" ) );
      // What is in the picture is the story, not this computer.
      const QString log = run.value( QStringLiteral( "log" ) ).toString();
      QVERIFY2( log.contains( QLatin1String( "Clone \"Tablet Ann\" synchronises with central \"Office\"" ) ), qPrintable( log ) );
      for ( const QString &word : { QDir::tempPath(), QDir::homePath(), mOutput.path(), mCentral->name(), mAnn->name() } )
      {
        QVERIFY2( !log.contains( word ), qPrintable( log ) );
        QVERIFY2( !mFound.value( QStringLiteral( "pages" ) ).toString().contains( word ), qPrintable( word ) );
      }
    }

    void aBatchGoesOnAfterAClone()
    {
      const QJsonObject batch = mFound.value( QStringLiteral( "batch" ) ).toObject();
      const QString log = batch.value( QStringLiteral( "log" ) ).toString();
      QCOMPARE( batch.value( QStringLiteral( "rows" ) ).toInt(), 2 );
      QVERIFY2( log.contains( QLatin1String( "\"not_there\" does not exist" ) ) || log.contains( QLatin1String( "not_there does not exist" ) ), qPrintable( log ) );
      QVERIFY2( log.contains( QLatin1String( "1 executions failed" ) ), qPrintable( log ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT count( * ) FROM trees.tree WHERE remark = 'mistletoe'" ) ), QStringLiteral( "3" ) );
      isPicture( QStringLiteral( "batch.png" ) );
    }

    void theStatusIsAPage()
    {
      QCOMPARE( mFound.value( QStringLiteral( "status" ) ).toObject().value( QStringLiteral( "CLONES" ) ).toString(), QStringLiteral( "2" ) );
      isPicture( QStringLiteral( "status_report.png" ) );
    }

    void conflictsAreOnTheMapWithALegend()
    {
      const QJsonObject conflicts = mFound.value( QStringLiteral( "conflicts" ) ).toObject();
      QVERIFY( conflicts.value( QStringLiteral( "features" ) ).toInt() >= 7 );
      QCOMPARE( conflicts.value( QStringLiteral( "legend" ) ).toArray().size(), 4 );
      isPicture( QStringLiteral( "conflicts_map.png" ) );
    }

    //! The guide shows each dialog, and what the test looks at here is what it shows.
    void theGuideHasAPictureOfEverything()
    {
      if ( !withoutPicture().isEmpty() )
        QSKIP( "without QtWebKit there is no picture of a report" );
      const QDir guide( QStringLiteral( LIZSYNC_DOC_IMAGES ) );
      const QStringList made = mOutput.entryList( { QStringLiteral( "*.png" ) } );
      QVERIFY( made.size() > 14 );
      QCOMPARE( guide.entryList( { QStringLiteral( "*.png" ) } ), made );
      for ( const QString &name : made )
      {
        const QSize shown = QImage( guide.filePath( name ) ).size();
        const QSize now = QImage( mOutput.filePath( name ) ).size();
        QVERIFY2( std::abs( shown.width() - now.width() ) < 100 && std::abs( shown.height() - now.height() ) < 200, qPrintable( QStringLiteral( "%1 is stale: build the target update_screenshots" ).arg( name ) ) );
      }
    }
};

QTEST_GUILESS_MAIN( TestDesktop )
#include "test_desktop.moc"
