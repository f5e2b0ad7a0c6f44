/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/error.h"

namespace LizSync
{
  namespace Pg
  {

    //! A server's message as a sentence: first letter upper-case, full stop at the end.
    QString asSentence( const QString &text );

    /**
     * What an SQLSTATE of the server means to whoever started the work, where it says that something failed there (a full disk, no memory, a
     * lock, a cancel) rather than what was asked for: what is wrong, where, and what to do. Empty for all others.
     * \a words are the server's own, \a label says which database (Connection::label()).
     */
    QString failureSentence( const QByteArray &sqlState, const QString &words, const QString &label );

    /**
     * An error reported by PostgreSQL or by libpq. Callers branch on sqlState(), never on the text.
     */
    class Error : public LizSync::Error
    {
      public:
        Error( const QString &message, const QByteArray &sqlState, const QString &detail, const QString &hint, const QString &statement, bool connectionAlive, int position = 0 );

        //! Five-character SQLSTATE; "08006" where the connection itself failed.
        QByteArray sqlState() const { return mSqlState; }

        //! The server's DETAIL, may be empty.
        QString detail() const { return mDetail; }

        //! The server's HINT, may be empty.
        QString hint() const { return mHint; }

        //! The statement that failed, for the log; never holds a password.
        QString statement() const { return mStatement; }

        //! Where in the statement the server found the error, counted in characters from 1; 0 where it does not say.
        int position() const { return mPosition; }

        //! FALSE where the connection was lost.
        bool connectionAlive() const { return mConnectionAlive; }

        //! TRUE where LizSync's own SQL raised it (LZ001): its message is a sentence for the user as it is.
        bool isOurs() const;

        //! TRUE where the server, or the way to it, failed rather than refused: no disk, no memory, no connection, a lock, a cancel.
        bool isFailure() const;

        //! TRUE for serialization failures (40001) and deadlocks (40P01): the whole operation may be tried again.
        bool isRetryable() const;

      private:
        QByteArray mSqlState;
        QString mDetail;
        QString mHint;
        QString mStatement;
        bool mConnectionAlive = true;
        int mPosition = 0;
    };

  } // namespace Pg
} // namespace LizSync
