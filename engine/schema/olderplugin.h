/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/pg/connection.h"

namespace LizSync
{

  /**
   * Version of an installation of the older plugin (LizSync 0.x, written in Python), such as "0.7.3"; empty where there is
   * none. It keeps everything in schema lizsync, its version in lizsync.sys_structure_metadonnee. What upgrades it is in
   * sql/olderplugin.
   */
  QString olderPluginVersion( Pg::Transaction &transaction );

  //! \throws LizSync::Error that says to upgrade, where a database has the older plugin.
  void refuseOlderPlugin( Pg::Transaction &transaction );

  /**
   * \throws LizSync::Error where the older plugin's database is a clone with edits that central does not have; for what
   * would lose them.
   */
  void requireNothingPendingOfOlderPlugin( Pg::Transaction &transaction );

} // namespace LizSync
