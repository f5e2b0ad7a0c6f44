/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include <QDir>
#include <QFile>
#include <QImage>
#include <QJsonDocument>
#include <QJsonObject>
#include <QProcess>
#include <QSettings>
#include <QTemporaryDir>
#include <QtTest>

/**
 * QGIS Desktop on a virtual display: the toolbox shows the provider, and the dialogs open.
 */
class TestDesktop : public QObject
{
    Q_OBJECT

  private:
    QDir mOutput { QStringLiteral( LIZSYNC_DESKTOP_OUTPUT ) };
    QJsonObject mFound;

    void isPicture( const QString &name ) const
    {
      const QImage image( mOutput.filePath( name ) );
      QVERIFY2( !image.isNull() && image.width() > 200 && image.height() > 200, qPrintable( name ) );
    }

  private slots:
    void initTestCase()
    {
      constexpr int TIMEOUT_MS = 180000;
      QTemporaryDir profile;
      mOutput.removeRecursively();
      QVERIFY( QDir().mkpath( mOutput.path() ) );
      {
        QSettings settings( profile.filePath( QStringLiteral( "profiles/default/QGIS/QGIS3.ini" ) ), QSettings::IniFormat );
        settings.setValue( QStringLiteral( "PythonPlugins/processing" ), true );
        // The C++ plugin too, as if it were ticked in the plugin manager: a second door to the same provider.
        settings.setValue( QStringLiteral( "Plugins/libprovider_lizsync" ), true );
        settings.setValue( QStringLiteral( "PostgreSQL/connections/City hall/host" ), QStringLiteral( "localhost" ) );
        settings.setValue( QStringLiteral( "PostgreSQL/connections/City hall/database" ), QStringLiteral( "central" ) );
        settings.setValue( QStringLiteral( "PostgreSQL/connections/Tablet/host" ), QStringLiteral( "localhost" ) );
        settings.setValue( QStringLiteral( "PostgreSQL/connections/Tablet/database" ), QStringLiteral( "clone" ) );
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
      QCOMPARE( algorithms.size(), 6 );
      for ( auto it = algorithms.constBegin(); it != algorithms.constEnd(); ++it )
        QVERIFY2( it.value().toBool(), qPrintable( it.key() ) );
    }

    void synchronizeDialogOpens()
    {
      QVERIFY( mFound.value( QStringLiteral( "synchronize opens" ) ).toBool() );
      QCOMPARE( mFound.value( QStringLiteral( "synchronize title" ) ).toString(), QStringLiteral( "Synchronize clone with central" ) );
      isPicture( QStringLiteral( "synchronize.png" ) );
    }

    void deployDialogOpens()
    {
      QVERIFY( mFound.value( QStringLiteral( "deploy opens" ) ).toBool() );
      isPicture( QStringLiteral( "deploy.png" ) );
    }
};

QTEST_GUILESS_MAIN( TestDesktop )
#include "test_desktop.moc"
