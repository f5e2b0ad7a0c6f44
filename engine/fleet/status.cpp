/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/fleet/status.h"

#include "engine/fleet/central.h"
#include "engine/pg/connection.h"
#include "engine/sqlsentences.h"
#include "engine/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QJsonObject>

#include <cmath>

using namespace LizSync;

namespace
{
  //! Clones told one by one; the others are counted.
  constexpr int sToldClones = 20;
  //! Days without a sync after which somebody should ask.
  constexpr int sSilentDays = 30;
  //! Part of an id range below which a clone should synchronise soon.
  constexpr double sLowRange = 0.1;
  //! A clock that is further off than that is worth a word.
  constexpr double sClockSeconds = 5;

  QList<IdRange> idRanges( const QString &json )
  {
    QList<IdRange> ranges;
    for ( const QJsonValue value : QJsonDocument::fromJson( json.toUtf8() ).array() )
    {
      const QJsonObject range = value.toObject();
      ranges << IdRange { range.value( QStringLiteral( "sequence" ) ).toString(), range.value( QStringLiteral( "size" ) ).toVariant().toLongLong(), range.value( QStringLiteral( "left" ) ).toVariant().toLongLong() };
    }
    return ranges;
  }

  CloneStatus cloneAt( const Pg::Result &rows, int row )
  {
    CloneStatus clone;
    clone.id = rows.value( row, QStringLiteral( "clone_id" ) );
    clone.name = rows.value( row, QStringLiteral( "name" ) );
    clone.registeredAt = timeValue( rows, row, QStringLiteral( "registered_at" ) );
    clone.lastContact = timeValue( rows, row, QStringLiteral( "last_contact" ) );
    clone.lastSync = timeValue( rows, row, QStringLiteral( "last_sync" ) );
    clone.waiting = rows.value( row, QStringLiteral( "events_waiting" ) ).toLongLong();
    clone.oldestEvent = rows.value( row, QStringLiteral( "oldest_event" ) ).toLongLong();
    clone.oldestEventTime = timeValue( rows, row, QStringLiteral( "oldest_event_time" ) );
    clone.unresolved = rows.value( row, QStringLiteral( "unresolved_conflicts" ) ).toLongLong();
    clone.clockOffsetSeconds = rows.value( row, QStringLiteral( "clock_seconds" ) ).toDouble();
    clone.version = rows.value( row, QStringLiteral( "version" ) );
    const QString bytes = rows.value( row, QStringLiteral( "log_bytes" ) );
    clone.logBytes = bytes.isEmpty() ? -1 : bytes.toLongLong();
    clone.tables = rows.value( row, QStringLiteral( "tables" ) ).toInt();
    clone.structureKnown = rows.value( row, QStringLiteral( "structure_known" ) ) == QLatin1String( "t" );
    clone.structureDifference = localizedSqlSentence( rows.value( row, QStringLiteral( "structure_difference" ) ) );
    clone.idRanges = idRanges( rows.value( row, QStringLiteral( "id_ranges" ) ) );
    return clone;
  }

  void readCentral( Pg::Transaction &transaction, FleetStatus &status )
  {
    const Pg::Result central = transaction.execute( QStringLiteral( "SELECT s.server_name, lizsync.version() AS version, now() AS now, pg_total_relation_size( 'audit.logged_actions' ) AS bytes, "
                                                                    "( SELECT count( * ) FROM audit.logged_actions ) AS events, "
                                                                    "( SELECT action_tstamp_clk FROM audit.logged_actions ORDER BY event_id LIMIT 1 ) AS oldest, "
                                                                    "( SELECT count( * ) FROM lizsync.conflicts ) AS conflicts, ( SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved ) AS unresolved "
                                                                    "FROM lizsync.server_metadata AS s" ) );
    status.centralName = central.value( 0, QStringLiteral( "server_name" ) );
    status.version = central.value( 0, QStringLiteral( "version" ) );
    status.now = timeValue( central, 0, QStringLiteral( "now" ) );
    status.logBytes = central.value( 0, QStringLiteral( "bytes" ) ).toLongLong();
    status.logEvents = central.value( 0, QStringLiteral( "events" ) ).toLongLong();
    status.oldestLogged = timeValue( central, 0, QStringLiteral( "oldest" ) );
    status.conflicts = central.value( 0, QStringLiteral( "conflicts" ) ).toLongLong();
    status.unresolved = central.value( 0, QStringLiteral( "unresolved" ) ).toLongLong();
  }

  void readEdits( Pg::Transaction &transaction, FleetStatus &status )
  {
    const Pg::Result edits = transaction.execute( QStringLiteral( "SELECT day, coalesce( clone_name, clone_id::text ) AS clone, relation, edits FROM lizsync.edits_by_day( $1 )" ), { QString::number( FleetStatus::EDIT_DAYS ) } );
    for ( int row = 0; row < edits.rowCount(); ++row )
      status.edits << DayEdits { QDate::fromString( edits.value( row, 0 ), Qt::ISODate ), edits.value( row, 1 ), edits.value( row, 2 ), edits.value( row, 3 ).toLongLong() };
  }

  void tell( const FleetStatus &status, Feedback &feedback )
  {
    int told = 0;
    int troubled = 0;
    for ( const CloneStatus &clone : status.clones )
    {
      const QStringList problems = status.problems( clone );
      if ( problems.isEmpty() )
        continue;
      ++troubled;
      if ( told++ < sToldClones )
        feedback.warning( Text::tr( "Clone \"%1\": %2." ).arg( clone.name, problems.join( QLatin1String( "; " ) ) ) );
    }
    if ( troubled > sToldClones )
      feedback.warning( Text::tr( "… and %1 more clones that need a look: REPORT lists them." ).arg( troubled - sToldClones ) );
    feedback.info( Text::tr( "Central \"%1\": %2, %3 waiting for them, %4 not resolved; %5 in its log." )
                     .arg( status.centralName, Text::clones( status.clones.size() ), Text::edits( status.pending ),
                           Text::conflicts( status.unresolved ), Text::edits( status.logEvents ) ) );
  }
} // namespace

const IdRange *CloneStatus::lowestRange() const
{
  const IdRange *lowest = nullptr;
  for ( const IdRange &range : idRanges )
  {
    if ( !lowest || static_cast<double>( range.left ) * static_cast<double>( lowest->size ) < static_cast<double>( lowest->left ) * static_cast<double>( range.size ) )
      lowest = &range;
  }
  return lowest;
}

QStringList FleetStatus::problems( const CloneStatus &clone ) const
{
  QStringList problems;
  if ( clone.unresolved > 0 )
    problems << Text::tr( "%1 not resolved" ).arg( Text::conflicts( clone.unresolved ) );
  const qint64 silentDays = ( clone.lastContact.isValid() ? clone.lastContact : clone.registeredAt ).daysTo( now );
  if ( silentDays >= sSilentDays && clone.lastContact.isValid() )
    problems << Text::tr( "no sync for %1" ).arg( Text::days( silentDays ) );
  else if ( silentDays >= sSilentDays )
    problems << Text::tr( "never synchronised in the %1 since it was deployed" ).arg( Text::days( silentDays ) );
  if ( !clone.version.isEmpty() && clone.version != version )
    problems << Text::tr( "LizSync %1 there, %2 in central: upgrade the older one" ).arg( clone.version, version );
  if ( !clone.structureDifference.isEmpty() )
    problems << Text::tr( "%1: make the same change on both sides" ).arg( clone.structureDifference );
  if ( std::abs( clone.clockOffsetSeconds ) > sClockSeconds )
    problems << ( clone.clockOffsetSeconds > 0 ? Text::tr( "its clock is %1 s ahead" ) : Text::tr( "its clock is %1 s behind" ) ).arg( std::abs( clone.clockOffsetSeconds ), 0, 'f', 0 );
  const IdRange *lowest = clone.lowestRange();
  if ( lowest && static_cast<double>( lowest->left ) < sLowRange * static_cast<double>( lowest->size ) )
    problems << Text::tr( "%1 left in %2: synchronise it soon" ).arg( Text::ids( lowest->left ), lowest->sequence );
  return problems;
}

FleetStatus LizSync::fleetStatus( const QString &centralConninfo, bool withEdits, Feedback &feedback )
{
  feedback.setProgress( 0 );
  Pg::Connection connection( centralConninfo, QStringLiteral( "lizsync status" ), &feedback );
  Pg::Transaction transaction( connection, Pg::Transaction::Isolation::RepeatableRead );
  requireCentral( transaction );
  FleetStatus status;
  readCentral( transaction, status );
  feedback.setProgress( 20 );
  const Pg::Result rows = transaction.execute( QStringLiteral( "SELECT f.*, extract( epoch FROM f.clock_offset ) AS clock_seconds FROM lizsync.fleet_status() AS f" ) );
  for ( int row = 0; row < rows.rowCount(); ++row )
  {
    status.clones << cloneAt( rows, row );
    status.pending += status.clones.constLast().waiting;
  }
  feedback.setProgress( 70 );
  if ( withEdits )
    readEdits( transaction, status );
  tell( status, feedback );
  feedback.setProgress( 100 );
  return status;
}
