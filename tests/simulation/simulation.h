/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/sync/synchronize.h"
#include "tests/scenarios/network.h"

#include <QHash>
#include <QSet>
#include <QStringList>

#include <functional>
#include <map>
#include <memory>
#include <random>

namespace LizSync
{

  //! Engines that are wrong on purpose: the oracle has to catch each of them.
  enum class Defect
  {
    None,
    WatermarkByEventId, //!< "Since the last sync" means a larger event id, as a naive engine has it.
    DeleteAlwaysWins,   //!< An update never beats a delete, and nobody is told.
    CloneCommitsFirst,  //!< The clone commits before central.
  };

  /**
   * Random editing in central and three clones, in two clusters, synchronised in random order by both carriers, with backends and whole
   * servers killed at random moments; and an oracle that knows what must be there in the end:
   *
   * - all databases are equal, foreign keys are valid, the clones' logs are empty, nothing is unresolved that can be resolved;
   * - no typed value is gone: it is in the tables, or in lizsync.conflicts, or somebody who had it overwrote or deleted it;
   * - in a row that nobody deleted the last edit of each column is there; a row is there exactly if its last edit was no delete;
   * - no child is without its parent; a child is there exactly if its last edit was no delete, unless a parent of it was deleted since; and where ON DELETE CASCADE or
   *   SET NULL lets it go, a parent is gone that was deleted later than it and all that ever referenced it were edited.
   *
   * Every typed value is a token of its own, so that each can be followed. All that happens follows from the seed, but for the moments at which
   * somebody is killed in the midst of a step of a sync: there the machine's pace has a part, and whether that sync came through.
   */
  class Simulation
  {
    public:
      Simulation( quint32 seed, Defect defect = Defect::None );
      ~Simulation();

      //! Runs \a steps random steps, brings all databases to rest and checks. Returns the violations, with the story of their rows; empty where there are none.
      QString run( int steps );

    private:
      struct Cell
      {
          QString token; //!< Last value typed.
          int step = 0;
      };
      class OpenTransaction;

      int random( int below ) { return static_cast<int>( mRandom() % static_cast<quint32>( below ) ); }
      bool chance( int percent ) { return random( 100 ) < percent; }
      QString token();
      QString newUid();
      QString anyDatabase();
      TestDatabase &database( const QString &name );

      void step();
      //! What a step does: an edit, a purge, a sync, a power cut.
      void act();
      //! Tells the story how the followed row is in each database, where that has changed.
      void follow();
      void edit( const QString &name );
      void insertRows( const QString &name );
      void updateRows( const QString &name, bool bulk );
      void changeAndChangeBack( const QString &name );
      void deleteRows( const QString &name, bool truncate );
      void insertFamily( const QString &name );
      void updateFamily( const QString &name );
      //! Some parents get each other's unique values, as where somebody has mistaken one for the other, or numbers are given anew.
      void handCodesOn( const QString &name );
      void deleteFamily( const QString &name, bool truncate );
      void updateGrandparent( const QString &name );
      void deleteGrandparent( const QString &name );
      //! Begins, or goes on with, the transaction of a database that stays open for some steps.
      void longTransaction( const QString &name );
      void commitOpenTransactions( bool all );
      void purge();
      void synchronizeOne( const QString &name );
      void synchronizeAndKill( const QString &name );
      //! Synchronises while somebody is about to be killed, and tells how it went; \a harm in words.
      void synchronizeInDanger( const QString &name, Carrier carrier, const QString &harm, const std::function<void( SyncStep )> &stepDone = nullptr );
      void killBackendsAfter( const QString &name, int step );
      void killBackendsDuring( const QString &name );

      //! The servers of central, of the clones, or of all lose their power: between two syncs, after a step of one, or whenever it happens.
      void killServers();
      void restartServers( const QString &victims, bool running );
      void synchronizeInWrongOrder( const QString &name );

      //! The tokens in the result of a query: what an edit there is about to overwrite knowingly.
      QSet<QString> seenBy( const QString &name, const QString &query );
      //! Runs an edit; FALSE where the database refused it, in which case nothing counts as typed.
      bool execute( const QString &name, const QString &sql, const QString &about );
      void typed( const QString &uid, const QString &column, const QString &token, int step );
      void deleted( const QString &uid );
      //! uid of what a parent or child references there; empty where that is nothing.
      QString referencedBy( const QString &name, const QString &uid );
      void editedParent( const QString &name, const QString &uid );
      void editedChild( const QString &name, const QString &uid );
      //! \a parents were deleted, which \a childrenOfThem referenced there, and \a children by themselves.
      void deletedFamily( const QStringList &parents, const QStringList &childrenOfThem, const QStringList &children );

      void bringToRest();
      void repair();
      QString check();
      QStringList checkFamilies( const QString &content );
      //! Rows that are not in all databases.
      QString differences();
      //! What happened to a row or a value: its edits, and the syncs since the first of them.
      QString story( const QString &needle ) const;
      //! The stories of the first rows whose uids are in a text, and of what they referenced.
      QString stories( const QString &text ) const;

      quint32 mSeed;
      Defect mDefect;
      std::mt19937 mRandom;
      std::unique_ptr<Network> mNetwork;
      std::map<QString, std::unique_ptr<OpenTransaction>> mOpen;
      int mStep = 0;
      int mNextPowerCut = 0;
      int mTokens = 0;
      QStringList mStory;
      QSet<QString> mTyped;
      QSet<QString> mOverwritten;
      QHash<QString, Cell> mCells;
      QSet<QString> mRetyped;
      //! Step of the last edit of a row of s.cell or s.child: positive where it was typed into, negative where it was deleted.
      QHash<QString, int> mLastEdit;
      //! The same of a parent, where an edit of any child that ever referenced it counts as one.
      QHash<QString, int> mLastUse;
      //! Every parent that a child, and every grandparent that a parent, has ever referenced anywhere.
      QHash<QString, QSet<QString>> mParentsOf;
      QSet<QString> mEverDeleted;
      //! uid of a row of which the story tells how it is after each step (environment variable LIZSYNC_SIMULATION_ROW), for whoever looks into a failing seed.
      QString mFollowed = qEnvironmentVariable( "LIZSYNC_SIMULATION_ROW" );
      QString mFollowedTable;
      QString mFollowedState;
  };

} // namespace LizSync
