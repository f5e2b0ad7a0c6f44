/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/algorithms/qgissession.h"

#include <qgsapplication.h>
#include <qgsexception.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingregistry.h>
#include <qgsproject.h>
#include <qgssettings.h>

namespace LizSync
{

  namespace
  {
    int sArgc = 1;
    char sName[] = "lizsync_test";
    char *sArgv[] = { sName, nullptr };
  } // namespace

  QgisSession::QgisSession()
  {
    qputenv( "QGIS_PREFIX_PATH", LIZSYNC_QGIS_PREFIX );
    qputenv( "QGIS_CUSTOM_CONFIG_PATH", mFolder.path().toLocal8Bit() );
    qputenv( "QT_QPA_PLATFORM", "offscreen" );
    // What QGIS and Qt write beside the profile belongs to the test as well.
    for ( const char *variable : { "XDG_CONFIG_HOME", "XDG_CACHE_HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR", "TMPDIR" } )
      qputenv( variable, mFolder.path().toLocal8Bit() );
    mApplication = std::make_unique<QgsApplication>( sArgc, sArgv, false );
    QCoreApplication::setOrganizationName( QStringLiteral( "QGIS" ) );
    QCoreApplication::setApplicationName( QStringLiteral( "lizsync_test" ) );
    QSettings::setDefaultFormat( QSettings::IniFormat );
    QSettings::setPath( QSettings::IniFormat, QSettings::UserScope, mFolder.path() );
    QgsApplication::initQgis();
  }

  QgisSession::~QgisSession()
  {
    QgsApplication::exitQgis();
  }

  const QgsProcessingAlgorithm *QgisSession::algorithm( const QString &id )
  {
    const QgsProcessingAlgorithm *algorithm = QgsApplication::processingRegistry()->algorithmById( id );
    if ( !algorithm )
      throw QgsProcessingException( QStringLiteral( "There is no algorithm %1" ).arg( id ) );
    return algorithm;
  }

  QVariantMap QgisSession::run( const QString &id, const QVariantMap &parameters, QgsProcessingContext &context, QgsProcessingFeedback *feedback )
  {
    RecordingFeedback ownFeedback;
    const QgsProcessingAlgorithm *found = algorithm( id );
    QString message;
    if ( !found->checkParameterValues( parameters, context, &message ) )
      throw QgsProcessingException( message );
    bool ok = false;
    const QVariantMap results = found->run( parameters, context, feedback ? feedback : &ownFeedback, &ok, QVariantMap(), false );
    if ( !ok )
      throw QgsProcessingException( QStringLiteral( "%1 failed without an exception" ).arg( id ) );
    return results;
  }

  QString QgisSession::errorOf( const QString &id, const QVariantMap &parameters )
  {
    QgsProcessingContext context;
    context.setProject( QgsProject::instance() );
    try
    {
      run( id, parameters, context );
    }
    catch ( const QgsProcessingException &e )
    {
      return e.what();
    }
    return QString();
  }

  void QgisSession::saveConnection( const QString &name, const QMap<QString, QVariant> &settings )
  {
    QgsSettings qgisSettings;
    for ( auto it = settings.constBegin(); it != settings.constEnd(); ++it )
      qgisSettings.setValue( QStringLiteral( "PostgreSQL/connections/%1/%2" ).arg( name, it.key() ), it.value() );
  }

} // namespace LizSync
