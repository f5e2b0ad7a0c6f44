/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/fleet/conflicts.h"

#include "engine/error.h"
#include "engine/fleet/central.h"
#include "engine/pg/quoting.h"
#include "engine/sqlsentences.h"
#include "engine/text.h"

using namespace LizSync;

namespace
{
  //! Rows fetched at once.
  constexpr int sFetchSize = 2000;

  //! Text of a value; null where it is NULL, empty but not null where it is empty.
  QString nullableText( const Pg::Result &rows, int row, const QString &column, int index )
  {
    if ( rows.isNull( row, index ) )
      return {};
    const QString text = rows.value( row, column );
    return text.isNull() ? QStringLiteral( "" ) : text;
  }

  int columnIndex( const Pg::Result &rows, const QString &name )
  {
    for ( int i = 0; i < rows.columnCount(); ++i )
    {
      if ( rows.columnName( i ) == name )
        return i;
    }
    throw Error( Text::tr( "The database's answer has no column \"%1\": please report this." ).arg( name ) );
  }

  Conflict conflictAt( const Pg::Result &rows, int row, int centralColumn, int cloneColumn )
  {
    Conflict conflict;
    conflict.id = rows.value( row, QStringLiteral( "id" ) ).toLongLong();
    conflict.time = timeValue( rows, row, QStringLiteral( "conflict_time" ) );
    conflict.tableName = rows.value( row, QStringLiteral( "table_name" ) );
    conflict.uid = rows.value( row, QStringLiteral( "uid" ) );
    conflict.cloneName = rows.value( row, QStringLiteral( "clone_name" ) );
    conflict.kind = rows.value( row, QStringLiteral( "conflict_kind" ) );
    conflict.column = rows.value( row, QStringLiteral( "column_name" ) );
    conflict.centralValue = nullableText( rows, row, QStringLiteral( "central_value" ), centralColumn );
    conflict.cloneValue = nullableText( rows, row, QStringLiteral( "clone_value" ), cloneColumn );
    conflict.centralEditedAt = timeValue( rows, row, QStringLiteral( "central_edited_at" ) );
    conflict.cloneEditedAt = timeValue( rows, row, QStringLiteral( "clone_edited_at" ) );
    conflict.centralEditedBy = rows.value( row, QStringLiteral( "central_edited_by" ) );
    conflict.cloneEditedBy = rows.value( row, QStringLiteral( "clone_edited_by" ) );
    conflict.rejected = rows.value( row, QStringLiteral( "rejected" ) );
    conflict.rule = localizedSqlSentence( rows.value( row, QStringLiteral( "rule_applied" ) ) );
    conflict.error = rows.value( row, QStringLiteral( "error_message" ) );
    conflict.resolved = rows.value( row, QStringLiteral( "resolved" ) ) == QLatin1String( "t" );
    conflict.resolvedAt = timeValue( rows, row, QStringLiteral( "resolved_at" ) );
    conflict.restoredAt = timeValue( rows, row, QStringLiteral( "restored_at" ) );
    conflict.geometryWkb = rows.value( row, QStringLiteral( "geometry" ) );
    return conflict;
  }
} // namespace

qint64 LizSync::readConflicts( Pg::Transaction &central, bool unresolvedOnly, const QString &syncId, const ConflictSink &sink )
{
  qint64 count = 0;
  central.execute( QStringLiteral( "DECLARE lizsync_conflicts_cursor CURSOR FOR SELECT * FROM lizsync.conflict_details( %1, %2 )" )
                     .arg( unresolvedOnly ? QStringLiteral( "true" ) : QStringLiteral( "false" ), syncId.isEmpty() ? QStringLiteral( "NULL" ) : Pg::quotedLiteral( syncId ) ) );
  for ( ;; )
  {
    const Pg::Result rows = central.execute( QStringLiteral( "FETCH %1 FROM lizsync_conflicts_cursor" ).arg( sFetchSize ) );
    const int centralColumn = columnIndex( rows, QStringLiteral( "central_value" ) );
    const int cloneColumn = columnIndex( rows, QStringLiteral( "clone_value" ) );
    for ( int row = 0; row < rows.rowCount(); ++row )
      sink( conflictAt( rows, row, centralColumn, cloneColumn ) );
    count += rows.rowCount();
    if ( rows.rowCount() < sFetchSize )
      break;
  }
  central.execute( QStringLiteral( "CLOSE lizsync_conflicts_cursor" ) );
  return count;
}

qint64 LizSync::listConflicts( const QString &centralConninfo, bool unresolvedOnly, const ConflictSink &sink, Feedback &feedback )
{
  feedback.setProgress( 0 );
  Pg::Connection connection( centralConninfo, QStringLiteral( "lizsync conflicts" ), &feedback );
  Pg::Transaction transaction( connection, Pg::Transaction::Isolation::RepeatableRead );
  requireCentral( transaction );
  const Pg::Result counts = transaction.execute( QStringLiteral( "SELECT count( * ), count( * ) FILTER ( WHERE NOT resolved ) FROM lizsync.conflicts" ) );
  const qint64 expected = counts.value( 0, unresolvedOnly ? 1 : 0 ).toLongLong();
  qint64 count = 0;
  const auto counted = [&]( const Conflict &conflict )
  {
    sink( conflict );
    ++count;
    feedback.setProgress( 100.0 * static_cast<double>( count ) / static_cast<double>( expected ) );
  };
  readConflicts( transaction, unresolvedOnly, QString(), counted );
  feedback.info( Text::tr( "Conflicts: %1, of which %2 are not resolved." ).arg( counts.value( 0, 0 ), counts.value( 0, 1 ) ) );
  feedback.setProgress( 100 );
  return count;
}

qint64 LizSync::restoreConflicts( const QString &centralConninfo, const QList<qint64> &ids, Feedback &feedback )
{
  if ( ids.isEmpty() )
    throw Error( Text::tr( "No conflict is named: give the numbers of the conflicts to restore, such as 12, 15." ) );
  QStringList numbers;
  for ( const qint64 id : ids )
    numbers << QString::number( id );
  Pg::Connection connection( centralConninfo, QStringLiteral( "lizsync restore" ), &feedback );
  Pg::Transaction transaction( connection );
  requireCentral( transaction );
  const Pg::Parameter count = transaction.scalar( QStringLiteral( "SELECT lizsync.restore_conflicts( $1::bigint[] )" ), { Pg::arrayLiteral( numbers ) } );
  // What the tables' own deferred rules object to belongs to the same sentence.
  transaction.execute( QStringLiteral( "SET CONSTRAINTS ALL IMMEDIATE" ) );
  transaction.commit();
  const qint64 restored = count.value_or( QString() ).toLongLong();
  feedback.info( restored == 1 ? Text::tr( "1 conflict was restored: its rejected value is central's again, and goes to the clones with their next sync." )
                               : Text::tr( "%1 conflicts were restored: their rejected values are central's again, and go to the clones with their next sync." ).arg( restored ) );
  feedback.setProgress( 100 );
  return restored;
}
