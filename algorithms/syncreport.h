/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "algorithms/reportpage.h"

#include "engine/fleet/conflicts.h"
#include "engine/sync/synchronize.h"

#include <QCoreApplication>
#include <QDate>
#include <QMap>
#include <QStringList>

namespace LizSync
{

  /**
   * The page REPORT of lizsync:synchronize: numbers first, then counts a table, the first conflicts, the first changes.
   * Self-contained HTML from resources/report.html; every value is escaped.
   */
  class SyncReport
  {
      Q_DECLARE_TR_FUNCTIONS( SyncReport )

    public:
      //! \a path may be empty: nobody asked for a report, and all methods do nothing.
      explicit SyncReport( const QString &path );

      bool isWanted() const { return mPage.isWanted(); }
      void setDatabases( const QString &centralConninfo, const QString &cloneConninfo );
      void setDryRun( bool dryRun ) { mDryRun = dryRun; }

      //! Opens the file, so that a bad path is an error before anything is synchronised.
      void open() { mPage.open(); }
      void add( const SyncChange &change );
      void add( const Conflict &conflict );
      //! Forgets what was added: the engine has rolled back, and tries again.
      void restart();
      //! Writes the page. \throws LizSync::Error where that fails.
      void write( const SyncResult &result );

      //! The page, with \a createdAt as its date.
      QString html( const SyncResult &result, const QDateTime &createdAt ) const;

    private:
      struct Counts
      {
          qint64 toCentral[3] = { 0, 0, 0 };
          qint64 toClone[3] = { 0, 0, 0 };

          qint64 allToCentral() const { return toCentral[0] + toCentral[1] + toCentral[2]; }
          qint64 allToClone() const { return toClone[0] + toClone[1] + toClone[2]; }
      };

      QString verdict( const SyncResult &result ) const;
      QString tableRows() const;
      QString plots() const;
      static QString changeRow( const SyncChange &change );
      QString changeRows() const;
      QString conflictRow( const Conflict &conflict ) const;
      QString conflictText( const SyncResult &result ) const;

      ReportPage mPage;
      QString mCentral;
      QString mClone;
      bool mDryRun = false;
      QMap<QString, Counts> mCounts;
      QMap<QDate, Counts> mDays;
      QStringList mListed; //!< HTML at once: a row's values may be megabytes.
      QStringList mListedConflicts;
      qint64 mTotal = 0;
  };

} // namespace LizSync
