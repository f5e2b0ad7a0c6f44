/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/sync/session.h"

#include "engine/pg/quoting.h"
#include "engine/schema/installer.h"
#include "engine/sqlsentences.h"
#include "engine/text.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>

using namespace LizSync;

namespace
{
  //! Rows fetched at once where they are shown to the user.
  constexpr int sFetchSize = 2000;
  //! Conflicts told in words; the others are counted.
  constexpr int sToldConflicts = 10;

  //! Characters of a value that are told.
  constexpr int sToldCharacters = 60;

  const QString sChangeColumns = QStringLiteral( "relation, uid, action, row_values, edited_at, column_times, first_values, edited_by, first_event" );

  QString json( const QJsonObject &object )
  {
    return QString::fromUtf8( QJsonDocument( object ).toJson( QJsonDocument::Compact ) );
  }

  //! Values travel as text: it must mean the same in both sessions, whatever their roles' settings are.
  void pinSettings( Pg::Transaction &transaction )
  {
    transaction.executeScript( QStringLiteral( "SET LOCAL datestyle TO 'ISO, YMD'; SET LOCAL intervalstyle TO 'postgres'; SET LOCAL timezone TO 'UTC';" ) );
  }

  //! The clone's open edits are waited for where central is not kept waiting, too: not here (docs/protocol.md, Locks).
  void waitShortly( Pg::Transaction &clone )
  {
    clone.executeScript( QStringLiteral( "SELECT set_config( 'lizsync.lock_timeout', '1s', true ) FROM coalesce( nullif( current_setting( 'lizsync.lock_timeout', true ), '' ), '30s' ) AS t WHERE t::interval NOT BETWEEN '1ms' AND '1s'" ) );
  }

  //! A conflict's value as a person reads it; of a geometry only that it is one, as its text is a row of digits.
  QString valueText( const Pg::Result &conflicts, int row, int column, const QString &kind )
  {
    if ( conflicts.isNull( row, column ) )
      return Text::tr( "empty" );
    if ( !kind.isEmpty() )
      return Text::tr( "a %1" ).arg( kind );
    const QString value = conflicts.value( row, column );
    return QStringLiteral( "\"%1\"" ).arg( value.size() > sToldCharacters ? value.left( sToldCharacters ) + QStringLiteral( "…" ) : value );
  }

  //! What both sides hold in the column of a conflict.
  QString columnText( const Pg::Result &conflicts, int row )
  {
    const QString column = conflicts.value( row, 2 );
    const QString kind = conflicts.value( row, 7 ) == QLatin1String( "bytea" ) ? Text::tr( "binary value" ) : conflicts.value( row, 7 );
    if ( !kind.isEmpty() && !conflicts.isNull( row, 3 ) && !conflicts.isNull( row, 4 ) )
      return Text::tr( "column %1 has one %2 in central and another one in the clone; " ).arg( column, kind );
    return Text::tr( "column %1 is %2 in central and %3 in the clone; " ).arg( column, valueText( conflicts, row, 3, kind ), valueText( conflicts, row, 4, kind ) );
  }
} // namespace

SyncSession::SyncSession( Pg::Transaction &central, Pg::Transaction &clone, Feedback &feedback )
  : mCentral( central )
  , mClone( clone )
  , mFeedback( feedback )
{}

QJsonObject SyncSession::call( Pg::Transaction &transaction, const QString &sql, const Pg::Parameters &parameters )
{
  return transaction.execute( sql, parameters ).json( 0, 0 );
}

void SyncSession::hello()
{
  pinSettings( mCentral );
  pinSettings( mClone );
  waitShortly( mClone );
  requireInstalled( mCentral, Text::tr( "central" ) );
  requireInstalled( mClone, Text::tr( "clone" ) );
  mHello = call( mClone, QStringLiteral( "SELECT lizsync.clone_hello()" ), {} );
  mReply = call( mCentral, QStringLiteral( "SELECT lizsync.central_hello( $1 )" ), { json( mHello ) } );
  mSyncId = mReply.value( QStringLiteral( "sync_id" ) ).toString();
  // By a round trip of its own: the hello takes time to be answered.
  const Pg::Parameter asked = mClone.scalar( QStringLiteral( "SELECT clock_timestamp()" ) );
  const Pg::Parameter answered = mCentral.scalar( QStringLiteral( "SELECT clock_timestamp()" ) );
  const Pg::Result offset = mClone.execute( QStringLiteral( "SELECT o, extract( epoch FROM o ) FROM lizsync.clock_offset( $1, $2 ) AS o" ), { asked, answered } );
  mClockOffset = offset.value( 0, 0 );
  const double seconds = offset.value( 0, 1 ).toDouble();
  mMerge.insert( QStringLiteral( "clock_offset_seconds" ), seconds );
  mFeedback.info( Text::tr( "Clone \"%1\" synchronises with central \"%2\"." )
                    .arg( mHello.value( QStringLiteral( "clone_name" ) ).toString(), mReply.value( QStringLiteral( "central_name" ) ).toString() ) );
  QStringList unwritable;
  for ( const QJsonValue table : mReply.value( QStringLiteral( "unwritable" ) ).toArray() )
    unwritable << table.toString();
  if ( !unwritable.isEmpty() )
    mFeedback.warning( Text::tr( "User \"%1\" may not edit %2 in central: what was edited there stays in the clone, each row as an unresolved conflict." ).arg( mCentral.connection().effectiveKeywords().value( QStringLiteral( "user" ) ), unwritable.join( QLatin1String( ", " ) ) ) );
  if ( std::abs( seconds ) > 5 )
  {
    mFeedback.warning( Text::tr( "The clone's clock is %1 s %2 central's: edit times are corrected by that; set the clock of that computer." )
                         .arg( std::abs( seconds ), 0, 'f', 0 )
                         .arg( seconds > 0 ? Text::tr( "ahead of" ) : Text::tr( "behind" ) ) );
  }
  if ( mReply.value( QStringLiteral( "mode" ) ).toString() == QLatin1String( "restored" ) )
    mFeedback.warning( Text::tr( "Clone \"%1\" has gone back to an older state, such as a backup: it is brought up to date, and all that it has counts as edited since." ).arg( mHello.value( QStringLiteral( "clone_name" ) ).toString() ) );
  if ( mReply.value( QStringLiteral( "central_restored" ) ).toBool() )
    mFeedback.warning( Text::tr( "Central was restored from a dump since clone \"%1\" last synchronised: the sync goes on from there; what central got after that dump was made is missing in it." ).arg( mHello.value( QStringLiteral( "clone_name" ) ).toString() ) );
  mFeedback.setProgress( 5 );
}

void SyncSession::push()
{
  // About: counting them would take as long as sending a part of them.
  const Pg::Parameter events = mClone.scalar( QStringLiteral( "SELECT max( event_id ) - min( event_id ) + 1 FROM audit.logged_actions" ) );
  const double expected = std::max( 1.0, events ? events->toDouble() : 1.0 );
  const QString out = QStringLiteral( "COPY ( SELECT %1, %2::uuid FROM lizsync.clone_changes( %3, %4 ) ) TO STDOUT ( FORMAT binary )" )
                        .arg( sChangeColumns, Pg::quotedLiteral( mSyncId ), Pg::quotedLiteral( json( mReply ) ), Pg::quotedLiteral( mClockOffset ) );
  const QString in = QStringLiteral( "COPY lizsync.inbox ( %1, sync_id ) FROM STDIN ( FORMAT binary )" ).arg( sChangeColumns );
  QElapsedTimer timer;
  timer.start();
  const qint64 rows = mClone.copyTo( mCentral, out, in, [this, expected]( qint64 moved )
                                     { mFeedback.setProgress( 5 + 30 * std::min( 1.0, static_cast<double>( moved ) / expected ) ); } );
  if ( rows > 0 )
    mFeedback.info( Text::tr( "Changes made in the clone: %1 (%2)." ).arg( Text::rows( rows, static_cast<double>( timer.elapsed() ) / 1000.0 ), arrived( mCentral ) ) );
  mFeedback.setProgress( 35 );
}

QString SyncSession::arrived( Pg::Transaction &side, QStringList *relations ) const
{
  constexpr int sToldTables = 10;
  const Pg::Result tables = side.execute( QStringLiteral( "SELECT coalesce( lizsync.plain_name( to_regclass( i.relation ) ), i.relation ), count( * ), i.relation FROM lizsync.inbox AS i WHERE i.sync_id = $1 GROUP BY i.relation ORDER BY 2 DESC, 1" ), { mSyncId } );
  QStringList told;
  for ( int row = 0; row < std::min( tables.rowCount(), sToldTables ); ++row )
    told << ( tables.rowCount() == 1 ? tables.value( row, 0 ) : QStringLiteral( "%1: %2" ).arg( tables.value( row, 0 ), tables.value( row, 1 ) ) );
  for ( int row = 0; relations && row < tables.rowCount(); ++row )
    relations->append( tables.value( row, 2 ) );
  if ( tables.rowCount() > sToldTables )
    told << QStringLiteral( "…" );
  return told.join( QLatin1String( ", " ) );
}

void SyncSession::merge()
{
  const QJsonObject request = call( mClone, QStringLiteral( "SELECT lizsync.merge_request( $1, $2 )" ), { json( mReply ), mClockOffset } );
  const double seconds = mMerge.value( QStringLiteral( "clock_offset_seconds" ) ).toDouble();
  mMerge = call( mCentral, QStringLiteral( "SELECT lizsync.central_merge( $1 )" ), { json( request ) } );
  mMerge.insert( QStringLiteral( "clock_offset_seconds" ), seconds );
  mFeedback.setProgress( 65 );
}

void SyncSession::pull( bool keepDetails )
{
  const qint64 expected = mMerge.value( QStringLiteral( "to_clone" ) ).toVariant().toLongLong();
  if ( expected > 0 )
  {
    const QString columns = QStringLiteral( "relation, uid, action, row_values, edited_at, edited_by, first_values, first_event, sync_id" );
    const QString out = QStringLiteral( "COPY ( SELECT relation, uid, action, CASE WHEN action <> 'D' THEN row_values END, edited_at, edited_by, first_values, first_event, sync_id "
                                        "FROM lizsync.outbox WHERE sync_id = %1 ) TO STDOUT ( FORMAT binary )" )
                          .arg( Pg::quotedLiteral( mSyncId ) );
    const QString in = QStringLiteral( "COPY lizsync.inbox ( %1 ) FROM STDIN ( FORMAT binary )" ).arg( columns );
    const auto progress = [this, expected]( qint64 moved )
    { mFeedback.setProgress( 65 + 15 * std::min( 1.0, static_cast<double>( moved ) / static_cast<double>( expected ) ) ); };
    QElapsedTimer timer;
    timer.start();
    const qint64 rows = mCentral.copyTo( mClone, out, in, progress );
    if ( rows != expected )
      throw Error( Text::tr( "Central sent %1 rows instead of %2: the sync was stopped and changed nothing; synchronise again." ).arg( rows ).arg( expected ) );
    mFeedback.info( Text::tr( "Changes made in central: %1 (%2)." ).arg( Text::rows( rows, static_cast<double>( timer.elapsed() ) / 1000.0 ), arrived( mClone, &mReceiving ) ) );
  }
  if ( keepDetails )
  {
    mClone.execute( QStringLiteral( "CREATE TEMPORARY TABLE lizsync_details ON COMMIT DROP AS SELECT * FROM lizsync.incoming_details( $1 )" ), { mSyncId } );
    mHasDetails = true;
  }
  mReport = call( mClone, QStringLiteral( "SELECT lizsync.clone_apply( $1 )" ), { json( mMerge ) } );
  if ( keepDetails )
  {
    // What the clone could not take is a conflict, not a change.
    mClone.execute( QStringLiteral( "DELETE FROM lizsync_details AS d USING jsonb_to_recordset( $1::jsonb -> 'refused' ) AS r( relation text, uid uuid ) WHERE d.table_name = r.relation AND d.uid = r.uid" ), { json( mReport ) } );
  }
  mFeedback.setProgress( 90 );
}

void SyncSession::finish()
{
  mFinal = call( mCentral, QStringLiteral( "SELECT lizsync.central_report( $1 )" ), { json( mReport ) } );
  mClone.execute( QStringLiteral( "SELECT lizsync.clone_finish( $1, $2, $3 )" ), { json( mHello ), json( mReply ), json( mFinal ) } );
  mFeedback.setProgress( 95 );
}

void SyncSession::tellDetails( Pg::Transaction &transaction, const QString &direction, const QString &query, const std::function<void( const SyncChange & )> &sink )
{
  transaction.execute( QStringLiteral( "DECLARE lizsync_details_cursor CURSOR FOR %1" ).arg( query ) );
  for ( ;; )
  {
    const Pg::Result rows = transaction.execute( QStringLiteral( "FETCH %1 FROM lizsync_details_cursor" ).arg( sFetchSize ) );
    for ( int row = 0; row < rows.rowCount(); ++row )
    {
      SyncChange change;
      change.direction = direction;
      change.tableName = rows.value( row, QStringLiteral( "table_name" ) );
      change.uid = rows.value( row, QStringLiteral( "uid" ) );
      change.action = rows.value( row, QStringLiteral( "action" ) );
      change.columns = rows.value( row, QStringLiteral( "columns" ) );
      change.oldValues = rows.value( row, QStringLiteral( "old_values" ) );
      change.newValues = rows.value( row, QStringLiteral( "new_values" ) );
      change.editedBy = rows.value( row, QStringLiteral( "edited_by" ) );
      change.editedAt = QDateTime::fromString( rows.value( row, QStringLiteral( "edited_at" ) ).left( 19 ), QStringLiteral( "yyyy-MM-dd HH:mm:ss" ) );
      change.editedAt.setTimeSpec( Qt::UTC );
      change.geometryWkb = rows.value( row, QStringLiteral( "geometry" ) );
      sink( change );
    }
    if ( rows.rowCount() < sFetchSize )
      break;
  }
  transaction.execute( QStringLiteral( "CLOSE lizsync_details_cursor" ) );
}

void SyncSession::tellChanges( const std::function<void( const SyncChange & )> &sink )
{
  const QString tables = QStringLiteral( "ARRAY( SELECT jsonb_array_elements_text( %1::jsonb -> 'tables' ) )" ).arg( Pg::quotedLiteral( json( mReply ) ) );
  tellDetails( mCentral, QStringLiteral( "to_central" ), QStringLiteral( "SELECT * FROM lizsync.merged_details( %1, %2 )" ).arg( Pg::quotedLiteral( mReply.value( "sync_id" ).toString() ), tables ), sink );
  if ( mHasDetails )
    tellDetails( mClone, QStringLiteral( "to_clone" ), QStringLiteral( "SELECT * FROM lizsync_details" ), sink );
}

void SyncSession::tellConflicts( const ConflictSink &sink )
{
  readConflicts( mCentral, false, mSyncId, sink );
}

void SyncSession::tellConflicts()
{
  // Asked where there are none, too: a central that has gone meanwhile is noticed while that means that nothing was changed.
  const Pg::Result rows = mCentral.execute(
    QStringLiteral( "SELECT coalesce( lizsync.plain_name( to_regclass( c.object_table ) ), c.object_table ), lizsync.row_label( c.object_table, c.object_uid, c.rejected_row ), c.column_name, left( c.central_value, $3 ) AS central_value, left( c.clone_value, $3 ) AS clone_value, c.rule_applied, c.error_message, "
                    "CASE WHEN b.typname IN ( 'geometry', 'geography', 'raster', 'bytea' ) THEN b.typname END AS kind "
                    "FROM lizsync.conflicts AS c LEFT JOIN pg_attribute AS a ON a.attrelid = to_regclass( c.object_table ) AND a.attname = c.column_name "
                    "LEFT JOIN pg_type AS t ON t.oid = a.atttypid LEFT JOIN pg_type AS b ON b.oid = CASE WHEN t.typtype = 'd' THEN t.typbasetype ELSE t.oid END "
                    // + 0: not along that index, past all conflicts of former syncs.
                    "WHERE c.sync_id = $1 ORDER BY c.id + 0 LIMIT $2" ),
    { mSyncId, QString::number( sToldConflicts ), QString::number( sToldCharacters + 1 ) } );
  for ( int row = 0; row < rows.rowCount(); ++row )
  {
    QString line = Text::tr( "Conflict in %1, %2: " ).arg( rows.value( row, 0 ), rows.value( row, 1 ) );
    if ( !rows.isNull( row, 2 ) )
      line += columnText( rows, row );
    line += localizedSqlSentence( rows.value( row, 5 ) );
    if ( !rows.isNull( row, 6 ) )
      line += QStringLiteral( " (%1)" ).arg( rows.value( row, 6 ) );
    mFeedback.warning( line + '.' );
  }
  const int conflicts = mFinal.value( QStringLiteral( "conflicts" ) ).toInt();
  if ( conflicts > sToldConflicts )
    mFeedback.warning( Text::tr( "… and %1 more: lizsync:conflicts shows them on the map." ).arg( Text::conflicts( conflicts - sToldConflicts ) ) );
}

QStringList SyncSession::tables() const
{
  QStringList names;
  for ( const QJsonValue table : mReply.value( QStringLiteral( "tables" ) ).toArray() )
    names << table.toString();
  return names;
}

SyncResult SyncSession::result() const
{
  SyncResult result;
  result.syncId = mFinal.value( QStringLiteral( "sync_id" ) ).toString();
  result.toCentral = mFinal.value( QStringLiteral( "to_central" ) ).toVariant().toLongLong();
  result.toClone = mFinal.value( QStringLiteral( "to_clone" ) ).toVariant().toLongLong();
  result.conflicts = mFinal.value( QStringLiteral( "conflicts" ) ).toVariant().toLongLong();
  result.unresolved = mFinal.value( QStringLiteral( "unresolved" ) ).toVariant().toLongLong();
  result.clockOffsetSeconds = mMerge.value( QStringLiteral( "clock_offset_seconds" ) ).toDouble();
  return result;
}
