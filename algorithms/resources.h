/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QString>

namespace LizSync
{

  //! Makes :/lizsync/… known: a static library's resources are not, by themselves.
  void initResources();

  //! UTF-8 text of an embedded file.
  QString resourceText( const QString &path );

} // namespace LizSync
