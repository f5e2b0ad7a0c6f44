/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QByteArray>
#include <QString>

#include <exception>

namespace LizSync
{

  /**
   * Root of all errors of the engine: one sentence that says what is wrong, where, and what to do.
   */
  class Error : public std::exception
  {
    public:
      explicit Error( const QString &message )
        : mMessage( message )
        , mUtf8( message.toUtf8() )
      {}

      //! The sentence for the user.
      QString message() const { return mMessage; }

      const char *what() const noexcept override { return mUtf8.constData(); }

    private:
      QString mMessage;
      QByteArray mUtf8;
  };

  //! The user cancelled: nothing was changed.
  class CanceledError : public Error
  {
    public:
      using Error::Error;
  };

} // namespace LizSync
