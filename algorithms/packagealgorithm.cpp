/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/packagealgorithm.h"
#include "algorithms/feedbackadapter.h"
#include "algorithms/qgiscompat.h"

#include "engine/archive/package.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  QString PackageAlgorithm::name() const
  {
    return QStringLiteral( "package" );
  }

  QString PackageAlgorithm::displayName() const
  {
    return tr( "Package central for clones" );
  }

  QString PackageAlgorithm::group() const
  {
    return tr( "Set up" );
  }

  QString PackageAlgorithm::groupId() const
  {
    return QStringLiteral( "setup" );
  }

  QString PackageAlgorithm::shortDescription() const
  {
    return tr( "Makes a zip archive of central's data, from which clones are deployed." );
  }

  QString PackageAlgorithm::shortHelpString() const
  {
    return tr( "Writes the structure and the data of the chosen schemas and layers, as they are at one moment, into a zip archive. People may go on editing central "
               "meanwhile; any number of clones can be deployed from one archive, weeks later too.\n\n"
               "Whatever else a schema holds (views, functions, tables that were not prepared) travels with it, but is not synchronised later on.\n\n"
               "The program pg_dump of at least the server's version must be installed.\n\n" )
           + connectionHelp();
  }

  QStringList PackageAlgorithm::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,archive,zip,dump,export,backup,offline,clone" ).split( ',' );
  }

  PackageAlgorithm *PackageAlgorithm::createInstance() const
  {
    return new PackageAlgorithm();
  }

  void PackageAlgorithm::initAlgorithm( const QVariantMap & )
  {
    addConnection( QStringLiteral( "CENTRAL" ), tr( "Central database" ), tr( "The database whose tables were prepared." ) );
    addSelection( tr( "package" ) );
    add( std::make_unique<QgsProcessingParameterFile>( QStringLiteral( "POST_DEPLOY_SQL" ), tr( "SQL file to run in each clone after it was deployed" ), QgisCompat::FILE_BEHAVIOR, QString(), QVariant(),
                                                       true, tr( "SQL files (*.sql)" ) ),
         tr( "Travels in the archive and is run in the clone at the end of the deployment, in the same transaction: to grant rights to local users, say." ), true );
    add( std::make_unique<QgsProcessingParameterFileDestination>( QStringLiteral( "ARCHIVE" ), tr( "Archive" ), tr( "LizSync archives (*.zip)" ) ),
         tr( "The zip file to write. It appears under its name only when it is complete." ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "TABLES" ), tr( "Number of packaged tables" ) ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "ROWS" ), tr( "Number of packaged rows" ) ) );
    addOutput( new QgsProcessingOutputString( QStringLiteral( "SYNC_ID" ), tr( "Identity of the archive in central's history" ) ) );
  }

  bool PackageAlgorithm::checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context, QString *message ) const
  {
    return AbstractAlgorithm::checkParameterValues( parameters, context, message ) && checkSelection( parameters, context, message );
  }

  void PackageAlgorithm::resolve( const QVariantMap &parameters, QgsProcessingContext &context )
  {
    mCentral = connection( parameters, QStringLiteral( "CENTRAL" ), context );
    mSelection = selection( parameters, mCentral, context );
    mPostDeploySql = parameterAsFile( parameters, QStringLiteral( "POST_DEPLOY_SQL" ), context );
    mArchive = parameterAsFileOutput( parameters, QStringLiteral( "ARCHIVE" ), context );
  }

  QVariantMap PackageAlgorithm::execute( const QVariantMap &, QgsProcessingContext &, FeedbackAdapter &feedback )
  {
    const PackageResult result = package( mCentral, mSelection, mPostDeploySql, mArchive, feedback );
    return { { QStringLiteral( "ARCHIVE" ), result.archive },
             { QStringLiteral( "TABLES" ), result.tables },
             { QStringLiteral( "ROWS" ), result.rows },
             { QStringLiteral( "SYNC_ID" ), result.syncId } };
  }

} // namespace LizSync
