/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

namespace LizSync
{

  /**
   * Adds the provider to QGIS's Processing registry, unless it is there already: whichever door comes first opens, the
   * others find it open. Returns TRUE where the provider is there afterwards.
   *
   * Door (a) calls this inside the constructor of QgsProviderRegistry, whose mutex is held and not recursive:
   * QgsProviderRegistry::instance() would wait for itself for ever.
   */
  bool registerProvider();

  //! Removes the provider, whichever door had added it.
  void unregisterProvider();

} // namespace LizSync
