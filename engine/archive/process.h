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
   * An external program whose input and output are streamed. Every wait polls the feedback and throws CanceledError;
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

      /**
       * Feeds standard input, waiting until the program has taken most of it. What it wrote to standard output until
       * then is dropped. FALSE where the program has ended.
       */
      bool write( const QByteArray &data );

      enum class Wait
      {
        Cancelable,
        ToTheEnd, //!< Where the outcome has to be known.
      };

      //! Closes standard input, waits for the end; TRUE where the exit code is 0.
      bool finish( Wait wait = Wait::Cancelable );

      void kill();

      bool isRunning() const { return mProcess.state() != QProcess::NotRunning; }
      //! The last lines of standard error.
      QString errorText();

      //! Hears standard error as it comes, between the reads.
      void setErrorListener( std::function<void( const QByteArray & )> listener ) { mErrorListener = std::move( listener ); }

    private:
      void checkCanceled();
      void collectErrors();

      QProcess mProcess;
      Feedback &mFeedback;
      QByteArray mErrors;
      std::function<void( const QByteArray & )> mErrorListener;
  };

} // namespace LizSync
