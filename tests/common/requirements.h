/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "tests/common/testdatabase.h"

#include <QString>

namespace LizSync
{

  /**
   * Why a test cannot run with the servers that are tested; empty where it can. Reasons are given only where tests may be left out, in
   * the many versions of tools/test --matrix (LIZSYNC_TEST_MAY_SKIP): elsewhere what is missing is a failure.
   */
  QString lacksExtension( const QString &name, const QString &cluster = clusterConninfo() );
  //! No pg_dump is as new as the server.
  QString lacksPgDump( const QString &cluster = clusterConninfo() );
  QString lacksType( const QString &name, const QString &cluster = clusterConninfo() );
  //! The server is too old for a statement, \a what by name: nothing to test there, in whatever run.
  QString lacksSyntax( const QString &what, const QString &statement, const QString &cluster = clusterConninfo() );
  //! Central and clones are in servers of different versions.
  QString lacksOneCluster();

} // namespace LizSync

//! Leaves the rest of a test function out, and says why, where \a reason is one of the above and not empty.
#define LIZSYNC_SKIP_WHERE( reason )            \
  do                                            \
  {                                             \
    const QString lizsyncReason = ( reason );   \
    if ( !lizsyncReason.isEmpty() )             \
      QSKIP( qUtf8Printable( lizsyncReason ) ); \
  }                                             \
  while ( false )
