/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QList>
#include <QString>

namespace LizSync
{

  //! A file of sql/, embedded when the library was built.
  struct SqlFile
  {
      QString path; //!< Relative to sql/, such as "migrations/0001_tables.sql".
      QString text;
  };

  //! Every SQL file in the order of installation: migrations first, then what goes, then the re-runnable objects; olderplugin/ around them.
  const QList<SqlFile> &embeddedSql();

} // namespace LizSync
