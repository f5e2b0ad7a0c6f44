/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QCoreApplication>
#include <QString>
#include <QStringList>

class QgsDataSourceUri;

namespace LizSync
{

  /**
   * Turns what a user gives for a database into a conninfo string for libpq: the name of a PostgreSQL connection saved
   * in QGIS or, where no connection has that name, a libpq URI or conninfo string as it is.
   *
   * Reads QGIS's settings and authentication database, so it belongs in the main thread (prepareAlgorithm()); it never
   * connects to a server.
   */
  class ConnectionResolver
  {
      Q_DECLARE_TR_FUNCTIONS( ConnectionResolver )

    public:
      /**
       * Conninfo for \a value, given for the parameter \a parameter (such as CENTRAL).
       * \throws LizSync::Error with a sentence that lists what would have been accepted.
       */
      static QString resolve( const QString &value, const QString &parameter );

      //! Names of the PostgreSQL connections saved in QGIS, sorted.
      static QStringList savedConnections();

    private:
      static QString resolveSaved( const QString &name );
      static QString withSessionRole( const QString &conninfo, const QgsDataSourceUri &uri );
  };

} // namespace LizSync
