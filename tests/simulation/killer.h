/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QString>

#include <atomic>
#include <functional>
#include <thread>

namespace LizSync
{

  /**
   * Somebody who does harm a little later, while this thread goes on: kills the backends of a sync, or a whole server. The moment is as
   * random as the machine is busy; what comes of it must be the same whenever it is.
   */
  class Killer
  {
    public:
      /**
       * Kills, in the cluster of \a conninfo, the backends for which \a condition holds in pg_stat_activity, \a delay milliseconds after
       * one of them is seen; nobody where none comes before end().
       */
      static Killer ofBackends( const QString &conninfo, const QString &condition, int delay );

      //! Does \a deed after \a delay milliseconds, or at end() if that comes first.
      static Killer ofServers( std::function<void()> deed, int delay );

      ~Killer() { end(); }
      Killer( const Killer & ) = delete;
      Killer &operator=( const Killer & ) = delete;

      //! Waits for the thread; TRUE where it has killed somebody.
      bool end();

    private:
      explicit Killer( std::function<void( Killer & )> deed );
      //! Sleeps that long, or until end().
      void wait( int milliseconds ) const;

      std::atomic<bool> mEnded { false };
      std::atomic<bool> mKilled { false };
      std::thread mThread;
  };

} // namespace LizSync
