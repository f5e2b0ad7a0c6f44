/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QTranslator>

namespace LizSync
{

  /**
   * LizSync's words in a language, for as long as it lives. English is what the sources speak: it needs none.
   */
  class Translation
  {
    public:
      //! In QGIS's own language.
      Translation();
      //! \a locale is a name such as "fr" or "fr_CA".
      explicit Translation( const QString &locale );
      ~Translation();
      Translation( const Translation & ) = delete;
      Translation &operator=( const Translation & ) = delete;

      bool isInstalled() const { return mInstalled; }

    private:
      QTranslator mTranslator;
      bool mInstalled = false;
  };

} // namespace LizSync
