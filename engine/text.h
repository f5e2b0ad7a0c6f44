/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QCoreApplication>
#include <QString>

namespace LizSync
{

  /**
   * Words of the engine for people: Text::tr( "…" ) answers them in the language of the program
   * (resources/i18n, installed by whoever has a user).
   */
  struct Text
  {
      Q_DECLARE_TR_FUNCTIONS( LizSync::Text )

    public:
      //! "1 row", "7 rows".
      static QString rows( qint64 count );
      static QString tables( qint64 count );
      static QString changes( qint64 count );
      static QString conflicts( qint64 count );
      static QString clones( qint64 count );
      static QString edits( qint64 count );
      static QString days( qint64 count );
      static QString ids( qint64 count );

      //! What came from elsewhere, as one line of a message: cut to \a length, without what moves the cursor or turns the direction of reading.
      static QString printable( const QString &text, int length = 80 );
  };

} // namespace LizSync
