/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/pg/connection.h"
#include "engine/sync/synchronize.h"

#include <QJsonObject>

namespace LizSync
{

  /**
   * The messages of one sync between two open transactions, in the order of docs/protocol.md. It carries bytes and
   * words: what merges is SQL on both sides. Whoever owns the transactions commits them, central first.
   */
  class SyncSession
  {
    public:
      SyncSession( Pg::Transaction &central, Pg::Transaction &clone, Feedback &feedback );

      //! 1. The clone says who it is and what it has; central answers with a new sync id, or an error.
      void hello();
      //! 2. The clone's changes go to central's inbox.
      void push();
      //! 3. Central merges, and fills its outbox with what the clone lacks.
      void merge();
      //! 4. The outbox comes to the clone and is applied. \a keepDetails: remember what it changes, for tellChanges().
      void pull( bool keepDetails );
      //! 5. Central hears what the clone could not take, the clone what it is to keep.
      void finish();

      //! Hands every change to \a sink, those of central first.
      void tellChanges( const std::function<void( const SyncChange & )> &sink );
      //! Hands the conflicts of this sync to \a sink.
      void tellConflicts( const ConflictSink &sink );
      //! Tells the user of the conflicts of this sync, the first ones in words.
      void tellConflicts();

      //! The synchronised tables, as "schema"."table", once hello() is done.
      QStringList tables() const;

      //! Those of them that receive something in the clone, once pull() has begun to apply it.
      QStringList receiving() const { return mReceiving; }

      SyncResult result() const;

    private:
      QJsonObject call( Pg::Transaction &transaction, const QString &sql, const Pg::Parameters &parameters );
      //! Rows that a side has just received, by table; \a relations gets the tables.
      QString arrived( Pg::Transaction &side, QStringList *relations = nullptr ) const;
      void tellDetails( Pg::Transaction &transaction, const QString &direction, const QString &query, const std::function<void( const SyncChange & )> &sink );

      Pg::Transaction &mCentral;
      Pg::Transaction &mClone;
      Feedback &mFeedback;
      QString mSyncId;
      QString mClockOffset;
      QJsonObject mHello;
      QJsonObject mReply;
      QJsonObject mMerge;
      QJsonObject mReport;
      QJsonObject mFinal;
      QStringList mReceiving;
      bool mHasDetails = false;
  };

} // namespace LizSync
