/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/schema/prepare.h"

#include "engine/error.h"
#include "engine/pg/connection.h"
#include "engine/schema/installer.h"
#include "engine/sqlsentences.h"
#include "engine/text.h"

#include <QElapsedTimer>

using namespace LizSync;

namespace
{
  QStringList quotedNames( const QList<Pg::TableName> &tables )
  {
    QStringList names;
    for ( const Pg::TableName &table : tables )
      names << table.quoted();
    return names;
  }

  //! A table that is to be prepared.
  struct Chosen
  {
      QString quoted;
      bool wasPrepared = false;
      qint64 rows = 0;

      //! How much work it is: each row of a new one is written.
      double weight() const { return 1 + ( wasPrepared ? 0 : static_cast<double>( rows ) ); }
  };

  QList<Chosen> chosenTables( Pg::Transaction &transaction, const Selection &selection )
  {
    QList<Chosen> tables;
    const Pg::Result rows = transaction.execute(
      QStringLiteral( "SELECT lizsync.quoted_name( t ), lizsync.is_prepared( t ), c.relkind IN ( 'r', 'p' ) AND pg_catalog.has_table_privilege( t, 'SELECT' ) "
                      "FROM lizsync.selected_tables( $1::text[], $2::text[] ) WITH ORDINALITY AS s( t, n ) JOIN pg_catalog.pg_class AS c ON c.oid = t ORDER BY n" ),
      { Pg::arrayLiteral( selection.schemas ), Pg::arrayLiteral( quotedNames( selection.tables ) ) } );
    for ( int row = 0; row < rows.rowCount(); ++row )
    {
      Chosen table { rows.value( row, 0 ), rows.value( row, 1 ) == QLatin1String( "t" ), 0 };
      if ( !table.wasPrepared && rows.value( row, 2 ) == QLatin1String( "t" ) )
        table.rows = transaction.scalar( QStringLiteral( "SELECT count( * ) FROM %1" ).arg( table.quoted ) ).value_or( QString() ).toLongLong();
      tables << table;
    }
    return tables;
  }
} // namespace

void LizSync::checkSelection( const Selection &selection )
{
  if ( selection.schemas.isEmpty() && selection.tables.isEmpty() )
    throw Error( Text::tr( "Neither schemas nor layers were given: name at least one schema, or choose a layer." ) );
  static const QStringList sNever { QStringLiteral( "public" ), QStringLiteral( "audit" ), QStringLiteral( "lizsync" ) };
  for ( const QString &schema : selection.schemas )
  {
    if ( sNever.contains( schema ) )
      throw Error( Text::tr( "Schema \"%1\" is never synchronised: move the tables that you want to synchronise to a schema of their own." ).arg( schema ) );
  }
  for ( const Pg::TableName &table : selection.tables )
  {
    if ( sNever.contains( table.schema ) )
      throw Error( Text::tr( "Table %1 is in schema \"%2\", which is never synchronised: move it to a schema of its own." ).arg( table.quoted(), table.schema ) );
  }
}

PrepareResult LizSync::prepare( const QString &centralConninfo, const Selection &selection, const QString &serverName, Feedback &feedback )
{
  checkSelection( selection );
  Pg::Connection connection( centralConninfo, QStringLiteral( "lizsync prepare" ), &feedback );
  Pg::Transaction transaction( connection );
  requireInstalled( transaction, Text::tr( "central" ) );
  feedback.setProgress( 5 );

  const QList<Chosen> tables = chosenTables( transaction, selection );
  double total = 0;
  for ( const Chosen &table : tables )
    total += table.weight();
  double done = 0;

  PrepareResult result;
  QString firstReason;
  for ( const Chosen &table : tables )
  {
    QElapsedTimer timer;
    timer.start();
    const Pg::Result row = transaction.execute( QStringLiteral( "SELECT relation, status, reason FROM lizsync.prepare( '{}', $1::text[], $2 )" ),
                                                { Pg::arrayLiteral( { table.quoted } ), serverName.isEmpty() ? Pg::Parameter() : Pg::Parameter( serverName ) } );
    done += table.weight();
    feedback.setProgress( 5 + 90 * done / total );
    const QString relation = row.value( 0, 0 );
    const QString status = row.value( 0, 1 );
    QString reason = localizedSqlSentence( row.value( 0, 2 ) );
    if ( status == QLatin1String( "cannot be prepared" ) )
    {
      feedback.warning( Text::tr( "%1 cannot be prepared: %2" ).arg( relation, reason ) );
      if ( firstReason.isEmpty() )
        firstReason = Text::tr( "%1: %2" ).arg( relation, reason );
      continue;
    }
    ++result.tables;
    if ( reason.isEmpty() && !table.wasPrepared )
      reason = Text::rows( table.rows, static_cast<double>( timer.elapsed() ) / 1000.0 );
    if ( reason.isEmpty() )
      feedback.info( Text::tr( "%1: %2." ).arg( relation, localizedSqlSentence( status ) ) );
    else
      feedback.info( Text::tr( "%1: %2 (%3)." ).arg( relation, localizedSqlSentence( status ), reason ) );
  }
  if ( result.tables == 0 )
  {
    if ( firstReason.isEmpty() )
      throw Error( Text::tr( "There is no table in what was chosen (%1): create the tables first." ).arg( ( selection.schemas + quotedNames( selection.tables ) ).join( QLatin1String( ", " ) ) ) );
    throw Error( Text::tr( "None of the chosen tables can be prepared. %1" ).arg( firstReason ) );
  }
  result.serverId = transaction.scalar( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata" ) ).value_or( QString() );
  transaction.commit();
  feedback.setProgress( 100 );
  return result;
}
