/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "provider/provider.h"

#include "algorithms/comparealgorithm.h"
#include "algorithms/conflictsalgorithm.h"
#include "algorithms/deployalgorithm.h"
#include "algorithms/examplemodel.h"
#include "algorithms/installalgorithm.h"
#include "algorithms/packagealgorithm.h"
#include "algorithms/preparealgorithm.h"
#include "algorithms/resources.h"
#include "algorithms/restorealgorithm.h"
#include "algorithms/statusalgorithm.h"
#include "algorithms/synchronizealgorithm.h"
#include "algorithms/uninstallalgorithm.h"
#include "algorithms/upgradealgorithm.h"

#include "engine/schema/installer.h"

#include <QIcon>

#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

namespace LizSync
{

  Provider::Provider( QObject *parent )
    : QgsProcessingProvider( parent )
  {
    initResources();
  }

  QString Provider::providerId()
  {
    return QStringLiteral( "lizsync" );
  }

  QString Provider::id() const
  {
    return providerId();
  }

  QString Provider::name() const
  {
    return QStringLiteral( "LizSync" );
  }

  QString Provider::longName() const
  {
    return tr( "LizSync (synchronisation of PostGIS databases)" );
  }

  QString Provider::versionInfo() const
  {
    return libraryVersion();
  }

  QString Provider::helpId() const
  {
    return providerId();
  }

  QIcon Provider::icon() const
  {
    return QIcon( svgIconPath() );
  }

  QString Provider::svgIconPath() const
  {
    return QStringLiteral( ":/lizsync/icons/lizsync.svg" );
  }

  void Provider::loadAlgorithms()
  {
    // May run inside the constructor of QgsProviderRegistry (see registration.h): nothing here, initAlgorithm() of the
    // algorithms included, may ask for its instance.
    addAlgorithm( new InstallAlgorithm() );
    addAlgorithm( new PrepareAlgorithm() );
    addAlgorithm( new PackageAlgorithm() );
    addAlgorithm( new DeployAlgorithm() );
    addAlgorithm( new SynchronizeAlgorithm() );
    addAlgorithm( new ConflictsAlgorithm() );
    addAlgorithm( new RestoreAlgorithm() );
    addAlgorithm( new CompareAlgorithm() );
    addAlgorithm( new StatusAlgorithm() );
    addAlgorithm( new UpgradeAlgorithm() );
    addAlgorithm( new UninstallAlgorithm() );

    // A model looks its algorithms up in the registry: it is loaded when this provider is found there.
    QgsProcessingRegistry *registry = QgsApplication::processingRegistry();
    if ( registry && registry->providerById( id() ) == this )
    {
      for ( QgsProcessingAlgorithm *model : ExampleModel::all() )
        addAlgorithm( model );
    }
  }

} // namespace LizSync
