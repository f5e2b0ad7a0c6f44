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

  /**
   * URL of the user guide that was installed with the library: beside it (plugin zip) or in the documentation folder.
   * \a anchor is the name of an algorithm. Empty where there is none.
   */
  QString helpPage( const QString &anchor );

} // namespace LizSync
