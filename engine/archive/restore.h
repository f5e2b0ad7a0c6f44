/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/archive/programs.h"
#include "engine/feedback.h"
#include "engine/pg/connection.h"

#include <functional>

namespace LizSync
{

  /**
   * Restores dumps of pg_dump's custom format, which may refer to each other by foreign keys, and a later one to an earlier one in any way, within \a transaction: pg_restore writes their parts as SQL, and the server runs
   * them. No psql in between, whose own commands somebody could hide in a name. \a progress is told the rows so far, from time to
   * time; the log is told each table. Files beside the dumps are used for lists. Returns the number of rows.
   *
   * \a viewsPath is that of another one, whose views need the others whole; empty: there is none.
   *
   * \throws Pg::Error where the database refuses something, LizSync::Error where pg_restore cannot read a dump.
   */
  qint64 restoreDumps( Pg::Transaction &transaction, const PgPrograms &programs, const QStringList &dumpPaths, const QString &viewsPath, const std::function<void( qint64 rows )> &progress, Feedback &feedback );

} // namespace LizSync
