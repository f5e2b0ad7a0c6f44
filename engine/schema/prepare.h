/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"
#include "engine/pg/quoting.h"

#include <QList>
#include <QStringList>

namespace LizSync
{

  //! What an algorithm was asked to work on: whole schemas, single tables, or both.
  struct Selection
  {
      QStringList schemas;
      QList<Pg::TableName> tables;
  };

  /**
   * \throws LizSync::Error where nothing was asked for, or one of the schemas that are never synchronised.
   */
  void checkSelection( const Selection &selection );

  struct PrepareResult
  {
      int tables = 0; //!< Tables that are prepared now, those that already were included.
      QString serverId;
  };

  /**
   * lizsync:prepare: gives central its name and every selected table its uid column and audit triggers.
   * \a serverName may be empty: an existing name is kept.
   */
  PrepareResult prepare( const QString &centralConninfo, const Selection &selection, const QString &serverName, Feedback &feedback );

} // namespace LizSync
