/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/cli/qgisprocess.h"

#include "engine/error.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QProcess>
#include <QSettings>

namespace LizSync
{

  QJsonObject ProgramResult::results() const
  {
    // Python's own words may stand before the document.
    return QJsonDocument::fromJson( output.mid( output.indexOf( '{' ) ).toUtf8() ).object().value( QStringLiteral( "results" ) ).toObject();
  }

  ProgramResult runProgram( const QString &program, const QStringList &arguments, const QMap<QString, QString> &environment, const QString &input, const std::function<void( QProcess & )> &meanwhile )
  {
    constexpr int TIMEOUT_MS = 120000 * LIZSYNC_TIMEOUT_FACTOR;
    QProcess process;
    QProcessEnvironment processEnvironment = QProcessEnvironment::systemEnvironment();
    for ( auto it = environment.constBegin(); it != environment.constEnd(); ++it )
      processEnvironment.insert( it.key(), it.value() );
    process.setProcessEnvironment( processEnvironment );
    process.start( program, arguments );
    process.write( input.toUtf8() );
    process.closeWriteChannel();
    if ( meanwhile && process.waitForStarted() )
      meanwhile( process );
    ProgramResult result;
    if ( ( process.state() == QProcess::NotRunning || process.waitForFinished( TIMEOUT_MS ) ) && process.exitStatus() == QProcess::NormalExit )
      result.exitCode = process.exitCode();
    result.output = QString::fromUtf8( process.readAllStandardOutput() );
    result.errors = QString::fromUtf8( process.readAllStandardError() ) + ( result.exitCode == -1 ? process.errorString() : QString() );
    return result;
  }

  QgisProcess::QgisProcess( Prefix prefix )
  {
    environment = {
      { QStringLiteral( "QGIS_PREFIX_PATH" ), prefix == Prefix::Bare ? QStringLiteral( LIZSYNC_BARE_PREFIX ) : QStringLiteral( LIZSYNC_QGIS_PREFIX ) },
      { QStringLiteral( "QGIS_CUSTOM_CONFIG_PATH" ), mFolder.path() },
      { QStringLiteral( "QT_QPA_PLATFORM" ), QStringLiteral( "offscreen" ) },
      { QStringLiteral( "LC_ALL" ), QStringLiteral( "C.UTF-8" ) },
    };
    // What QGIS and Qt write beside the profile belongs to the test as well.
    for ( const char *variable : { "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "TMPDIR" } )
      environment.insert( QLatin1String( variable ), mFolder.path() );
    QSettings settings( mFolder.filePath( QStringLiteral( "profiles/default/QGIS/QGIS3.ini" ) ), QSettings::IniFormat );
    for ( const char *plugin : { "processing", "grassprovider", "sagaprovider", "otbprovider" } )
      settings.setValue( QStringLiteral( "PythonPlugins/%1" ).arg( QLatin1String( plugin ) ), false );
  }

  ProgramResult QgisProcess::run( const QStringList &arguments ) const
  {
    return runProgram( QStringLiteral( LIZSYNC_QGIS_PROCESS ), arguments, environment );
  }

  ProgramResult QgisProcess::runAlgorithm( const QString &id, const QMap<QString, QString> &parameters ) const
  {
    QStringList arguments { QStringLiteral( "--json" ), QStringLiteral( "run" ), id };
    for ( auto it = parameters.constBegin(); it != parameters.constEnd(); ++it )
      arguments << QStringLiteral( "--%1=%2" ).arg( it.key(), it.value() );
    return run( arguments );
  }

  ProgramResult QgisProcess::runPython( const QString &script ) const
  {
    return runProgram( QStringLiteral( LIZSYNC_PYTHON ), { QStringLiteral( "-" ) }, environment, script );
  }

  void QgisProcess::installPluginZip() const
  {
    const QString folder = mFolder.filePath( QStringLiteral( "profiles/default/python/plugins" ) );
    QDir().mkpath( folder );
    const ProgramResult unpacked = runProgram( QStringLiteral( LIZSYNC_CMAKE ), { QStringLiteral( "-E" ), QStringLiteral( "chdir" ), folder, QStringLiteral( LIZSYNC_CMAKE ), QStringLiteral( "-E" ), QStringLiteral( "tar" ), QStringLiteral( "xf" ), QStringLiteral( LIZSYNC_PLUGIN_ZIP ) } );
    if ( unpacked.exitCode != 0 )
      throw Error( QString::fromUtf8( unpacked.all() ) );
    QSettings settings( mFolder.filePath( QStringLiteral( "profiles/default/QGIS/QGIS3.ini" ) ), QSettings::IniFormat );
    settings.setValue( QStringLiteral( "PythonPlugins/lizsync" ), true );
  }

} // namespace LizSync
