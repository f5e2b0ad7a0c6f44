/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "algorithms/reportpage.h"

#include "engine/compare/compare.h"

#include <QDateTime>
#include <QStringList>

namespace LizSync
{

  /**
   * The page REPORT of lizsync:compare: numbers first, then counts a table, then the first differences.
   */
  class CompareReport
  {
      Q_DECLARE_TR_FUNCTIONS( CompareReport )

    public:
      //! \a path may be empty: nobody asked for a report, and all methods do nothing.
      explicit CompareReport( const QString &path );

      bool isWanted() const { return mPage.isWanted(); }
      void setDatabases( const QString &centralConninfo, const QString &cloneConninfo );

      //! Opens the file, so that a bad path is an error before anything is compared.
      void open() { mPage.open(); }
      void add( const RowDifference &difference );
      //! Writes the page. \throws LizSync::Error where that fails.
      void write( const CompareResult &result );

      //! The page, with \a createdAt as its date.
      QString html( const CompareResult &result, const QDateTime &createdAt ) const;

    private:
      static QString verdict( const CompareResult &result );
      static QString plot( const CompareResult &result );
      static QString tableRows( const CompareResult &result );
      QString differenceRows( const CompareResult &result ) const;

      ReportPage mPage;
      QString mCentral;
      QString mClone;
      QStringList mListed; //!< HTML at once: a row's values may be megabytes.
  };

} // namespace LizSync
