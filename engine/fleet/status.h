/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"

#include <QDate>
#include <QDateTime>
#include <QList>
#include <QString>
#include <QStringList>

namespace LizSync
{

  //! What a clone has left of the ids that it may give to new rows.
  struct IdRange
  {
      QString sequence; //!< "schema"."sequence".
      qint64 size = 0;
      qint64 left = 0;
  };

  //! How one clone is, as far as central knows: what it said at its last sync, and what has happened in central since.
  struct CloneStatus
  {
      QString id;
      QString name;
      QDateTime registeredAt;
      QDateTime lastContact;     //!< Invalid where it has never synchronised.
      QDateTime lastSync;        //!< When anything was exchanged last, the deployment included.
      qint64 waiting = 0;        //!< Events of central that it lacks.
      qint64 oldestEvent = 0;    //!< The first of them; 0 where there is none.
      QDateTime oldestEventTime; //!< When that was edited.
      qint64 unresolved = 0;
      double clockOffsetSeconds = 0; //!< Its clock minus central's.
      QString version;               //!< Of LizSync; empty where it has never synchronised.
      qint64 logBytes = -1;          //!< Of its own log; -1 where unknown.
      int tables = 0;
      bool structureKnown = false;
      QString structureDifference; //!< Empty where its tables are as central's are now.
      QList<IdRange> idRanges;

      //! The range of which the smallest part is left; null where it has none.
      const IdRange *lowestRange() const;
  };

  //! Rows edited on one day in one place.
  struct DayEdits
  {
      QDate day;
      QString clone; //!< Its name; empty for central itself.
      QString tableName;
      qint64 edits = 0;
  };

  struct FleetStatus
  {
      QString centralName;
      QString version;
      QDateTime now; //!< By central's clock.
      qint64 logEvents = 0;
      qint64 logBytes = 0;
      QDateTime oldestLogged;
      qint64 pending = 0; //!< Sum of what the clones lack.
      qint64 unresolved = 0;
      qint64 conflicts = 0;
      QList<CloneStatus> clones; //!< By name.
      QList<DayEdits> edits;     //!< Of the last EDIT_DAYS days, as far as the log reaches back; only where asked for.

      static constexpr int EDIT_DAYS = 30;

      //! What somebody should look at, in words; empty where all is well with the clone.
      QStringList problems( const CloneStatus &clone ) const;
  };

  /**
   * lizsync:status: how central and all its clones are. \a withEdits: also what was edited on the last days, which
   * reads central's log.
   */
  FleetStatus fleetStatus( const QString &centralConninfo, bool withEdits, Feedback &feedback );

} // namespace LizSync
