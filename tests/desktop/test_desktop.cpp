/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/quoting.h"
#include "tests/scenarios/network.h"

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
    std::unique_ptr<Network> mNetwork;

    QJsonObject dialog( const QString &name ) const { return mFound.value( QStringLiteral( "dialogs" ) ).toObject().value( name ).toObject(); }

    //! As the dialog for new connections saves it.
    static void saveConnection( QSettings &settings, const QString &name, const TestDatabase &database )
    {
      const QMap<QString, QString> keywords = Pg::parseConninfo( database.conninfo() );
      const QString group = QStringLiteral( "PostgreSQL/connections/%1/" ).arg( name );
      settings.setValue( group + QStringLiteral( "host" ), keywords.value( QStringLiteral( "host" ) ) );
      settings.setValue( group + QStringLiteral( "port" ), keywords.value( QStringLiteral( "port" ), QStringLiteral( "5432" ) ) );
      settings.setValue( group + QStringLiteral( "database" ), database.name() );
      settings.setValue( group + QStringLiteral( "username" ), keywords.value( QStringLiteral( "user" ), QStringLiteral( "postgres" ) ) );
      settings.setValue( group + QStringLiteral( "saveUsername" ), true );
    }

    void isPicture( const QString &name ) const
    {
      const QImage image( mOutput.filePath( name ) );
      QVERIFY2( !image.isNull() && image.width() > 200 && image.height() > 200, qPrintable( name ) );
    }

  private slots:
    void initTestCase()
    {
      QVERIFY( requireCluster() );
      constexpr int TIMEOUT_MS = 180000;
      mNetwork = std::make_unique<Network>( QStringLiteral( "CREATE EXTENSION IF NOT EXISTS postgis; CREATE TABLE s.tree ( id serial PRIMARY KEY, species text, height numeric, geom geometry( Point, 2154 ) );"
                                                            "INSERT INTO s.tree ( species, geom ) SELECT 'oak', ST_SetSRID( ST_MakePoint( 700000 + g, 6600000 ), 2154 ) FROM generate_series( 1, 20 ) AS g" ),
                                            1 );
      mNetwork->central().exec( QStringLiteral( "UPDATE s.tree SET species = 'ash' WHERE id IN ( 1, 2 )" ) );
      mNetwork->clone( QStringLiteral( "a" ) ).exec( QStringLiteral( "UPDATE s.tree SET species = 'elm' WHERE id = 1; UPDATE s.tree SET height = 12.5 WHERE id < 8" ) );
      QTemporaryDir profile;
      mOutput.removeRecursively();
      QVERIFY( QDir().mkpath( mOutput.path() ) );
      {
        QSettings settings( profile.filePath( QStringLiteral( "profiles/default/QGIS/QGIS3.ini" ) ), QSettings::IniFormat );
        settings.setValue( QStringLiteral( "PythonPlugins/processing" ), true );
        // The C++ plugin too, as if it were ticked in the plugin manager: a second door to the same provider.
        settings.setValue( QStringLiteral( "Plugins/libprovider_lizsync" ), true );
        saveConnection( settings, QStringLiteral( "City hall" ), mNetwork->central() );
        saveConnection( settings, QStringLiteral( "Tablet" ), mNetwork->clone( QStringLiteral( "a" ) ) );
        settings.setValue( QStringLiteral( "qgis/checkVersion" ), false );
        settings.setValue( QStringLiteral( "migration/fileVersion" ), 2 );
      }

      QProcessEnvironment environment = QProcessEnvironment::systemEnvironment();
      environment.insert( QStringLiteral( "QGIS_PREFIX_PATH" ), QStringLiteral( LIZSYNC_QGIS_PREFIX ) );
      environment.insert( QStringLiteral( "QGIS_CUSTOM_CONFIG_PATH" ), profile.path() );
      environment.insert( QStringLiteral( "LIZSYNC_DESKTOP_OUTPUT" ), mOutput.path() );
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

    void toolboxShowsTheProviderWithItsIcon()
    {
      QVERIFY( mFound.value( QStringLiteral( "provider" ) ).toBool() );
      QVERIFY( mFound.value( QStringLiteral( "in toolbox" ) ).toBool() );
      QVERIFY( mFound.value( QStringLiteral( "provider has icon" ) ).toBool() );
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
          QVERIFY2( offers.contains( QStringLiteral( "City hall" ) ) && offers.contains( QStringLiteral( "Tablet" ) ), qPrintable( it.key() ) );
        }
      }
      QCOMPARE( dialog( QStringLiteral( "synchronize" ) ).value( QStringLiteral( "connections" ) ).toObject().value( QStringLiteral( "CLONE" ) ).toObject().value( QStringLiteral( "shows" ) ).toString(), QStringLiteral( "Tablet" ) );
    }

    void theDialogSynchronises()
    {
      const QJsonObject run = mFound.value( QStringLiteral( "run" ) ).toObject();
      QVERIFY2( run.value( QStringLiteral( "successful" ) ).toBool(), qPrintable( run.value( QStringLiteral( "log" ) ).toString() ) );
      const QJsonObject results = run.value( QStringLiteral( "results" ) ).toObject();
      QCOMPARE( results.value( QStringLiteral( "TO_CENTRAL" ) ).toString(), QStringLiteral( "7" ) );
      QCOMPARE( results.value( QStringLiteral( "TO_CLONE" ) ).toString(), QStringLiteral( "1" ) );
      QCOMPARE( results.value( QStringLiteral( "CONFLICTS" ) ).toString(), QStringLiteral( "1" ) );
      QVERIFY( run.value( QStringLiteral( "report" ) ).toBool() );
      QCOMPARE( run.value( QStringLiteral( "layers" ) ).toArray().size(), 1 );
      QCOMPARE( mNetwork->differences(), QString() );
      isPicture( QStringLiteral( "synchronize_log.png" ) );
    }
};

QTEST_GUILESS_MAIN( TestDesktop )
#include "test_desktop.moc"
