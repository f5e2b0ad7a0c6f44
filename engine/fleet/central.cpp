/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/fleet/central.h"

#include "engine/error.h"
#include "engine/schema/installer.h"
#include "engine/text.h"

using namespace LizSync;

void LizSync::requireCentral( Pg::Transaction &transaction )
{
  requireInstalled( transaction, Text::tr( "central" ) );
  const Pg::Result clone = transaction.execute( QStringLiteral( "SELECT s.server_name, c.central_name FROM lizsync.central AS c, lizsync.server_metadata AS s" ) );
  if ( clone.rowCount() > 0 )
  {
    throw Error( Text::tr( "Database %1 is clone \"%2\", but its central \"%3\" is what is asked for: choose the connection of that one as CENTRAL." )
                   .arg( transaction.connection().label(), clone.value( 0, 0 ), clone.value( 0, 1 ) ) );
  }
  transaction.executeScript( QStringLiteral( "SET LOCAL datestyle TO 'ISO, YMD'; SET LOCAL timezone TO 'UTC'" ) );
}

QDateTime LizSync::timeValue( const Pg::Result &result, int row, const QString &column )
{
  QDateTime time = QDateTime::fromString( result.value( row, column ).left( 19 ), QStringLiteral( "yyyy-MM-dd HH:mm:ss" ) );
  time.setTimeSpec( Qt::UTC );
  return time;
}
