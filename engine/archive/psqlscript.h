/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/archive/process.h"
#include "engine/archive/programs.h"

#include <QList>

namespace LizSync
{

  /**
   * One transaction in another database, run by one psql that is fed piece by piece.
   *
   * It begins with BEGIN and becomes lasting only by commit(), which sends COMMIT: not by --single-transaction, with
   * which psql commits at the end of its input, also where that is the end of a program that crashed.
   */
  class PsqlScript
  {
    public:
      //! \a control is another connection to the same database, by which the server's side is ended where need be.
      PsqlScript( const PgPrograms &programs, Pg::Connection &control, Feedback &feedback );
      //! Where commit() was not reached: ends psql and its session, and waits until the server has rolled back.
      ~PsqlScript();
      PsqlScript( const PsqlScript & ) = delete;
      PsqlScript &operator=( const PsqlScript & ) = delete;

      //! What our functions raise for the user (LZ001).
      enum class Sentences
      {
        AsTheyAre,
        WithFailure, //!< In SQL that is not ours, which has to be named.
      };

      /**
       * Names what comes next, for the error message: "The archive could not be restored in database x: …".
       * Its lines are counted from here.
       */
      void beginPart( const QString &failure, Sentences sentences = Sentences::AsTheyAre );

      //! \throws LizSync::Error with the database's own words where psql has stopped at an error.
      void write( const QByteArray &sql );
      void write( const QString &sql ) { write( sql.toUtf8() ); }

      /**
       * Waits until everything that was written so far has been done: psql reads ahead.
       * \throws LizSync::Error with the database's own words where it has stopped at an error.
       */
      void waitUntilDone();

      //! Sends COMMIT and waits for psql's end. Not to be canceled: its outcome has to be known.
      void commit();

    private:
      struct Part
      {
          QString failure;
          Sentences sentences;
          qint64 firstLine;
      };

      [[noreturn]] void throwError();
      void endSession() noexcept;

      Pg::Connection &mControl;
      QString mSessionName;
      ProgramAccess mAccess;
      Process mProcess;
      QList<Part> mParts;
      qint64 mLine = 1;
      bool mCommitted = false;
  };

} // namespace LizSync
