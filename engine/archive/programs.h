/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QString>
#include <QStringList>

namespace LizSync
{

  //! A folder with the PostgreSQL client programs that are needed.
  struct PgPrograms
  {
      QString folder;
      int version = 0; //!< Such as 150018, as PQserverVersion() has it.

      QString path( const QString &program ) const;
  };

  /**
   * Finds \a programs (such as pg_restore), all in one folder and of version \a wantedVersion: the one that
   * fits best, or else the oldest that is newer. Looked for in the folder that LIZSYNC_PG_BINDIR names, and only there if
   * it is set; otherwise in PATH and where PostgreSQL is usually installed.
   *
   * \throws LizSync::Error where there are none, or only older ones; \a wantedBy says in words whose version is wanted.
   */
  PgPrograms findPgPrograms( const QStringList &programs, int wantedVersion, const QString &wantedBy );

  //! 150018 as "15.18".
  QString versionText( int version );

} // namespace LizSync
