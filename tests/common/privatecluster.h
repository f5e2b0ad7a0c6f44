/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QProcess>
#include <QString>
#include <QStringList>
#include <QTemporaryDir>

#include <utility>

namespace LizSync
{

  /**
   * A PostgreSQL cluster of one test's own (tools/cluster), with a clock of its own, that may be killed, and go back to a copy of its files.
   */
  class PrivateCluster
  {
    public:
      //! \a clock is how wrong the server's clock is, such as "+3h"; empty: right.
      explicit PrivateCluster( const QString &clock = QString() );
      ~PrivateCluster();
      PrivateCluster( const PrivateCluster & ) = delete;
      PrivateCluster &operator=( const PrivateCluster & ) = delete;

      //! Conninfo of a superuser on the maintenance database.
      QString conninfo() const;

      //! Has the server listen on a port of 127.0.0.1 above 32767 too (restarts it) and answers that port.
      int listenOnHighPort();

      //! A certificate that signed itself, and its key, beside the server's data, readable by the server.
      struct Certificate
      {
          QString certificate;
          QString key;
      };
      Certificate makeCertificate( const QString &commonName );

      /**
       * From the next start on the server speaks SSL, with such a certificate for localhost, and lets nobody in by TCP without it;
       * \a certificateRole only with a certificate of his name. Answers his certificate and the server's.
       */
      std::pair<Certificate, Certificate> enableSsl( const QString &certificateRole );

      //! From now on a commit that was answered is there after crash() too, as tools/cluster's servers do not promise by themselves.
      void keepCommits();

      //! The power goes: every process of the server is killed.
      void crash();
      void stop();
      //! Starts a stopped or killed server, with another clock if \a clock says so.
      void start( const QString &clock = QString() );

      //! Copies the files, as a backup of the computer would. The server is restarted.
      void backUpFiles();
      //! Goes back to the files of backUpFiles().
      void restoreFiles();

    private:
      QString data() const;
      static QString serverProgram( const QString &name );
      //! Runs a program as the user that the server runs as.
      static void run( const QStringList &command, const QString &clock = QString() );

      QTemporaryDir mFolder;
      //! Stops and removes the cluster when its input ends: also where this process is killed.
      QProcess mCleaner;
  };

} // namespace LizSync
