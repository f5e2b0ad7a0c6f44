/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/sync/synchronize.h"

#include <QCoreApplication>
#include <QList>
#include <QMap>
#include <QSaveFile>
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
      //! Changes beyond this number are counted, but not listed.
      static constexpr int MAX_LISTED = 1000;

      //! \a path may be empty: nobody asked for a report, and all methods do nothing.
      explicit SyncReport( const QString &path );

      bool isWanted() const { return !mFile.fileName().isEmpty(); }
      void setDatabases( const QString &centralConninfo, const QString &cloneConninfo );
      void setDryRun( bool dryRun ) { mDryRun = dryRun; }

      //! Opens the file, so that a bad path is an error before anything is synchronized.
      void open();
      void add( const SyncChange &change );
      //! Forgets what was added: the engine has rolled back, and tries again.
      void restart();
      //! What was said about conflicts while the databases were synchronized.
      void setNotes( const QStringList &notes ) { mNotes = notes; }
      //! Writes the page. \throws LizSync::Error where that fails.
      void write( const SyncResult &result );

      //! The page, with \a createdAt as its date.
      QString html( const SyncResult &result, const QDateTime &createdAt ) const;

      //! host/database as a person reads it; without user and password.
      static QString databaseLabel( const QString &conninfo );

    private:
      struct Counts
      {
          qint64 toCentral[3] = { 0, 0, 0 };
          qint64 toClone[3] = { 0, 0, 0 };
      };

      QString verdict( const SyncResult &result ) const;
      QString tableRows() const;
      QString changeRows() const;
      QString conflictText( const SyncResult &result ) const;

      QSaveFile mFile;
      QString mCentral;
      QString mClone;
      bool mDryRun = false;
      QMap<QString, Counts> mCounts;
      QList<SyncChange> mListed;
      QStringList mNotes;
      qint64 mTotal = 0;
  };

} // namespace LizSync
