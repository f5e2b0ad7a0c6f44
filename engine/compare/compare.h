/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"

#include <QJsonObject>
#include <QList>
#include <QString>

#include <functional>

namespace LizSync
{

  //! One row that is not the same in both databases.
  struct RowDifference
  {
      //! In the words of lizsync.compare_tables().
      enum class Status
      {
        Different,
        NotInCentral,
        NotInClone,
      };

      QString tableName; //!< "schema"."table".
      QString uid;
      QString key; //!< Values of the primary key, comma-separated.
      Status status = Status::Different;
      QJsonObject centralValues; //!< Column to text or null: those that differ, or the whole row where the clone has none.
      QJsonObject cloneValues;   //!< The same of the clone.
  };

  //! What comparing one table found.
  struct TableComparison
  {
      QString tableName;
      qint64 centralRows = 0;
      qint64 cloneRows = 0;
      qint64 different = 0;
      qint64 notInCentral = 0;
      qint64 notInClone = 0;

      qint64 differences() const { return different + notInCentral + notInClone; }
  };

  struct CompareResult
  {
      QList<TableComparison> tables; //!< By name.
      qint64 differences = 0;        //!< Rows that are not the same, of all tables.
      qint64 unsentEdits = 0;        //!< Events of the clone that wait for its next sync.
      double seconds = 0;
  };

  using DifferenceSink = std::function<void( const RowDifference & )>;

  /**
   * lizsync:compare: compares all tables that a clone synchronises with those of its central, row by row, and hands
   * each difference to \a sink (may be empty). Checksums first: rows travel only where these differ, a limited number
   * of them at a time. Both databases are read in one snapshot each, and nothing is written.
   *
   * \throws LizSync::Error where the two cannot be compared: one database twice, not a clone, a clone of another
   * central, tables of another structure.
   */
  CompareResult compare( const QString &centralConninfo, const QString &cloneConninfo, const DifferenceSink &sink, Feedback &feedback );

} // namespace LizSync
