/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "algorithms/reportpage.h"

#include "engine/fleet/status.h"

#include <QCoreApplication>
#include <QDateTime>

namespace LizSync
{

  /**
   * The page REPORT of lizsync:status: numbers first, then what was edited lately, then every clone.
   */
  class StatusReport
  {
      Q_DECLARE_TR_FUNCTIONS( StatusReport )

    public:
      //! \a path may be empty: nobody asked for a report, and all methods do nothing.
      explicit StatusReport( const QString &path );

      bool isWanted() const { return mPage.isWanted(); }
      void setDatabase( const QString &centralConninfo );

      //! Opens the file, so that a bad path is an error before anything is looked at.
      void open() { mPage.open(); }
      //! Writes the page. \throws LizSync::Error where that fails.
      void write( const FleetStatus &status );

      //! The page, with \a createdAt as its date.
      QString html( const FleetStatus &status, const QDateTime &createdAt ) const;

    private:
      static QString verdict( const FleetStatus &status, int troubled );
      static QString plots( const FleetStatus &status );
      static QString structureText( const CloneStatus &clone );
      static QString cloneRow( const CloneStatus &clone, const QStringList &problems );
      static QString cloneRows( const FleetStatus &status );

      ReportPage mPage;
      QString mCentral;
  };

} // namespace LizSync
