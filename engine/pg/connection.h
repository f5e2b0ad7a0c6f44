/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"
#include "engine/pg/error.h"
#include "engine/pg/result.h"

#include <QMap>
#include <QStringList>

#include <functional>
#include <memory>
#include <optional>

struct pg_conn;

namespace LizSync
{
  namespace Pg
  {

    //! A bound text parameter; std::nullopt is NULL.
    using Parameter = std::optional<QString>;
    using Parameters = QList<Parameter>;

    /**
     * One connection to one database. Every wait is asynchronous: it polls the feedback and, where the user
     * cancelled, sends PQcancel and throws CanceledError. Not copyable; closes itself.
     *
     * Statements are run through Transaction only, except the few that cannot be (see Transaction).
     */
    class Connection
    {
      public:
        /**
         * Connects. \a conninfo is a libpq URI or keyword/value string, \a applicationName names the connection
         * in pg_stat_activity (such as "lizsync sync clone").
         * \throws Pg::Error with a sentence of what is wrong; passwords are never part of it.
         */
        Connection( const QString &conninfo, const QString &applicationName, Feedback *feedback = nullptr );
        ~Connection();
        Connection( const Connection & ) = delete;
        Connection &operator=( const Connection & ) = delete;

        //! host:port/dbname as a person reads it; without user and password.
        QString label() const;
        QString databaseName() const;

        /**
         * The keywords by which another client would reach the same database as the same user: those that were given,
         * completed by what libpq took from a service, PGHOST and the like. With several hosts, the one connected to.
         * Holds the password.
         */
        QMap<QString, QString> effectiveKeywords() const;

        //! Such as 150018.
        int serverVersion() const;
        bool isAlive() const;
        //! Backend process id on the server.
        int backendPid() const;

        //! Runs a statement that PostgreSQL refuses inside a transaction (CREATE DATABASE, DROP DATABASE, VACUUM).
        void executeOutsideTransaction( const QString &sql );

        //! Server's NOTICE and WARNING messages are handed to \a handler (severity, message).
        void setNoticeHandler( std::function<void( const QString &, const QString & )> handler );

      private:
        friend class Transaction;
        class Private;
        std::unique_ptr<Private> d;
    };

    /**
     * A transaction: commit is explicit, destruction rolls back and never throws. No SQL runs outside one.
     */
    class Transaction
    {
      public:
        enum class Isolation
        {
          ReadCommitted,
          RepeatableRead,
        };

        explicit Transaction( Connection &connection, Isolation isolation = Isolation::ReadCommitted );
        ~Transaction();
        Transaction( const Transaction & ) = delete;
        Transaction &operator=( const Transaction & ) = delete;

        //! Runs one statement with bound text parameters ($1, $2, …).
        Result execute( const QString &sql, const Parameters &parameters = {} );

        //! Runs a script of several statements (no parameters).
        void executeScript( const QString &sql );

        //! RESET ALL, except what every connection is set to.
        void resetSettings();

        //! First column of the first row; NULL where there is none.
        Parameter scalar( const QString &sql, const Parameters &parameters = {} );

        /**
         * COPY … TO STDOUT: hands each block of raw bytes to \a sink as it arrives. Returns the number of rows.
         */
        qint64 copyOut( const QString &copySql, const std::function<void( const char *data, int size )> &sink );

        /**
         * COPY … FROM STDIN: asks \a source for raw bytes until it gives an empty array. Returns the number of rows.
         */
        qint64 copyIn( const QString &copySql, const std::function<QByteArray()> &source );

        /**
         * Streams \a copyOutSql of this transaction into \a copyInSql of \a target, block by block, in flat memory.
         * \a progress is told the rows moved so far (from time to time). Returns the number of rows.
         */
        qint64 copyTo( Transaction &target, const QString &copyOutSql, const QString &copyInSql, const std::function<void( qint64 rows )> &progress = nullptr );

        /**
         * Commits. Not to be canceled: once it was sent, only the server's answer tells what happened.
         * \throws Pg::Error also where an earlier error had made the transaction a failed one.
         */
        void commit();
        //! Rolls back; never throws, and closes a connection that does not answer.
        void rollback() noexcept;
        Connection &connection() { return mConnection; }

      private:
        Connection &mConnection;
        bool mOpen = false;
    };

  } // namespace Pg
} // namespace LizSync
