/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "tests/load/latencies.h"
#include "tests/load/ledger.h"
#include "tests/scenarios/network.h"

#include <QRandomGenerator>

#include <atomic>
#include <condition_variable>
#include <memory>
#include <thread>

namespace LizSync
{

  struct LoadOptions
  {
      int seconds = 20;
      int clones = 4;
      int editors = 4;
      //! How long a clone rests between two syncs, at most.
      int pauseMs = 0;
      quint32 seed = 1;
  };

  /**
   * Clones that synchronise again and again, by both carriers, while central and the clones are edited: is all that was typed there in
   * the end, and what do the editors of central notice? Times with syncs and without alternate.
   */
  class LoadTest
  {
    public:
      explicit LoadTest( const LoadOptions &options );
      ~LoadTest();

      //! Runs it to its end.
      void run();

      //! What was done, and how long it took.
      QStringList report() const;
      //! What must not be; empty where all is well.
      QStringList problems();

    private:
      void edit( int number );
      void synchronizeAgainAndAgain( int number );
      void alternate();

      //! One edit of central, or of a clone; FALSE where it failed, which is a problem.
      void editPlots( Pg::Connection &connection, int database, int rows, QRandomGenerator &random );
      void editVisits( Pg::Connection &connection, int database, std::vector<qint64> &own, QRandomGenerator &random );
      void synchronizeOnce( const QString &clone, bool bySql );

      //! Waits, but not beyond the end.
      void rest( int milliseconds );
      //! Waits until syncs may run; FALSE at the end.
      bool mayBeginSync();
      void endSync();
      void fail( const QString &problem );

      const LoadOptions mOptions;
      Network mNetwork;
      Ledger mLedger;
      std::vector<std::thread> mThreads;

      std::mutex mMutex;
      std::condition_variable mChanged;
      bool mStopped = false;
      bool mSyncsAllowed = true;
      int mSyncsRunning = 0;
      QStringList mProblems;

      //! Edits of single rows, and of many: without syncs and with them.
      Latencies mSingle[2];
      Latencies mBulk[2];
      std::atomic<bool> mWithSyncs { true };
      std::atomic<int> mSyncs[2] { 0, 0 };
      std::atomic<int> mTriesAgain[2] { 0, 0 };
      std::atomic<int> mChanges { 0 };
  };

} // namespace LizSync
