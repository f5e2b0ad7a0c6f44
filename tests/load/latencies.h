/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QString>

#include <mutex>
#include <vector>

namespace LizSync
{

  //! How long edits took, as whoever made them noticed.
  class Latencies
  {
    public:
      void add( qint64 microseconds );
      int count() const;
      //! Milliseconds below which \a share (0 to 1) of the edits were; 0 where there is none.
      double percentile( double share ) const;
      //! "1,234 edits: p50 1.2, p95 3.4, p99 5.6, max 7.8 ms"
      QString text() const;

    private:
      mutable std::mutex mMutex;
      std::vector<qint64> mTaken;
  };

} // namespace LizSync
