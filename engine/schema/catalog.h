/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/pg/connection.h"

namespace LizSync
{

  //! Whether a value is SQL's TRUE, in the text that libpq gives.
  bool isTrue( const Pg::Parameter &value );

  //! Whether a table, view or the like of that name is in a schema.
  bool relationExists( Pg::Transaction &transaction, const QString &schema, const QString &name );

} // namespace LizSync
