/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/scenarios/network.h"

#include "engine/pg/connection.h"
#include "engine/pg/quoting.h"
#include "engine/schema/installer.h"

#include <QCoreApplication>
#include <QProcess>
#include <QUuid>

using namespace LizSync;

namespace
{
  //! A database in which LizSync is installed: every central is a copy of it. Made once an executable and cluster.
  TestDatabase &installedTemplate( const QString &cluster )
  {
    static std::map<QString, std::unique_ptr<TestDatabase>> sTemplates;
    if ( sTemplates.empty() )
      qAddPostRoutine( []
                       { sTemplates.clear(); } );
    std::unique_ptr<TestDatabase> &database = sTemplates[cluster];
    if ( !database )
    {
      database = std::make_unique<TestDatabase>( QStringLiteral( "installed" ), QStringLiteral( "template0" ), cluster );
      Feedback feedback;
      install( database->conninfo(), false, feedback );
    }
    return *database;
  }

  //! Copies schema s with its rows to another cluster.
  void copySchema( const TestDatabase &from, const TestDatabase &to )
  {
    QProcess dump;
    QProcess restore;
    dump.setStandardOutputProcess( &restore );
    dump.start( QStringLiteral( "pg_dump" ), { QStringLiteral( "--dbname=" ) + from.conninfo(), QStringLiteral( "--schema=s" ) } );
    restore.start( QStringLiteral( "psql" ), { QStringLiteral( "--dbname=" ) + to.conninfo(), QStringLiteral( "--no-psqlrc" ), QStringLiteral( "--quiet" ), QStringLiteral( "--set=ON_ERROR_STOP=1" ), QStringLiteral( "--output=/dev/null" ) } );
    if ( !dump.waitForFinished() || !restore.waitForFinished() || dump.exitCode() != 0 || restore.exitCode() != 0 )
      throw Error( QStringLiteral( "Schema s could not be copied: %1" ).arg( QString::fromUtf8( dump.readAllStandardError() + restore.readAllStandardError() ) ) );
  }
} // namespace

QString Counts::text() const
{
  return QStringLiteral( "%1/%2/%3/%4" ).arg( toCentral ).arg( toClone ).arg( conflicts ).arg( unresolved );
}

Carrier LizSync::testedCarrier()
{
  const QByteArray carrier = qgetenv( "LIZSYNC_TEST_CARRIER" );
  if ( carrier != "engine" && carrier != "sql" )
    throw Error( QStringLiteral( "Set LIZSYNC_TEST_CARRIER to engine or sql (ctest does)." ) );
  return carrier == "sql" ? Carrier::Sql : Carrier::Engine;
}

Network::Network( const QString &tables, int clones, const QString &centralCluster, const QString &cloneCluster )
  : mCloneCluster( cloneCluster )
{
  mCentral = std::make_unique<TestDatabase>( QStringLiteral( "central" ), installedTemplate( centralCluster ).name(), centralCluster );
  begin( tables, clones );
}

Network::Network( const QString &tables, int clones, const TestDatabase &installed )
  : mCloneCluster( clusterConninfo() )
  , mCentral( std::make_unique<TestDatabase>( QStringLiteral( "central" ), installed.name() ) )
{
  begin( tables, clones );
}

void Network::begin( const QString &tables, int clones )
{
  mCentral->exec( QStringLiteral( "CREATE SCHEMA s;" ) + tables );
  mCentral->exec( QStringLiteral( "SELECT lizsync.prepare( ARRAY['s'], NULL, 'central' ); DELETE FROM audit.logged_actions;" ) );
  for ( int i = 0; i < clones; ++i )
    addClone( QString( QChar( 'a' + i ) ) );
  mImage.reset();
}

TestDatabase &Network::image()
{
  const QMap<QString, QString> central = Pg::parseConninfo( mCentral->conninfo() );
  const QMap<QString, QString> clones = Pg::parseConninfo( mCloneCluster );
  if ( central.value( QStringLiteral( "host" ) ) == clones.value( QStringLiteral( "host" ) ) && central.value( QStringLiteral( "port" ) ) == clones.value( QStringLiteral( "port" ) ) )
    return *mCentral;
  if ( !mImage )
  {
    mImage = std::make_unique<TestDatabase>( QStringLiteral( "image" ), installedTemplate( mCloneCluster ).name(), mCloneCluster );
    copySchema( *mCentral, *mImage );
  }
  return *mImage;
}

void Network::addClone( const QString &name )
{
  QString manifest;
  // An older version of LizSync keeps no checksums of archives.
  const bool checksums = !mCentral->value( QStringLiteral( "SELECT to_regprocedure( 'lizsync.record_archive(uuid,text)' )" ) ).isEmpty();
  {
    Pg::Connection connection( mCentral->conninfo(), QStringLiteral( "lizsync test package" ) );
    Pg::Transaction transaction( connection, Pg::Transaction::Isolation::RepeatableRead );
    manifest = *transaction.scalar( QStringLiteral( "SELECT lizsync.new_package( ARRAY['s'], NULL )" ) );
    if ( checksums )
      transaction.execute( QStringLiteral( "SELECT lizsync.record_archive( ( $1::jsonb ->> 'sync_id' )::uuid, repeat( '0', 64 ) )" ), { manifest } );
    transaction.commit();
  }
  mCentral->disconnect();
  auto clone = std::make_unique<TestDatabase>( QStringLiteral( "clone_" ) + name, image().name(), mCloneCluster );
  const QString id = QUuid::createUuid().toString( QUuid::WithoutBraces );
  const QString registration = mCentral->value( QStringLiteral( "SELECT lizsync.register_clone( '%1', '%2', ( %3::jsonb ->> 'sync_id' )::uuid%4 )" ).arg( id, name, Pg::quotedLiteral( manifest ), checksums ? QStringLiteral( ", repeat( '0', 64 )" ) : QString() ) );
  const QMap<QString, QString> keywords = Pg::parseConninfo( mCentral->conninfo() );
  clone->exec( QStringLiteral( "DELETE FROM audit.logged_actions; DELETE FROM lizsync.history; DELETE FROM lizsync.clone_states; DELETE FROM lizsync.conflicts; DELETE FROM lizsync.outbox;"
                               "SELECT lizsync.initialize_clone( %1::jsonb, %2::jsonb, '%3', '%4', jsonb_build_object( 'host', %5, 'port', %6, 'dbname', %7 ), '{\"user\": \"postgres\"}' );" )
                 .arg( Pg::quotedLiteral( manifest ), Pg::quotedLiteral( registration ), id, name, Pg::quotedLiteral( keywords.value( QStringLiteral( "host" ) ) ),
                       Pg::quotedLiteral( keywords.value( QStringLiteral( "port" ), QStringLiteral( "5432" ) ) ), Pg::quotedLiteral( mCentral->name() ) ) );
  mClones[name] = std::move( clone );
}

QStringList Network::cloneNames() const
{
  QStringList names;
  for ( const auto &entry : mClones )
    names << entry.first;
  return names;
}

QString Network::cloneId( const QString &name )
{
  return clone( name ).value( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata" ) );
}

void Network::disconnect()
{
  mCentral->disconnect();
  for ( const auto &entry : mClones )
    entry.second->disconnect();
}

Counts Network::sync( const QString &name )
{
  return sync( name, testedCarrier() );
}

Counts Network::sync( const QString &name, Carrier carrier )
{
  if ( carrier == Carrier::Engine )
  {
    Feedback feedback;
    const SyncResult result = synchronize( mCentral->conninfo(), clone( name ).conninfo(), SyncOptions(), feedback );
    return { result.toCentral, result.toClone, result.conflicts, result.unresolved };
  }
  const QStringList row = clone( name ).rows( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) ).split( '|' );
  return { row.at( 0 ).toLongLong(), row.at( 1 ).toLongLong(), row.at( 2 ).toLongLong(), row.at( 3 ).toLongLong() };
}

void Network::syncAll()
{
  for ( int round = 0; round < 4; ++round )
  {
    bool quiet = true;
    for ( const auto &entry : mClones )
    {
      const Counts counts = sync( entry.first );
      quiet = quiet && counts.toCentral == 0 && counts.toClone == 0 && counts.conflicts == 0;
    }
    if ( quiet )
      return;
  }
  throw Error( QStringLiteral( "The databases do not come to rest." ) );
}

QString Network::differences()
{
  QStringList found;
  const QStringList tables = mCentral->rows( QStringLiteral( "SELECT DISTINCT t FROM lizsync.synchronized_tables, jsonb_array_elements_text( sync_tables ) AS t ORDER BY 1" ) ).split( '\n' );
  for ( const QString &table : tables )
  {
    const QString query = QStringLiteral( "SELECT lizsync.table_checksums( %1 )" ).arg( Pg::quotedLiteral( table ) );
    const QString expected = mCentral->value( query );
    for ( const auto &entry : mClones )
    {
      if ( entry.second->value( query ) != expected )
      {
        const QString content = QStringLiteral( "SELECT * FROM %1 ORDER BY uid" ).arg( table );
        found << QStringLiteral( "%1 differs in clone %2:\n%3\n-- central:\n%4" ).arg( table, entry.first, entry.second->rows( content ), mCentral->rows( content ) );
      }
    }
  }
  return found.join( '\n' );
}

QString Network::conflicts()
{
  return mCentral->rows( QStringLiteral( "SELECT conflict_kind, column_name, central_value, clone_value, rejected, resolved FROM lizsync.conflicts ORDER BY id" ) );
}
