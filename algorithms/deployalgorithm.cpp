/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/deployalgorithm.h"
#include "algorithms/feedbackadapter.h"
#include "algorithms/connectionresolver.h"
#include "algorithms/qgiscompat.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  QString DeployAlgorithm::name() const
  {
    return QStringLiteral( "deploy" );
  }

  QString DeployAlgorithm::displayName() const
  {
    return tr( "Deploy archive to clone" );
  }

  QString DeployAlgorithm::group() const
  {
    return tr( "Set up" );
  }

  QString DeployAlgorithm::groupId() const
  {
    return QStringLiteral( "setup" );
  }

  QString DeployAlgorithm::shortDescription() const
  {
    return tr( "Makes a database a clone of central from an archive." );
  }

  QString DeployAlgorithm::shortHelpString() const
  {
    return tr( "Installs LizSync in the clone, restores the archive's schemas there and registers the clone in central: from then on people edit the clone as they "
               "like, and synchronise whenever there is a connection. A failed deployment leaves the clone as it was.\n\n"
               "A database that is a clone already gets the archive's newer data and keeps its identity. Edits in it that were not synchronised are "
               "never overwritten unless you say so.\n\n"
               "The program pg_restore must be installed.\n\n" )
           + connectionHelp();
  }

  QStringList DeployAlgorithm::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,archive,zip,restore,import,offline,clone,laptop,tablet" ).split( ',' );
  }

  DeployAlgorithm *DeployAlgorithm::createInstance() const
  {
    return new DeployAlgorithm();
  }

  void DeployAlgorithm::initAlgorithm( const QVariantMap & )
  {
    addConnection( QStringLiteral( "CENTRAL" ), tr( "Central database" ), tr( "The database that the archive was made from." ) );
    addConnection( QStringLiteral( "CLONE" ), tr( "Clone database" ), tr( "The database to make a clone. It may be empty; schemas of the archive that it has already are only replaced if LizSync had deployed them." ) );
    add( std::make_unique<QgsProcessingParameterFile>( QStringLiteral( "ARCHIVE" ), tr( "Archive" ), QgisCompat::FILE_BEHAVIOR, QString(), QVariant(), false, tr( "LizSync archives (*.zip)" ) ),
         tr( "The zip file that \"Package central for clones\" has written." ) );
    add( std::make_unique<QgsProcessingParameterString>( QStringLiteral( "CLONE_NAME" ), tr( "Name of the clone" ), QVariant(), false, true ),
         tr( "Name by which people know this clone, such as \"Ann's tablet\". Empty: the name it has is kept, or else it is named after its database." ) );
    add( std::make_unique<QgsProcessingParameterBoolean>( QStringLiteral( "DISCARD_PENDING" ), tr( "Discard edits that were not synchronised" ), false ),
         tr( "Deploys even though the clone holds edits that central does not have yet: they are lost." ), true );
    add( std::make_unique<QgsProcessingParameterBoolean>( QStringLiteral( "NEW_CLONE_ID" ), tr( "Give the clone a new identity" ), false ),
         tr( "For a database that was copied from another clone: both would otherwise pass for the same one." ), true );
    add( std::make_unique<QgsProcessingParameterString>( QStringLiteral( "CENTRAL_FROM_CLONE" ), tr( "Central as seen from the clone's server" ), QVariant(), false, true ),
         tr( "Conninfo by which the clone's own server reaches central, for SELECT * FROM lizsync.synchronize(). Empty: the same as for central above, which "
             "suits where this computer runs the clone's server." ),
         true );
    // Without a default: where nothing is said, it depends on CENTRAL_FROM_CLONE.
    add( std::make_unique<QgsProcessingParameterBoolean>( QStringLiteral( "STORE_CREDENTIALS" ), tr( "Store central's password in the clone" ), QVariant(), true ),
         tr( "Only lizsync.synchronize() needs it, where the clone's server has no password file or certificate of its own; whoever is superuser of the clone, or "
             "steals it, can read it. Where this is not said at all, only a password given in \"Central as seen from the clone's server\" is stored." ),
         true );
    addOutput( new QgsProcessingOutputString( QStringLiteral( "CLONE_ID" ), tr( "Identity of the clone" ) ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "TABLES" ), tr( "Number of synchronised tables" ) ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "ROWS" ), tr( "Number of restored rows" ) ) );
  }

  void DeployAlgorithm::resolve( const QVariantMap &parameters, QgsProcessingContext &context )
  {
    mCentral = connection( parameters, QStringLiteral( "CENTRAL" ), context );
    mClone = connection( parameters, QStringLiteral( "CLONE" ), context );
    mOptions.archivePath = parameterAsFile( parameters, QStringLiteral( "ARCHIVE" ), context );
    mOptions.cloneName = parameterAsString( parameters, QStringLiteral( "CLONE_NAME" ), context ).trimmed();
    mOptions.discardPending = parameterAsBoolean( parameters, QStringLiteral( "DISCARD_PENDING" ), context );
    mOptions.newCloneId = parameterAsBoolean( parameters, QStringLiteral( "NEW_CLONE_ID" ), context );
    mOptions.centralFromClone = parameterAsString( parameters, QStringLiteral( "CENTRAL_FROM_CLONE" ), context ).trimmed();
    if ( !mOptions.centralFromClone.isEmpty() )
      mOptions.centralFromClone = ConnectionResolver::resolve( mOptions.centralFromClone, QStringLiteral( "CENTRAL_FROM_CLONE" ) );
    if ( parameters.value( QStringLiteral( "STORE_CREDENTIALS" ) ).isValid() )
      mOptions.storeCredentials = parameterAsBoolean( parameters, QStringLiteral( "STORE_CREDENTIALS" ), context );
  }

  QVariantMap DeployAlgorithm::execute( const QVariantMap &, QgsProcessingContext &, FeedbackAdapter &feedback )
  {
    const DeployResult result = deploy( mCentral, mClone, mOptions, feedback );
    return { { QStringLiteral( "CLONE_ID" ), result.cloneId },
             { QStringLiteral( "TABLES" ), result.tables },
             { QStringLiteral( "ROWS" ), result.rows } };
  }

} // namespace LizSync
