/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/faults/pair.h"

#include "engine/archive/deploy.h"
#include "engine/archive/package.h"
#include "engine/pg/connection.h"
#include "engine/pg/quoting.h"
#include "engine/schema/installer.h"
#include "tests/common/requirements.h"

#include <QTemporaryDir>

using namespace LizSync;

Counts LizSync::syncPair( TestDatabase &central, TestDatabase &clone )
{
  Feedback feedback;
  return syncPair( central, clone, testedCarrier(), feedback );
}

Counts LizSync::syncPair( TestDatabase &central, TestDatabase &clone, Carrier carrier, Feedback &feedback )
{
  if ( carrier == Carrier::Engine )
  {
    const SyncResult result = synchronize( central.conninfo(), clone.conninfo(), SyncOptions(), feedback );
    return { result.toCentral, result.toClone, result.conflicts, result.unresolved };
  }
  Pg::Connection connection( clone.conninfo(), QStringLiteral( "lizsync test" ) );
  connection.setNoticeHandler( [&feedback]( const QString &severity, const QString &message )
                               {
                                 if ( severity == QLatin1String( "WARNING" ) )
                                   feedback.warning( message ); } );
  Pg::Transaction transaction( connection );
  const Pg::Result counts = transaction.execute( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) );
  const QStringList row { counts.value( 0, 0 ), counts.value( 0, 1 ), counts.value( 0, 2 ), counts.value( 0, 3 ) };
  transaction.commit();
  return { row.at( 0 ).toLongLong(), row.at( 1 ).toLongLong(), row.at( 2 ).toLongLong(), row.at( 3 ).toLongLong() };
}

QString LizSync::refusal( TestDatabase &central, TestDatabase &clone, QString *sqlState )
{
  try
  {
    syncPair( central, clone );
  }
  catch ( const Error &error )
  {
    const auto *ofServer = dynamic_cast<const Pg::Error *>( &error );
    if ( sqlState )
      *sqlState = ofServer ? ofServer->sqlState() : QByteArray();
    return error.message();
  }
  return QString();
}

void LizSync::pointTo( TestDatabase &clone, TestDatabase &central )
{
  const QMap<QString, QString> keywords = Pg::parseConninfo( central.conninfo() );
  clone.exec( QStringLiteral( "ALTER SERVER lizsync_central OPTIONS ( SET host %1, SET port %2, SET dbname %3 )" )
                .arg( Pg::quotedLiteral( keywords.value( QStringLiteral( "host" ) ) ), Pg::quotedLiteral( keywords.value( QStringLiteral( "port" ), QStringLiteral( "5432" ) ) ), Pg::quotedLiteral( central.name() ) ) );
}

QString LizSync::difference( TestDatabase &one, TestDatabase &other )
{
  const QStringList tables = one.rows( QStringLiteral( "SELECT DISTINCT t FROM lizsync.synchronized_tables, jsonb_array_elements_text( sync_tables ) AS t ORDER BY 1" ) ).split( '\n' );
  QStringList found;
  for ( const QString &table : tables )
  {
    const QString query = QStringLiteral( "SELECT lizsync.table_checksums( %1 )" ).arg( Pg::quotedLiteral( table ) );
    const QString content = QStringLiteral( "SELECT * FROM %1 ORDER BY uid" ).arg( table );
    if ( one.value( query ) != other.value( query ) )
      found << QStringLiteral( "%1:\n%2\n-- and:\n%3" ).arg( table, one.rows( content ), other.rows( content ) );
  }
  return found.join( '\n' );
}

Pair::Pair( const QString &tables, const QString &centralCluster, const QString &cloneCluster )
  : mNetwork( lacksPgDump( centralCluster ).isEmpty() ? nullptr : std::make_unique<Network>( tables, 1, centralCluster, cloneCluster ) )
  , mCentral( mNetwork ? nullptr : std::make_unique<TestDatabase>( QStringLiteral( "central" ), QStringLiteral( "template0" ), centralCluster ) )
  , mClone( mNetwork ? nullptr : std::make_unique<TestDatabase>( QStringLiteral( "clone" ), QStringLiteral( "template0" ), cloneCluster ) )
  , central( mNetwork ? mNetwork->central() : *mCentral )
  , clone( mNetwork ? mNetwork->clone( QStringLiteral( "a" ) ) : *mClone )
{
  if ( mNetwork )
    return;
  Feedback feedback;
  install( central.conninfo(), false, feedback );
  central.exec( QStringLiteral( "CREATE SCHEMA s; %1; SELECT lizsync.prepare( ARRAY['s'], NULL, 'central' )" ).arg( tables ) );
  const QTemporaryDir folder;
  Selection selection;
  selection.schemas << QStringLiteral( "s" );
  DeployOptions options;
  options.archivePath = folder.filePath( QStringLiteral( "archive.zip" ) );
  options.cloneName = QStringLiteral( "a" );
  options.centralFromClone = central.conninfo();
  package( central.conninfo(), selection, QString(), options.archivePath, feedback );
  deploy( central.conninfo(), clone.conninfo(), options, feedback );
}
