/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/uninstallalgorithm.h"
#include "algorithms/feedbackadapter.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  QString UninstallAlgorithm::name() const
  {
    return QStringLiteral( "uninstall" );
  }

  QString UninstallAlgorithm::displayName() const
  {
    return tr( "Uninstall LizSync from database" );
  }

  QString UninstallAlgorithm::group() const
  {
    return tr( "Set up" );
  }

  QString UninstallAlgorithm::groupId() const
  {
    return QStringLiteral( "setup" );
  }

  QString UninstallAlgorithm::shortDescription() const
  {
    return tr( "Takes LizSync's triggers, schemas and foreign server away from a central or a clone database." );
  }

  QString UninstallAlgorithm::shortHelpString() const
  {
    return tr( "Takes LizSync out of a database, in one transaction: its triggers, the schemas audit and lizsync with the log, the history and the conflicts, and a clone's connection to "
               "central. The tables keep their rows; in a clone the sequences draw all ids again.\n\n"
               "It stops where a clone has edits that were not sent, or where central has edits that a clone did not get yet.\n\n" )
           + connectionHelp();
  }

  QStringList UninstallAlgorithm::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,central,clone,remove,drop,delete" ).split( ',' );
  }

  UninstallAlgorithm *UninstallAlgorithm::createInstance() const
  {
    return new UninstallAlgorithm();
  }

  void UninstallAlgorithm::initAlgorithm( const QVariantMap & )
  {
    addConnection( QStringLiteral( "CONNECTION" ), tr( "Database" ), tr( "The central or clone database that LizSync is to be taken out of." ) );
    add( std::make_unique<QgsProcessingParameterBoolean>( QStringLiteral( "DROP_UID_COLUMNS" ), tr( "Drop the uid columns" ), false ),
         tr( "Also drops the column uid of every prepared table, but where it is the table's primary key. Without them, nothing tells any more which row is which in another database." ) );
    add( std::make_unique<QgsProcessingParameterBoolean>( QStringLiteral( "DISCARD_PENDING" ), tr( "Uninstall though edits were not synchronised" ), false ),
         tr( "Edits that were not synchronised stay in this database, and nowhere else." ), true );
    addOutput( new QgsProcessingOutputString( QStringLiteral( "VERSION_BEFORE" ), tr( "Version of LizSync that was installed" ) ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "TABLES" ), tr( "Number of tables that LizSync left" ) ) );
  }

  void UninstallAlgorithm::resolve( const QVariantMap &parameters, QgsProcessingContext &context )
  {
    mConnection = connection( parameters, QStringLiteral( "CONNECTION" ), context );
    mOptions.dropUidColumns = parameterAsBoolean( parameters, QStringLiteral( "DROP_UID_COLUMNS" ), context );
    mOptions.discardPending = parameterAsBoolean( parameters, QStringLiteral( "DISCARD_PENDING" ), context );
  }

  QVariantMap UninstallAlgorithm::execute( const QVariantMap &, QgsProcessingContext &, FeedbackAdapter &feedback )
  {
    const UninstallResult result = uninstall( mConnection, mOptions, feedback );
    return { { QStringLiteral( "VERSION_BEFORE" ), result.versionBefore }, { QStringLiteral( "TABLES" ), result.tables } };
  }

} // namespace LizSync
