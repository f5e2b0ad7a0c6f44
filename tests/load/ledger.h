/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QHash>
#include <QString>
#include <QStringList>

#include <mutex>
#include <vector>

namespace LizSync
{

  class Network;

  //! Everything that anybody typed during a load test. Values are numbers that are used once, so that each says whose it is.
  class Ledger
  {
    public:
      //! Central's number; clones count from 1.
      static constexpr int sCentral = 0;
      static constexpr int sCells = 4;

      //! That many numbers that nobody has typed yet; answers the first one.
      qint64 newValues( int count );

      //! The cells \a column of plots \a firstId, firstId + 1, … became \a firstValue, firstValue + 1, … between two moments.
      void updated( int database, int column, qint64 firstId, qint64 firstValue, int count, qint64 begun, qint64 ended );
      //! A visit was made, or deleted where it had been made.
      void inserted( qint64 value );
      void deleted( qint64 value );

      qint64 edits() const;

      /**
       * Holds the databases, which have come to rest, against what was typed: in words what is lost, is there twice or should not be
       * there; nothing where all is well.
       */
      QStringList problems( Network &network ) const;

    private:
      struct Edit
      {
          qint64 value = 0;
          qint64 begun = 0;
          qint64 ended = 0;
          int database = sCentral;
      };

      void checkCells( Network &network, QStringList &found ) const;
      void checkVisits( Network &network, QStringList &found ) const;
      void checkRest( Network &network, QStringList &found ) const;

      mutable std::mutex mMutex;
      qint64 mNextValue = 1;
      qint64 mEdits = 0;
      //! By plot and column.
      QHash<qint64, std::vector<Edit>> mCells;
      //! Whether each visit is still there.
      QHash<qint64, bool> mVisits;
  };

  //! Microseconds by the clock that the servers have, too.
  qint64 clockMicroseconds();

} // namespace LizSync
