/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/schema/installer.h"

#include "engine/pg/quoting.h"
#include "engine/schema/catalog.h"
#include "engine/schema/embeddedsql.h"
#include "engine/schema/extension.h"
#include "engine/schema/olderplugin.h"
#include "engine/text.h"

#include <QRegularExpression>
#include <QSet>
#include <QVersionNumber>

#include <algorithm>

using namespace LizSync;

namespace
{
  constexpr int sOldestServer = 130000;

  int migrationNumber( const QString &path )
  {
    static const QRegularExpression sMigration( QStringLiteral( "^migrations/(\\d+)_(.+)\\.sql$" ) );
    const QRegularExpressionMatch match = sMigration.match( path );
    return match.hasMatch() ? match.captured( 1 ).toInt() : 0;
  }

  QString migrationName( const QString &path )
  {
    return path.section( '/', -1 ).section( '_', 1 ).section( '.', 0, -2 );
  }

  int newestMigration()
  {
    int newest = 0;
    for ( const SqlFile &file : embeddedSql() )
      newest = std::max( newest, migrationNumber( file.path ) );
    return newest;
  }

  [[noreturn]] void throwNewer( const QString &label, const QString &version )
  {
    throw Error( Text::tr( "Database %1 has LizSync %2, which is newer than this plugin (%3): get the newer plugin." ).arg( label, version, libraryVersion() ) );
  }

  //! Schemas of the names that LizSync needs are not there, or empty; \a names such as 'audit', 'lizsync'.
  bool hasForeignSchema( Pg::Transaction &transaction, const QString &names )
  {
    return isTrue( transaction.scalar(
      QStringLiteral( "SELECT EXISTS ( SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname IN ( %1 ) )" ).arg( names ) ) );
  }

  //! Numbers of the migrations that the database has.
  QSet<int> recordedMigrations( Pg::Transaction &transaction )
  {
    QSet<int> recorded;
    const Pg::Result result = transaction.execute( QStringLiteral( "SELECT number FROM lizsync.migrations" ) );
    for ( int row = 0; row < result.rowCount(); ++row )
      recorded.insert( result.value( row, 0 ).toInt() );
    return recorded;
  }

  bool isNewer( const QSet<int> &migrations, const QString &version )
  {
    const int newest = migrations.isEmpty() ? 0 : *std::max_element( migrations.cbegin(), migrations.cend() );
    return newest > newestMigration() || QVersionNumber::fromString( version ) > QVersionNumber::fromString( libraryVersion() );
  }

  //! The same; throws where the database is newer than the library, or has something else of LizSync's names.
  QSet<int> appliedMigrations( Pg::Transaction &transaction, bool adoptOlderPlugin )
  {
    const QString label = transaction.connection().label();
    if ( relationExists( transaction, QStringLiteral( "lizsync" ), QStringLiteral( "migrations" ) ) )
    {
      const QSet<int> recorded = recordedMigrations( transaction );
      const QString version = installedVersion( transaction );
      if ( isNewer( recorded, version ) )
        throwNewer( label, version );
      return recorded;
    }
    if ( !adoptOlderPlugin )
      refuseOlderPlugin( transaction );
    if ( !olderPluginVersion( transaction ).isEmpty() )
    {
      if ( hasForeignSchema( transaction, QStringLiteral( "'audit'" ) ) )
        throw Error( Text::tr( "Database %1 has a schema \"audit\" of another tool beside the older LizSync: rename it (ALTER SCHEMA audit RENAME TO …), then upgrade." ).arg( label ) );
      return {};
    }
    if ( hasForeignSchema( transaction, QStringLiteral( "'audit', 'lizsync'" ) ) )
    {
      throw Error(
        Text::tr( "Database %1 has a schema \"audit\" or \"lizsync\" of another tool: rename it, or install with OVERWRITE, which drops both schemas with all that they hold." ).arg( label ) );
    }
    return {};
  }

  SchemaStep lockStep()
  {
    return { QStringLiteral( "lock" ), QStringLiteral( "SELECT pg_catalog.pg_advisory_xact_lock( 7812, 1 )" ) };
  }

  //! LizSync's schemas, and with them the triggers on data tables; the tables keep their rows and uid columns.
  void dropSchemas( Pg::Transaction &transaction )
  {
    if ( relationExists( transaction, QStringLiteral( "lizsync" ), QStringLiteral( "central" ) ) )
    {
      if ( isTrue( transaction.scalar( QStringLiteral( "SELECT lizsync.pending_events() > 0" ) ) ) )
      {
        throw Error(
          Text::tr( "Database %1 is a clone with edits that were not sent to its central: synchronise it before installing with OVERWRITE, which would lose them." ).arg( transaction.connection().label() ) );
      }
    }
    requireNothingPendingOfOlderPlugin( transaction );
    transaction.executeScript( QStringLiteral(
      "DROP SCHEMA IF EXISTS lizsync CASCADE; DROP SCHEMA IF EXISTS audit CASCADE; DROP SERVER IF EXISTS lizsync_central CASCADE" ) );
  }

  void runStep( Pg::Transaction &transaction, const SchemaStep &step )
  {
    try
    {
      transaction.executeScript( step.sql );
    }
    catch ( const Pg::Error &error )
    {
      if ( !error.connectionAlive() || error.isRetryable() || error.isOurs() )
        throw;
      // Which of LizSync's own files it was is for whoever reads the statement, not for the user.
      const QString statement = QStringLiteral( "-- %1\n%2" ).arg( step.origin, error.statement() );
      throw Pg::Error( Text::tr( "LizSync could not be installed in database %1: %2" ).arg( transaction.connection().label(), error.message() ), error.sqlState(), error.detail(), error.hint(), statement, true );
    }
  }
} // namespace

QString LizSync::libraryVersion()
{
  return QStringLiteral( LIZSYNC_VERSION );
}

QString LizSync::installedVersion( Pg::Transaction &transaction )
{
  const bool installed = isTrue( transaction.scalar( QStringLiteral(
    "SELECT EXISTS ( SELECT FROM pg_catalog.pg_proc AS p JOIN pg_catalog.pg_namespace AS n ON n.oid = p.pronamespace WHERE n.nspname = 'lizsync' AND p.proname = 'version' )" ) ) );
  if ( !installed || !relationExists( transaction, QStringLiteral( "lizsync" ), QStringLiteral( "migrations" ) ) )
    return {};
  if ( !isTrue( transaction.scalar( QStringLiteral( "SELECT pg_catalog.has_schema_privilege( 'lizsync', 'USAGE' )" ) ) ) )
  {
    throw Error( Text::tr( "User \"%1\" may not use LizSync in database %2: have its owner grant the rights on the schemas lizsync and audit." )
                   .arg( transaction.scalar( QStringLiteral( "SELECT current_user" ) ).value_or( QString() ), transaction.connection().label() ) );
  }
  return transaction.scalar( QStringLiteral( "SELECT lizsync.version()" ) ).value_or( QString() );
}

void LizSync::lockSchema( Pg::Transaction &transaction )
{
  transaction.executeScript( lockStep().sql );
}

QList<SchemaStep> LizSync::schemaSteps( Pg::Transaction &transaction, bool adoptOlderPlugin )
{
  const Pg::Connection &connection = transaction.connection();
  if ( connection.serverVersion() < sOldestServer )
    throw Error( Text::tr( "The PostgreSQL server of %1 is older than version %2, the oldest that LizSync works with: upgrade it." ).arg( connection.label() ).arg( sOldestServer / 10000 ) );
  const QSet<int> applied = appliedMigrations( transaction, adoptOlderPlugin );
  const bool adopts = adoptOlderPlugin && !olderPluginVersion( transaction ).isEmpty();

  QList<SchemaStep> steps;
  steps << lockStep();
  const Pg::Parameter hstoreSchema = transaction.scalar( QStringLiteral( "SELECT n.nspname FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace WHERE e.extname = 'hstore'" ) );
  if ( !hstoreSchema )
    steps << SchemaStep { QStringLiteral( "extension hstore" ), createExtensionStatement( QStringLiteral( "hstore" ), QStringLiteral( "public" ), QStringLiteral( "LizSync" ), connection.label() ) };
  const QString settings = QStringLiteral( "SET LOCAL search_path TO pg_catalog, %1, pg_temp; SET LOCAL check_function_bodies TO off" )
                             .arg( Pg::quotedIdentifier( hstoreSchema.value_or( QStringLiteral( "public" ) ) ) );
  steps << SchemaStep { QStringLiteral( "settings" ), settings };

  for ( const SqlFile &file : embeddedSql() )
  {
    if ( file.path.startsWith( QLatin1String( "olderplugin/" ) ) && !adopts )
      continue;
    const int number = migrationNumber( file.path );
    if ( number == 0 )
    {
      steps << SchemaStep { file.path, file.text };
      continue;
    }
    if ( applied.contains( number ) )
      continue;
    // The row first, so that the work is never done twice; but 0001 makes the table.
    const SchemaStep bookkeeping { QStringLiteral( "%1 (bookkeeping)" ).arg( file.path ),
                                   QStringLiteral( "INSERT INTO lizsync.migrations ( number, name ) VALUES ( %1, %2 )" ).arg( number ).arg( Pg::quotedLiteral( migrationName( file.path ) ) ) };
    if ( number == 1 )
      steps << SchemaStep { file.path, file.text } << bookkeeping;
    else
      steps << bookkeeping << SchemaStep { file.path, file.text };
  }
  steps << SchemaStep { QStringLiteral( "server id" ),
                        QStringLiteral( "INSERT INTO lizsync.server_metadata ( server_name ) SELECT pg_catalog.current_database() WHERE NOT EXISTS ( SELECT FROM lizsync.server_metadata )" ) };
  return steps;
}

QString LizSync::schemaScript( Pg::Transaction &transaction )
{
  QString script;
  for ( const SchemaStep &step : schemaSteps( transaction ) )
    script += QStringLiteral( "-- %1\n%2\n;\n" ).arg( step.origin, step.sql );
  return script;
}

InstallResult LizSync::applySchema( Pg::Transaction &transaction, Feedback &feedback, bool adoptOlderPlugin )
{
  // Before anything is looked at, or two installs at once would both find nothing.
  lockSchema( transaction );

  InstallResult result;
  result.versionBefore = installedVersion( transaction );
  if ( result.versionBefore.isEmpty() && adoptOlderPlugin )
    result.versionBefore = olderPluginVersion( transaction );
  const QList<SchemaStep> steps = schemaSteps( transaction, adoptOlderPlugin );
  for ( int i = 0; i < steps.size(); ++i )
  {
    runStep( transaction, steps.at( i ) );
    feedback.setProgress( 100.0 * ( i + 1 ) / steps.size() );
  }
  result.version = transaction.scalar( QStringLiteral( "SELECT lizsync.version()" ) ).value_or( QString() );
  result.serverId = transaction.scalar( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata" ) ).value_or( QString() );
  return result;
}

InstallResult LizSync::install( const QString &conninfo, bool overwrite, Feedback &feedback )
{
  Pg::Connection connection( conninfo, QStringLiteral( "lizsync install" ), &feedback );
  Pg::Transaction transaction( connection );
  lockSchema( transaction );
  QString versionBefore;
  if ( overwrite )
  {
    versionBefore = installedVersion( transaction );
    if ( versionBefore.isEmpty() )
      versionBefore = olderPluginVersion( transaction );
    dropSchemas( transaction );
  }
  InstallResult result = applySchema( transaction, feedback );
  if ( overwrite )
    result.versionBefore = versionBefore;
  transaction.commit();

  if ( result.versionBefore.isEmpty() )
    feedback.info( Text::tr( "LizSync %1 is installed in %2." ).arg( result.version, connection.label() ) );
  else if ( overwrite )
    feedback.info( Text::tr( "LizSync %1 is installed anew in %2; what LizSync %3 had recorded was dropped." ).arg( result.version, connection.label(), result.versionBefore ) );
  else if ( result.versionBefore == result.version )
    feedback.info( Text::tr( "LizSync %1 was installed in %2 already; its functions are renewed, its data is kept." ).arg( result.version, connection.label() ) );
  else
    feedback.info( Text::tr( "LizSync in %1 is upgraded from %2 to %3." ).arg( connection.label(), result.versionBefore, result.version ) );
  return result;
}

void LizSync::requireInstalled( Pg::Transaction &transaction, const QString &role )
{
  const QString label = transaction.connection().label();
  const QString version = installedVersion( transaction );
  if ( version.isEmpty() )
  {
    refuseOlderPlugin( transaction );
    throw Error( Text::tr( "LizSync is not installed in the %1 database (%2): run lizsync:install on it first." ).arg( role, label ) );
  }
  const QSet<int> migrations = recordedMigrations( transaction );
  if ( isNewer( migrations, version ) )
    throwNewer( label, version );
  if ( QVersionNumber::fromString( version ) < QVersionNumber::fromString( libraryVersion() ) )
    throw Error( Text::tr( "The %1 database (%2) has LizSync %3, which is older than this plugin (%4): upgrade it first (lizsync:upgrade)." ).arg( role, label, version, libraryVersion() ) );
  const QList<SqlFile> &files = embeddedSql();
  const bool lacksOne = std::any_of( files.cbegin(), files.cend(), [&migrations]( const SqlFile &file )
                                     { return migrationNumber( file.path ) > 0 && !migrations.contains( migrationNumber( file.path ) ); } );
  if ( lacksOne )
    throw Error( Text::tr( "The %1 database (%2) has an older build of LizSync %3 than this plugin: upgrade it first (lizsync:upgrade)." ).arg( role, label, version ) );
}
