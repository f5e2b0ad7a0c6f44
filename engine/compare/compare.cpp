/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/compare/compare.h"

#include "engine/compare/tablecomparer.h"
#include "engine/error.h"
#include "engine/pg/connection.h"
#include "engine/schema/installer.h"
#include "engine/sqlsentences.h"
#include "engine/text.h"

#include <QElapsedTimer>
#include <QJsonArray>
#include <QJsonDocument>

using namespace LizSync;

namespace
{
  QString differText( qint64 rows )
  {
    return rows == 1 ? Text::tr( "1 row differs" ) : Text::tr( "%1 rows differ" ).arg( rows );
  }

  //! Identity of a database in its cluster, to see whether two connections lead to the same one.
  QString identityOf( Pg::Connection &connection, const QString &role )
  {
    Pg::Transaction transaction( connection );
    requireInstalled( transaction, role );
    return transaction.scalar( QStringLiteral( "SELECT lizsync.system_identifier()" ) ).value_or( QString() );
  }

  //! The clone's hello: who it is, and the structure of its tables. \throws Error where the two cannot be compared.
  QJsonObject hello( Pg::Transaction &central, Pg::Transaction &clone )
  {
    central.execute( QStringLiteral( "SET TRANSACTION READ ONLY" ) );
    // A hello is refused while a sync runs, which would be seen half in one snapshot and not in the other; but once
    // both snapshots are taken, nobody has to wait for this comparison. What it notes in the clone is undone.
    clone.execute( QStringLiteral( "SAVEPOINT hello" ) );
    const QJsonObject hello = clone.execute( QStringLiteral( "SELECT lizsync.clone_hello()" ) ).json( 0, 0 );
    const QString text = QString::fromUtf8( QJsonDocument( hello ).toJson( QJsonDocument::Compact ) );
    central.execute( QStringLiteral( "SELECT lizsync.check_hello( $1, s ) FROM lizsync.server_metadata AS s" ), { text } );
    clone.execute( QStringLiteral( "ROLLBACK TO SAVEPOINT hello" ) );
    clone.execute( QStringLiteral( "SET TRANSACTION READ ONLY" ) );

    const Pg::Parameter tables = clone.scalar( QStringLiteral( "SELECT array_agg( t ) FROM lizsync.server_metadata AS m JOIN lizsync.synchronized_tables AS s USING ( server_id ), jsonb_array_elements_text( s.sync_tables ) AS t" ) );
    const Pg::Parameter difference = central.scalar( QStringLiteral( "SELECT lizsync.structure_difference( lizsync.structure( $1::text[] ), $2::jsonb -> 'structure' )" ), { tables, text } );
    if ( difference )
    {
      throw Error( Text::tr( "Clone \"%1\" cannot be compared: %2. Make the same change on both sides, or deploy a new archive." )
                     .arg( hello.value( QStringLiteral( "clone_name" ) ).toString(), localizedSqlSentence( *difference ) ) );
    }
    return hello;
  }

  void tellTable( const TableComparison &table, double seconds, Feedback &feedback )
  {
    if ( table.differences() == 0 )
    {
      feedback.info( Text::tr( "%1: equal (%2)." ).arg( table.tableName, Text::rows( table.centralRows, seconds ) ) );
      return;
    }
    QStringList parts;
    if ( table.different > 0 )
      parts << Text::tr( "%1 with other values" ).arg( table.different );
    if ( table.notInClone > 0 )
      parts << Text::tr( "%1 only in central" ).arg( table.notInClone );
    if ( table.notInCentral > 0 )
      parts << Text::tr( "%1 only in the clone" ).arg( table.notInCentral );
    feedback.warning( Text::tr( "%1: %2: %3." ).arg( table.tableName, differText( table.differences() ), parts.join( QLatin1String( ", " ) ) ) );
  }

  void tellTotal( const CompareResult &result, Feedback &feedback )
  {
    qint64 rows = 0;
    for ( const TableComparison &table : result.tables )
      rows += table.centralRows;
    if ( result.differences == 0 )
    {
      feedback.info( Text::tr( "Both databases are equal: %1 in %2, compared in %3 s." ).arg( Text::rows( rows ), Text::tables( result.tables.size() ) ).arg( result.seconds, 0, 'f', 1 ) );
      return;
    }
    feedback.warning( Text::tr( "%1, found in %2 s. What was edited since the last sync differs until the next one, and so does what lizsync.conflicts lists as unresolved: synchronise, then compare again." )
                        .arg( differText( result.differences ) )
                        .arg( result.seconds, 0, 'f', 1 ) );
    if ( result.unsentEdits > 0 )
      feedback.info( Text::tr( "Edits of the clone that wait for its next sync: %1." ).arg( result.unsentEdits ) );
  }
} // namespace

CompareResult LizSync::compare( const QString &centralConninfo, const QString &cloneConninfo, const DifferenceSink &sink, Feedback &feedback )
{
  QElapsedTimer timer;
  timer.start();
  feedback.setProgress( 0 );
  Pg::Connection centralConnection( centralConninfo, QStringLiteral( "lizsync compare central" ), &feedback );
  Pg::Connection cloneConnection( cloneConninfo, QStringLiteral( "lizsync compare clone" ), &feedback );
  if ( identityOf( centralConnection, Text::tr( "central" ) ) == identityOf( cloneConnection, Text::tr( "clone" ) ) )
    throw Error( Text::tr( "Central and clone are the same database: name two different ones." ) );
  Pg::Transaction central( centralConnection, Pg::Transaction::Isolation::RepeatableRead );
  Pg::Transaction clone( cloneConnection, Pg::Transaction::Isolation::RepeatableRead );
  const QJsonObject structure = hello( central, clone ).value( QStringLiteral( "structure" ) ).toObject();

  CompareResult result;
  result.unsentEdits = clone.scalar( QStringLiteral( "SELECT lizsync.pending_events()" ) ).value_or( QString() ).toLongLong();
  // Checksums read every row: a table's share of the way is that of its rows, which are quickly counted.
  QMap<QString, double> weights;
  double total = 0;
  for ( auto it = structure.constBegin(); it != structure.constEnd(); ++it )
    total += weights[it.key()] = 1 + central.scalar( QStringLiteral( "SELECT count( * ) FROM %1" ).arg( it.key() ) ).value_or( QString() ).toDouble();
  double done = 0;
  for ( auto it = structure.constBegin(); it != structure.constEnd(); ++it )
  {
    const double weight = weights.value( it.key() );
    const qint64 began = timer.elapsed();
    QStringList key;
    for ( const auto &column : it.value().toObject().value( QStringLiteral( "key" ) ).toArray() )
      key << column.toString();
    TableComparer comparer( central, clone, it.key(), key, sink );
    const auto progress = [&]( double part )
    { feedback.setProgress( 100 * ( done + part * weight ) / total ); };
    const TableComparison table = comparer.compare( progress );
    tellTable( table, static_cast<double>( timer.elapsed() - began ) / 1000.0, feedback );
    done += weight;
    result.tables << table;
    result.differences += table.differences();
  }
  result.seconds = static_cast<double>( timer.elapsed() ) / 1000.0;
  tellTotal( result, feedback );
  feedback.setProgress( 100 );
  return result;
}
