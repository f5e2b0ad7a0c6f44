/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"
#include "engine/pg/connection.h"

#include <QByteArray>
#include <QProcess>
#include <QTemporaryFile>

#include <functional>
#include <memory>

namespace LizSync
{

  /**
   * How a PostgreSQL client program reaches the database that a connection is connected to: no secret on its command
   * line, where every user of the machine could read it.
   */
  class ProgramAccess
  {
    public:
      explicit ProgramAccess( const Pg::Connection &connection );

      //! For --dbname.
      QString conninfo() const { return mConninfo; }
      QProcessEnvironment environment() const { return mEnvironment; }

    private:
      QString mConninfo;
      QProcessEnvironment mEnvironment;
      std::unique_ptr<QTemporaryFile> mServiceFile;
  };

  /**
   * An external program whose output is streamed. Every wait polls the feedback and throws CanceledError;
   * destruction kills the program where it still runs.
   */
  class Process
  {
    public:
      Process( const QString &program, const QStringList &arguments, const QProcessEnvironment &environment, Feedback &feedback );
      ~Process();
      Process( const Process & ) = delete;
      Process &operator=( const Process & ) = delete;

      //! Waits for the next piece of standard output; empty at its end.
      QByteArray read();

      //! Waits for the end; TRUE where the exit code is 0.
      bool finish();

      //! The last lines of standard error.
      QString errorText();

      //! Hears standard error as it comes, between the reads.
      void setErrorListener( std::function<void( const QByteArray & )> listener ) { mErrorListener = std::move( listener ); }

    private:
      bool isRunning() const { return mProcess.state() != QProcess::NotRunning; }
      void kill();
      void checkCanceled();
      void collectErrors();

      QProcess mProcess;
      Feedback &mFeedback;
      QByteArray mErrors;
      std::function<void( const QByteArray & )> mErrorListener;
  };

} // namespace LizSync
