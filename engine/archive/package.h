/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/schema/prepare.h"

namespace LizSync
{

  struct PackageResult
  {
      QString archive; //!< Path of the zip.
      int tables = 0;
      qint64 rows = 0;
      QString syncId;
  };

  /**
   * lizsync:package: a zip with a consistent copy of the selected tables (and the whole of the selected schemas),
   * made by pg_dump from one snapshot that lizsync.history records. \a postDeploySqlFile may be empty.
   * The zip appears under its name only when it is complete.
   */
  PackageResult package( const QString &centralConninfo, const Selection &selection, const QString &postDeploySqlFile, const QString &archivePath, Feedback &feedback );

} // namespace LizSync
