/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/common/testdatabase.h"

#include "engine/pg/quoting.h"

#include <QCoreApplication>
#include <QElapsedTimer>
#include <QStringList>
#include <QtDebug>

#include <atomic>

using namespace LizSync;

QString LizSync::clusterConninfo()
{
  const QString conninfo = qEnvironmentVariable( "LIZSYNC_TEST_CONNINFO" );
  if ( conninfo.isEmpty() )
    throw Error( QStringLiteral( "LIZSYNC_TEST_CONNINFO is not set: run tools/test, or tools/cluster run ctest." ) );
  return conninfo;
}

QString LizSync::cloneClusterConninfo()
{
  const QString conninfo = qEnvironmentVariable( "LIZSYNC_TEST_CLONE_CONNINFO" );
  return conninfo.isEmpty() ? clusterConninfo() : conninfo;
}

bool LizSync::requireCluster()
{
  try
  {
    const Pg::Connection connection( clusterConninfo(), QStringLiteral( "lizsync test" ) );
    return connection.isAlive();
  }
  catch ( const Error &error )
  {
    qCritical().noquote() << error.message();
    return false;
  }
}

QString LizSync::withKeywords( const QString &conninfo, const QMap<QString, QString> &keywords )
{
  QMap<QString, QString> all = Pg::parseConninfo( conninfo );
  for ( auto it = keywords.constBegin(); it != keywords.constEnd(); ++it )
    all.insert( it.key(), it.value() );
  return Pg::buildConninfo( all );
}

int LizSync::terminateBackends( Pg::Connection &connection, const QString &condition )
{
  QStringList pids;
  {
    Pg::Transaction transaction( connection );
    const Pg::Result result = transaction.execute( QStringLiteral( "SELECT a.pid, pg_terminate_backend( a.pid ) FROM pg_stat_activity AS a WHERE a.pid <> pg_backend_pid() AND ( %1 )" ).arg( condition ) );
    for ( int row = 0; row < result.rowCount(); ++row )
      pids << result.value( row, 0 );
  }
  // The second argument of pg_terminate_backend(), by which it waits itself, came with PostgreSQL 14.
  QElapsedTimer timer;
  timer.start();
  bool gone = pids.isEmpty();
  while ( !gone && timer.elapsed() < 10000 )
  {
    // Every transaction sees the activity of its own moment.
    Pg::Transaction transaction( connection );
    gone = transaction.execute( QStringLiteral( "SELECT FROM pg_stat_activity WHERE pid = ANY ( $1::integer[] )" ), { QStringLiteral( "{%1}" ).arg( pids.join( ',' ) ) } ).rowCount() == 0;
  }
  return pids.size();
}

TestDatabase::TestDatabase( const QString &name, TestDatabase &original )
  : TestDatabase( name, ( original.disconnect(), original.mName ), original.mCluster )
{}

TestDatabase::TestDatabase( const QString &name, const QString &templateName, const QString &cluster )
  : mCluster( cluster )
{
  static std::atomic<int> sCount { 0 };
  mName = QStringLiteral( "lizsync_%1_%2_%3" ).arg( name ).arg( QCoreApplication::applicationPid() ).arg( ++sCount );
  mConninfo = withKeywords( mCluster, { { QStringLiteral( "dbname" ), mName } } );
  Pg::Connection maintenance( mCluster, QStringLiteral( "lizsync test" ) );
  maintenance.executeOutsideTransaction( QStringLiteral( "CREATE DATABASE %1 TEMPLATE %2" ).arg( Pg::quotedIdentifier( mName ), Pg::quotedIdentifier( templateName ) ) );
}

TestDatabase::~TestDatabase()
{
  mConnection.reset();
  if ( !qEnvironmentVariableIsEmpty( "LIZSYNC_TEST_KEEP" ) )
  {
    qInfo().noquote() << "Kept:" << mConninfo;
    return;
  }
  try
  {
    Pg::Connection maintenance( mCluster, QStringLiteral( "lizsync test" ) );
    maintenance.executeOutsideTransaction( QStringLiteral( "DROP DATABASE IF EXISTS %1 WITH ( FORCE )" ).arg( Pg::quotedIdentifier( mName ) ) );
  }
  catch ( const Error &error )
  {
    qWarning().noquote() << "Test database" << mName << "is left over:" << error.message();
  }
}

Pg::Connection &TestDatabase::connection()
{
  if ( !mConnection || !mConnection->isAlive() )
    mConnection = std::make_unique<Pg::Connection>( mConninfo, QStringLiteral( "lizsync test" ) );
  return *mConnection;
}

void TestDatabase::exec( const QString &sql )
{
  Pg::Transaction transaction( connection() );
  transaction.executeScript( sql );
  transaction.commit();
}

QString TestDatabase::value( const QString &sql )
{
  Pg::Transaction transaction( connection() );
  const QString value = transaction.scalar( sql ).value_or( QString() );
  transaction.commit();
  return value;
}

QString TestDatabase::rows( const QString &sql )
{
  Pg::Transaction transaction( connection() );
  const Pg::Result result = transaction.execute( sql );
  QStringList lines;
  for ( int row = 0; row < result.rowCount(); ++row )
  {
    QStringList values;
    for ( int column = 0; column < result.columnCount(); ++column )
      values << ( result.isNull( row, column ) ? QStringLiteral( "∅" ) : result.value( row, column ) );
    lines << values.join( '|' );
  }
  transaction.commit();
  return lines.join( '\n' );
}
