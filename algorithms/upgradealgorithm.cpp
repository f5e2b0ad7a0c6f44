/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/upgradealgorithm.h"
#include "algorithms/feedbackadapter.h"

#include "engine/schema/upgrade.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  QString UpgradeAlgorithm::name() const
  {
    return QStringLiteral( "upgrade" );
  }

  QString UpgradeAlgorithm::displayName() const
  {
    return tr( "Upgrade LizSync in database" );
  }

  QString UpgradeAlgorithm::group() const
  {
    return tr( "Set up" );
  }

  QString UpgradeAlgorithm::groupId() const
  {
    return QStringLiteral( "setup" );
  }

  QString UpgradeAlgorithm::shortDescription() const
  {
    return tr( "Brings the LizSync of a central or a clone database to the version of this plugin." );
  }

  QString UpgradeAlgorithm::shortHelpString() const
  {
    return tr( "After an update of the plugin: brings LizSync in a database to the plugin's version, in one transaction. Its data are kept: log, history, conflicts, clones, "
               "and edits that were not sent yet. Run it on central and on every clone; until both have the same version, they are not synchronised.\n\n"
               "It also takes over databases of the older LizSync plugin (0.7), once all edits were synchronised with that one: server id, clones, history and conflicts are kept, "
               "triggers and functions replaced. Their clones have to be upgraded and deployed again afterwards.\n\n" )
           + connectionHelp();
  }

  QStringList UpgradeAlgorithm::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,central,clone,update,migrate,version" ).split( ',' );
  }

  UpgradeAlgorithm *UpgradeAlgorithm::createInstance() const
  {
    return new UpgradeAlgorithm();
  }

  void UpgradeAlgorithm::initAlgorithm( const QVariantMap & )
  {
    addConnection( QStringLiteral( "CONNECTION" ), tr( "Database" ), tr( "The central or clone database that has an older LizSync. The user has to own LizSync's schemas there." ) );
    addOutput( new QgsProcessingOutputString( QStringLiteral( "VERSION_BEFORE" ), tr( "Version of LizSync before" ) ) );
    addOutput( new QgsProcessingOutputString( QStringLiteral( "VERSION" ), tr( "Version of LizSync now installed" ) ) );
  }

  void UpgradeAlgorithm::resolve( const QVariantMap &parameters, QgsProcessingContext &context )
  {
    mConnection = connection( parameters, QStringLiteral( "CONNECTION" ), context );
  }

  QVariantMap UpgradeAlgorithm::execute( const QVariantMap &, QgsProcessingContext &, FeedbackAdapter &feedback )
  {
    const InstallResult result = upgrade( mConnection, feedback );
    return { { QStringLiteral( "VERSION_BEFORE" ), result.versionBefore }, { QStringLiteral( "VERSION" ), result.version } };
  }

} // namespace LizSync
