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
   * The first statement of \a sql, a text of several, that would begin or end a transaction or a part of one, such as "COMMIT" or
   * "START TRANSACTION"; empty where there is none. Bodies of functions and of DO, texts, quoted names and comments hold no statements of \a sql.
   */
  QString transactionStatement( const QString &sql );

} // namespace LizSync
