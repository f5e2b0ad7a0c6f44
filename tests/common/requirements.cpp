/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/common/requirements.h"

#include "engine/archive/programs.h"
#include "engine/pg/error.h"

using namespace LizSync;

namespace
{
  bool maySkip()
  {
    return !qEnvironmentVariableIsEmpty( "LIZSYNC_TEST_MAY_SKIP" );
  }

  QString majorOf( const Pg::Connection &connection )
  {
    return QString::number( connection.serverVersion() / 10000 );
  }
} // namespace

QString LizSync::lacksExtension( const QString &name, const QString &cluster )
{
  if ( !maySkip() )
    return QString();
  Pg::Connection connection( cluster, QStringLiteral( "lizsync test" ) );
  Pg::Transaction transaction( connection );
  if ( transaction.scalar( QStringLiteral( "SELECT 1 FROM pg_available_extensions WHERE name = $1" ), { name } ) )
    return QString();
  return QStringLiteral( "this server of PostgreSQL %1 has no %2" ).arg( majorOf( connection ), name );
}

QString LizSync::lacksPgDump( const QString &cluster )
{
  if ( !maySkip() )
    return QString();
  const Pg::Connection connection( cluster, QStringLiteral( "lizsync test" ) );
  try
  {
    findPgPrograms( { QStringLiteral( "pg_dump" ), QStringLiteral( "pg_restore" ) }, connection.serverVersion(), QStringLiteral( "the server" ) );
  }
  catch ( const Error & )
  {
    return QStringLiteral( "there is no pg_dump for PostgreSQL %1" ).arg( majorOf( connection ) );
  }
  return QString();
}

QString LizSync::lacksType( const QString &name, const QString &cluster )
{
  if ( !maySkip() )
    return QString();
  Pg::Connection connection( cluster, QStringLiteral( "lizsync test" ) );
  Pg::Transaction transaction( connection );
  if ( transaction.scalar( QStringLiteral( "SELECT to_regtype( $1 )" ), { name } ) )
    return QString();
  return QStringLiteral( "PostgreSQL %1 has no type %2" ).arg( majorOf( connection ), name );
}

QString LizSync::lacksSyntax( const QString &what, const QString &statement, const QString &cluster )
{
  Pg::Connection connection( cluster, QStringLiteral( "lizsync test" ) );
  try
  {
    Pg::Transaction transaction( connection );
    transaction.executeScript( statement );
  }
  catch ( const Pg::Error &error )
  {
    if ( error.sqlState() != "42601" )
      throw;
    return QStringLiteral( "PostgreSQL %1 has no %2" ).arg( majorOf( connection ), what );
  }
  return QString();
}

QString LizSync::lacksOneCluster()
{
  return maySkip() && clusterConninfo() != cloneClusterConninfo() ? QStringLiteral( "central and clone are of different versions here" ) : QString();
}
