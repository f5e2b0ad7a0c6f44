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

  //! \a body between dollar quotes with a tag that it does not hold.
  QString dollarQuoted( const QString &body );

  /**
   * A statement that creates an extension where it is missing, or fails with one sentence: what needs it (\a purpose,
   * such as "LizSync"), where (\a databaseLabel), the database's own words, and what to do.
   */
  QString createExtensionStatement( const QString &extension, const QString &schema, const QString &purpose, const QString &databaseLabel );

} // namespace LizSync
