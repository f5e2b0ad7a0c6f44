/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/compare/compare.h"
#include "engine/pg/connection.h"

#include <QStringList>

namespace LizSync
{

  /**
   * Compares one table between two open transactions. The rows of a table are in 1,024 buckets by uid; those whose
   * checksums differ are fetched from both sides, as many at once as are about BATCH_BYTES.
   */
  class TableComparer
  {
    public:
      //! Bytes of rows that are fetched at once from each side, as far as the sizes of the rows before tell.
      static constexpr qint64 BATCH_BYTES = 16 * 1024 * 1024;

      //! \a key: names of the primary key's columns.
      TableComparer( Pg::Transaction &central, Pg::Transaction &clone, const QString &table, const QStringList &key, const DifferenceSink &sink );

      //! \a progress is told which part of the table is done, 0 to 1.
      TableComparison compare( const std::function<void( double )> &progress );

    private:
      struct Bucket
      {
          int number = 0;
          qint64 rows = 0; //!< Of both sides.
      };

      QList<Bucket> differingBuckets();
      Pg::Result rowsOf( Pg::Transaction &transaction, const QStringList &buckets );
      //! Merges the rows of both sides, which come ordered by uid. Returns their size in bytes.
      qint64 compareRows( const Pg::Result &central, const Pg::Result &clone );
      void tell( RowDifference::Status status, const QString &uid, const QString &centralRow, const QString &cloneRow );

      Pg::Transaction &mCentral;
      Pg::Transaction &mClone;
      const DifferenceSink &mSink;
      QStringList mKey;
      TableComparison mFound;
  };

} // namespace LizSync
