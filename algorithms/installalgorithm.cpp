/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/installalgorithm.h"
#include "algorithms/feedbackadapter.h"

#include "engine/schema/installer.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  QString InstallAlgorithm::name() const
  {
    return QStringLiteral( "install" );
  }

  QString InstallAlgorithm::displayName() const
  {
    return tr( "Install LizSync in central" );
  }

  QString InstallAlgorithm::group() const
  {
    return tr( "Set up" );
  }

  QString InstallAlgorithm::groupId() const
  {
    return QStringLiteral( "setup" );
  }

  QString InstallAlgorithm::shortDescription() const
  {
    return tr( "Installs LizSync's schemas in the central database, or brings them up to date." );
  }

  QString InstallAlgorithm::shortHelpString() const
  {
    return tr( "The first step: creates the schemas audit (log of every edit) and lizsync (server's identity, clones, history, conflicts) in the database that "
               "everybody will synchronise with. Your own schemas are not touched.\n\n"
               "Where LizSync is installed already, its functions are renewed and all its data stay.\n\n" )
           + connectionHelp();
  }

  QStringList InstallAlgorithm::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,central,create,upgrade,audit,schema" ).split( ',' );
  }

  InstallAlgorithm *InstallAlgorithm::createInstance() const
  {
    return new InstallAlgorithm();
  }

  void InstallAlgorithm::initAlgorithm( const QVariantMap & )
  {
    addConnection( QStringLiteral( "CENTRAL" ), tr( "Central database" ), tr( "The database that everybody synchronises with. The user needs the right to create schemas and the extension hstore there." ) );
    add( std::make_unique<QgsProcessingParameterBoolean>( QStringLiteral( "OVERWRITE" ), tr( "Overwrite an existing installation" ), false ),
         tr( "Drops the log, the history and the registered clones of an earlier installation first, and gives the database a new identity: its clones must be "
             "deployed again. Your tables keep their rows and uid columns." ),
         true );
    addOutput( new QgsProcessingOutputString( QStringLiteral( "VERSION" ), tr( "Version of LizSync now installed" ) ) );
    addOutput( new QgsProcessingOutputString( QStringLiteral( "SERVER_ID" ), tr( "Identity of the database" ) ) );
  }

  void InstallAlgorithm::resolve( const QVariantMap &parameters, QgsProcessingContext &context )
  {
    mCentral = connection( parameters, QStringLiteral( "CENTRAL" ), context );
    mOverwrite = parameterAsBoolean( parameters, QStringLiteral( "OVERWRITE" ), context );
  }

  QVariantMap InstallAlgorithm::execute( const QVariantMap &, QgsProcessingContext &, FeedbackAdapter &feedback )
  {
    const InstallResult result = install( mCentral, mOverwrite, feedback );
    return { { QStringLiteral( "VERSION" ), result.version }, { QStringLiteral( "SERVER_ID" ), result.serverId } };
  }

} // namespace LizSync
