/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"
#include "engine/pg/connection.h"

#include <QDateTime>
#include <QList>

#include <functional>

namespace LizSync
{

  //! One row of lizsync.conflicts, as a person looks at it.
  struct Conflict
  {
      qint64 id = 0;
      QDateTime time;
      QString tableName; //!< "schema"."table".
      QString uid;
      QString cloneName;
      QString kind;
      QString column;       //!< Empty where the whole row is concerned.
      QString centralValue; //!< Text of the column, or a JSON object of the row; null where the value is NULL or the row is gone.
      QString cloneValue;   //!< The same of the clone.
      QDateTime centralEditedAt;
      QDateTime cloneEditedAt;
      QString centralEditedBy;
      QString cloneEditedBy;
      QString rejected; //!< "central" or "clone".
      QString rule;
      QString error; //!< The database's own words, where it refused a row.
      bool resolved = false;
      QDateTime resolvedAt;
      QDateTime restoredAt;
      QString geometryWkb; //!< Hexadecimal EWKB in EPSG:4326; empty where the row has none.
  };

  using ConflictSink = std::function<void( const Conflict & )>;

  /**
   * Hands conflicts of central to \a sink, some thousands at a time: those of one sync (\a syncId), or where that is
   * empty all of them, or all that are not resolved. Returns their number.
   */
  qint64 readConflicts( Pg::Transaction &central, bool unresolvedOnly, const QString &syncId, const ConflictSink &sink );

  /**
   * lizsync:conflicts: hands the conflicts of a central database to \a sink. Returns their number.
   */
  qint64 listConflicts( const QString &centralConninfo, bool unresolvedOnly, const ConflictSink &sink, Feedback &feedback );

  /**
   * lizsync:restore: puts the rejected sides of conflicts back in central, as new edits: all of them or none.
   * Returns their number.
   * \throws LizSync::Error where one of them cannot be restored.
   */
  qint64 restoreConflicts( const QString &centralConninfo, const QList<qint64> &ids, Feedback &feedback );

} // namespace LizSync
