/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/preparealgorithm.h"
#include "algorithms/feedbackadapter.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  QString PrepareAlgorithm::name() const
  {
    return QStringLiteral( "prepare" );
  }

  QString PrepareAlgorithm::displayName() const
  {
    return tr( "Prepare tables of central" );
  }

  QString PrepareAlgorithm::group() const
  {
    return tr( "Set up" );
  }

  QString PrepareAlgorithm::groupId() const
  {
    return QStringLiteral( "setup" );
  }

  QString PrepareAlgorithm::shortDescription() const
  {
    return tr( "Makes tables of the central database ready for synchronisation." );
  }

  QString PrepareAlgorithm::shortHelpString() const
  {
    return tr( "Gives every table of the chosen schemas, and every chosen layer's table, a column uid (the identity of a row in all databases) and triggers that log "
               "each edit. The log panel says which tables were prepared, which already were, and which cannot be and why. Running it again changes nothing.\n\n"
               "LizSync must be installed in the database first.\n\n" )
           + connectionHelp();
  }

  QStringList PrepareAlgorithm::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,central,uid,audit,trigger,log,table" ).split( ',' );
  }

  PrepareAlgorithm *PrepareAlgorithm::createInstance() const
  {
    return new PrepareAlgorithm();
  }

  void PrepareAlgorithm::initAlgorithm( const QVariantMap & )
  {
    addConnection( QStringLiteral( "CENTRAL" ), tr( "Central database" ), tr( "The database in which LizSync was installed. The user must own the tables." ) );
    addSelection( tr( "prepare" ) );
    add( std::make_unique<QgsProcessingParameterString>( QStringLiteral( "SERVER_NAME" ), tr( "Name of central" ), QVariant(), false, true ),
         tr( "Name by which people know this database, such as \"City hall\": it stands in histories and conflicts. Empty: the name it has is kept." ), true );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "TABLES" ), tr( "Number of prepared tables" ) ) );
    addOutput( new QgsProcessingOutputString( QStringLiteral( "SERVER_ID" ), tr( "Identity of central" ) ) );
  }

  bool PrepareAlgorithm::checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context, QString *message ) const
  {
    return AbstractAlgorithm::checkParameterValues( parameters, context, message ) && checkSelection( parameters, context, message );
  }

  void PrepareAlgorithm::resolve( const QVariantMap &parameters, QgsProcessingContext &context )
  {
    mCentral = connection( parameters, QStringLiteral( "CENTRAL" ), context );
    mSelection = selection( parameters, mCentral, context );
    mServerName = parameterAsString( parameters, QStringLiteral( "SERVER_NAME" ), context ).trimmed();
  }

  QVariantMap PrepareAlgorithm::execute( const QVariantMap &, QgsProcessingContext &, FeedbackAdapter &feedback )
  {
    const PrepareResult result = LizSync::prepare( mCentral, mSelection, mServerName, feedback );
    return { { QStringLiteral( "TABLES" ), result.tables }, { QStringLiteral( "SERVER_ID" ), result.serverId } };
  }

} // namespace LizSync
