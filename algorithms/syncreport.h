/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "algorithms/reportpage.h"

#include "engine/sync/synchronize.h"

#include <QCoreApplication>
#include <QMap>
#include <QStringList>

namespace LizSync
{

  /**
   * The page REPORT of lizsync:synchronize: numbers first, then counts a table, the first changes, the conflicts.
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
      //! Forgets what was added: the engine has rolled back, and tries again.
      void restart();
      //! What was said about conflicts while the databases were synchronised.
      void setNotes( const QStringList &notes ) { mNotes = notes; }
      //! Writes the page. \throws LizSync::Error where that fails.
      void write( const SyncResult &result );

      //! The page, with \a createdAt as its date.
      QString html( const SyncResult &result, const QDateTime &createdAt ) const;

    private:
      struct Counts
      {
          qint64 toCentral[3] = { 0, 0, 0 };
          qint64 toClone[3] = { 0, 0, 0 };
      };

      QString verdict( const SyncResult &result ) const;
      QString tableRows() const;
      static QString changeRow( const SyncChange &change );
      QString changeRows() const;
      QString conflictText( const SyncResult &result ) const;

      ReportPage mPage;
      QString mCentral;
      QString mClone;
      bool mDryRun = false;
      QMap<QString, Counts> mCounts;
      QStringList mListed; //!< HTML at once: a row's values may be megabytes.
      QStringList mNotes;
      qint64 mTotal = 0;
  };

} // namespace LizSync
