/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"

#include <QString>

#include <optional>

namespace LizSync
{

  struct DeployOptions
  {
      QString archivePath;
      QString cloneName; //!< Empty: kept, or the clone's database name.
      bool discardPending = false;
      bool newCloneId = false;
      QString centralFromClone; //!< Conninfo by which the clone's server reaches central; empty: the one given for central.
      /**
       * Whether the clone keeps central's password, for lizsync.synchronize(). Where nothing is said: only one that was given
       * for that very purpose, in centralFromClone.
       */
      std::optional<bool> storeCredentials;

      bool storesCredentials() const { return storeCredentials.value_or( !centralFromClone.isEmpty() ); }
  };

  struct DeployResult
  {
      QString cloneId;
      int tables = 0;
      qint64 rows = 0;
  };

  /**
   * lizsync:deploy: makes the database \a cloneConninfo a clone of the archive's central. All or nothing: a clone
   * whose deploy failed is the clone it was before. Central registers the clone last. An archive that central did not make, or
   * that was changed since, is refused before anything of it is unpacked.
   */
  DeployResult deploy( const QString &centralConninfo, const QString &cloneConninfo, const DeployOptions &options, Feedback &feedback );

} // namespace LizSync
