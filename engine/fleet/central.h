/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/pg/connection.h"

#include <QDateTime>

namespace LizSync
{

  /**
   * Makes sure that a database has LizSync of this version and is a central, not a clone.
   * \throws LizSync::Error that says what to do.
   */
  void requireCentral( Pg::Transaction &transaction );

  //! A timestamptz column, with time zone UTC and DateStyle ISO (see requireCentral()); invalid where it is NULL.
  QDateTime timeValue( const Pg::Result &result, int row, const QString &column );

} // namespace LizSync
