/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "provider/registration.h"
#include "provider/provider.h"

#include <memory>

#include <qgsapplication.h>
#include <qgsprocessingregistry.h>

namespace LizSync
{

  bool registerProvider()
  {
    QgsProcessingRegistry *registry = QgsApplication::processingRegistry();
    if ( !registry )
      return false;
    if ( registry->providerById( Provider::providerId() ) )
      return true;
    auto *provider = new Provider( registry );
    if ( !registry->addProvider( provider ) )
      return false;
    // Once more, now that it is in the registry: the models want to find the algorithms there.
    provider->refreshAlgorithms();
    return true;
  }

  void unregisterProvider()
  {
    QgsProcessingRegistry *registry = QgsApplication::processingRegistry();
    if ( registry && registry->providerById( Provider::providerId() ) )
      registry->removeProvider( Provider::providerId() );
  }

} // namespace LizSync
