/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"

#include <QString>

namespace LizSync
{

  struct UninstallOptions
  {
      bool dropUidColumns = false; //!< Also takes away the uid columns of the prepared tables.
      bool discardPending = false; //!< Also where edits are unsent.
  };

  struct UninstallResult
  {
      QString versionBefore;
      int tables = 0; //!< Tables and views that had LizSync's triggers.
  };

  /**
   * lizsync:uninstall: takes triggers, schemas and the foreign server of a central or a clone away, in one transaction. Tables
   * keep their rows; a clone's sequences draw all ids again.
   *
   * \throws LizSync::Error where there is no LizSync, or another version; where edits are unsent; where something that is not
   * LizSync's is in its schemas or needs them.
   */
  UninstallResult uninstall( const QString &conninfo, const UninstallOptions &options, Feedback &feedback );

} // namespace LizSync
