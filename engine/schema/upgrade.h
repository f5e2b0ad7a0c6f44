/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/schema/installer.h"

namespace LizSync
{

  /**
   * lizsync:upgrade: brings the LizSync of a central or a clone to this library's version, in one transaction; its data
   * are kept. An installation of the older plugin (0.7) is taken over: server id, clones, history, conflicts and log are
   * kept, its triggers and functions replaced; its clones have to be deployed again (docs/user-guide.md).
   *
   * \throws LizSync::Error where there is no LizSync, where it is newer than the library, where an older plugin's edits
   * are unsent, or where somebody uses the database for too long.
   */
  InstallResult upgrade( const QString &conninfo, Feedback &feedback );

} // namespace LizSync
