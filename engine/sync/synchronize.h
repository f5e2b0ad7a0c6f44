/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"
#include "engine/fleet/conflicts.h"

#include <QDateTime>
#include <QString>

#include <functional>

namespace LizSync
{

  //! One change that a sync carried (or would carry), as the CHANGES sink and the report show it.
  struct SyncChange
  {
      QString direction; //!< "to_central" or "to_clone".
      QString tableName; //!< "schema"."table".
      QString uid;
      QString action;    //!< I, U or D.
      QString columns;   //!< Names of the changed columns, comma-separated.
      QString oldValues; //!< JSON object of column to text; empty where unknown.
      QString newValues; //!< JSON object of column to text.
      QString editedBy;
      QDateTime editedAt;
      QString geometryWkb; //!< Hexadecimal EWKB of the row's first geometry column in EPSG:4326; empty where it has none.
  };

  //! The steps of a sync, in their order (docs/protocol.md).
  enum class SyncStep
  {
    Hello,
    Push,
    Merge,
    Pull,
    Finish,
    CentralCommitted,
    CloneCommitted,
  };

  struct SyncOptions
  {
      bool dryRun = false;
      //! Called after each step; the tests of the crash points cut the power here. May be empty.
      std::function<void( SyncStep )> stepDone;
      //! Called for every change, just before the commit (or the rollback of a dry run); may be empty.
      std::function<void( const SyncChange & )> changeSink;
      //! Called for every conflict that this sync found, after the changes; may be empty.
      ConflictSink conflictSink;
  };

  struct SyncResult
  {
      QString syncId; //!< Empty where there was nothing to do.
      qint64 toCentral = 0;
      qint64 toClone = 0;
      qint64 conflicts = 0;
      qint64 unresolved = 0;
      double clockOffsetSeconds = 0; //!< Clone's clock minus central's.
      double seconds = 0;
  };

  /**
   * lizsync:synchronize: one sync between a clone and its central, over two connections (docs/protocol.md).
   * Serialization failures and deadlocks are tried again by itself. Both databases are as before where it throws.
   */
  SyncResult synchronize( const QString &centralConninfo, const QString &cloneConninfo, const SyncOptions &options, Feedback &feedback );

} // namespace LizSync
