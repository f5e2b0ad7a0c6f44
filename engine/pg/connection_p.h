/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/pg/connection.h"

#include <QElapsedTimer>

#include <libpq-fe.h>

#include <memory>

namespace LizSync
{
  namespace Pg
  {

    //! What Connection and Transaction share: the PGconn and every wait for it.
    class Connection::Private
    {
      public:
        //! Whether a wait may be ended by the user.
        enum class Wait
        {
          Cancelable,
          //! COMMIT: however long it takes, its outcome has to be known.
          ToTheEnd,
          //! ROLLBACK: where no answer comes in time the connection is closed, which does the same.
          Bounded,
        };

        struct ConnectionDeleter
        {
            void operator()( PGconn *connection ) const { PQfinish( connection ); }
        };

        //! A COPY … TO STDOUT that is being read; where it was not read to its end, destruction cancels it.
        class CopyOut
        {
          public:
            CopyOut( Private &connection, const QString &sql );
            ~CopyOut();
            CopyOut( const CopyOut & ) = delete;
            CopyOut &operator=( const CopyOut & ) = delete;

            //! Appends rows to \a block until it holds \a size bytes or there are no more; FALSE at the end.
            bool read( QByteArray &block, int size );
            //! Rows read so far, and after the end the server's count.
            qint64 rows() const { return mRows; }

          private:
            Private &mConnection;
            QByteArray mStatement;
            qint64 mRows = 0;
            bool mFinished = false;
        };

        void connect( const QString &conninfo, const QString &applicationName );

        //! Statements by which every connection is set.
        static QString settings();

        //! Runs statements without parameters; returns the last result.
        Result run( const QString &sql, Wait wait = Wait::Cancelable );
        Result run( const QString &sql, const Parameters &parameters );
        qint64 copyIn( const QString &sql, const std::function<QByteArray()> &source );

        //! Throws CanceledError where the user cancelled and nothing is under way.
        void checkCanceled() const;
        //! Throws where the connection was lost earlier.
        void checkAlive() const;
        bool isAlive() const;
        //! Ends whatever is under way, so that ROLLBACK can be sent. Closes a connection that does not answer.
        void abandonStatement() noexcept;
        void close() noexcept;

        std::unique_ptr<PGconn, ConnectionDeleter> connection;
        Feedback *feedback = nullptr;
        std::function<void( const QString &, const QString & )> noticeHandler;
        QString label;
        QString databaseName;
        QMap<QString, QString> keywords;

        //! How long Bounded waits.
        static constexpr int sPatienceMs = 30000;

      private:
        friend class CopyOut;

        [[noreturn]] void throwConnectError( const QMap<QString, QString> &given ) const;
        [[noreturn]] void throwLost( const QByteArray &statement );
        [[noreturn]] void throwResult( const PGresult *result, const QByteArray &statement );

        //! Waits until the socket is readable (or, if asked, writable), or a moment has passed.
        bool pollSocket( bool forWriting, int timeoutMs ) const;
        //! One step of a wait during a statement; PQcancel and CanceledError where the user cancelled.
        void step( bool forWriting, Wait wait, const QElapsedTimer &since, const QByteArray &statement );
        void flush( Wait wait, const QByteArray &statement );
        PGresult *nextResult( Wait wait, const QByteArray &statement );
        //! Takes all results; throws the first error; returns the last one, or one in a COPY state at once.
        Result collect( Wait wait, const QByteArray &statement );
        void refuseCopy();
        //! FALSE where the request did not reach the server in time: then nothing may be sent on this connection any more.
        bool sendCancel() const noexcept;

        static void receiveNotice( void *self, const PGresult *result );
    };

  } // namespace Pg
} // namespace LizSync
