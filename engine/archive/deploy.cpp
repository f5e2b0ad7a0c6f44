/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/deploy.h"

#include "engine/archive/fdwoptions.h"
#include "engine/archive/postdeploysql.h"
#include "engine/archive/restore.h"
#include "engine/archive/unpackedarchive.h"
#include "engine/error.h"
#include "engine/pg/connection.h"
#include "engine/pg/quoting.h"
#include "engine/schema/extension.h"
#include "engine/schema/installer.h"
#include "engine/text.h"

#include <QJsonDocument>
#include <QUuid>

using namespace LizSync;

namespace
{
  // Shares of the way, in percent.
  constexpr double sUnpackTo = 15;
  constexpr double sRestoreTo = 85;

  //! What the clone's database is before the deployment.
  struct CloneState
  {
      QString label;
      QString database;
      QString schemaScript;
      QString cloneId;   //!< Of an existing clone that keeps it.
      QString cloneName; //!< Of an existing clone.
      bool isSuperuser = false;
  };

  QString databaseIdentity( Pg::Transaction &transaction )
  {
    return transaction
      .scalar( QStringLiteral( "SELECT c.system_identifier::text || '/' || d.oid FROM pg_catalog.pg_control_system() AS c, pg_catalog.pg_database AS d WHERE d.datname = pg_catalog.current_database()" ) )
      .value_or( QString() );
  }

  bool functionExists( Pg::Transaction &transaction, const QString &signature )
  {
    return transaction.scalar( QStringLiteral( "SELECT pg_catalog.to_regprocedure( $1 )" ), { signature } ).has_value();
  }

  //! The extensions that the archive's tables need are there, or can be had.
  void checkExtensions( Pg::Transaction &clone, const Manifest &manifest )
  {
    const QString label = clone.connection().label();
    for ( const auto &[name, schema] : manifest.extensions() )
    {
      const Pg::Result installed = clone.execute(
        QStringLiteral( "SELECT n.nspname FROM pg_catalog.pg_extension AS e JOIN pg_catalog.pg_namespace AS n ON n.oid = e.extnamespace WHERE e.extname = $1" ), { name } );
      if ( installed.rowCount() > 0 && installed.value( 0, 0 ) != schema )
      {
        throw Error( Text::tr( "The extension %1 is in schema \"%2\" of database %3, but the archive needs it in \"%4\", as in central: move it with ALTER EXTENSION, or drop it there." )
                       .arg( name, installed.value( 0, 0 ), label, schema ) );
      }
      if ( installed.rowCount() == 0 && !clone.scalar( QStringLiteral( "SELECT 1 FROM pg_catalog.pg_available_extensions WHERE name = $1" ), { name } ) )
        throw Error( Text::tr( "The archive needs the extension %1, which the PostgreSQL server of %2 does not have: have an administrator install it there." ).arg( name, label ) );
    }
  }

  CloneState inspectClone( const QString &conninfo, const QString &centralIdentity, const QString &centralLabel, const Manifest &manifest, bool newCloneId, Feedback &feedback )
  {
    Pg::Connection connection( conninfo, QStringLiteral( "lizsync deploy check" ), &feedback );
    Pg::Transaction transaction( connection );
    CloneState state;
    state.label = connection.label();
    state.database = connection.databaseName();
    state.isSuperuser = transaction.scalar( QStringLiteral( "SELECT pg_catalog.current_setting( 'is_superuser' )" ) ) == QLatin1String( "on" );

    if ( databaseIdentity( transaction ) == centralIdentity )
      throw Error( Text::tr( "Clone and central are the same database (%1): deploy to another database." ).arg( centralLabel ) );
    state.schemaScript = schemaScript( transaction );
    if ( !installedVersion( transaction ).isEmpty() )
    {
      const Pg::Result server = transaction.execute( QStringLiteral( "SELECT m.server_id, m.server_name, EXISTS ( SELECT FROM lizsync.central ) FROM lizsync.server_metadata AS m" ) );
      if ( server.rowCount() > 0 && server.value( 0, 0 ) == manifest.serverId() )
      {
        throw Error( Text::tr( "Database %1 has the server id of central (%2): it is a copy of central; deploy to an empty database, or run lizsync:install with OVERWRITE on it first." )
                       .arg( state.label, centralLabel ) );
      }
      if ( server.rowCount() > 0 && server.value( 0, 2 ) == QLatin1String( "t" ) )
        state.cloneName = server.value( 0, 1 );
      if ( functionExists( transaction, QStringLiteral( "lizsync.deployable_clone_id(boolean)" ) ) )
        state.cloneId = transaction.scalar( QStringLiteral( "SELECT lizsync.deployable_clone_id( $1 )" ), { newCloneId ? QStringLiteral( "true" ) : QStringLiteral( "false" ) } ).value_or( QString() );
    }
    checkExtensions( transaction, manifest );
    return state;
  }

  QString jsonText( const QJsonObject &object )
  {
    return QString::fromUtf8( QJsonDocument( object ).toJson( QJsonDocument::Compact ) );
  }

  QString boolText( bool value )
  {
    return value ? QStringLiteral( "true" ) : QStringLiteral( "false" );
  }

  //! What our functions raise for the user (LZ001).
  enum class Sentences
  {
    AsTheyAre,
    WithFailure, //!< In SQL that is not ours, which has to be named.
  };

  //! Runs one part of the work; \a failure, such as "The archive could not be restored in database x: %1", says which part the database's words are about.
  void inPart( const QString &failure, Sentences sentences, const std::function<void()> &work )
  {
    try
    {
      work();
    }
    catch ( const Pg::Error &error )
    {
      if ( error.isOurs() && sentences == Sentences::AsTheyAre )
        throw;
      throw Error( failure.arg( error.message().simplified() ) );
    }
  }

  //! Extensions, LizSync itself, and what will be replaced out of the way.
  void open( Pg::Transaction &transaction, const CloneState &clone, const Manifest &manifest, const QString &cloneId, const DeployOptions &options )
  {
    transaction.executeScript( QStringLiteral( "SET client_min_messages = error" ) );
    transaction.executeScript( clone.schemaScript );
    for ( const auto &[name, schema] : manifest.extensions() )
      transaction.execute( createExtensionStatement( name, schema, Text::tr( "The archive" ), clone.label ) );
    transaction.execute( createExtensionStatement( QStringLiteral( "postgres_fdw" ), QStringLiteral( "public" ), QStringLiteral( "LizSync" ), clone.label ) );

    const QString replaced = transaction.scalar( QStringLiteral( "SELECT lizsync.begin_deploy( $1::jsonb, $2, $3 )" ),
                                                 { manifest.text(), boolText( options.discardPending ), boolText( options.newCloneId ) } )
                               .value_or( QString() );
    if ( !replaced.isEmpty() && replaced != cloneId )
      throw Error( Text::tr( "Somebody else deployed to %1 at the same time: try again." ).arg( clone.label ) );

    // A dump of single tables has no schemas; that of whole schemas makes its own.
    QStringList missing;
    for ( const QString &table : manifest.selectedTables() + manifest.dumpedTables() )
    {
      const std::optional<Pg::TableName> name = Pg::TableName::parse( table );
      if ( name && !missing.contains( name->schema ) && !manifest.schemas().contains( name->schema ) )
        missing << name->schema;
    }
    for ( const QString &schema : std::as_const( missing ) )
      transaction.execute( QStringLiteral( "CREATE SCHEMA IF NOT EXISTS %1" ).arg( Pg::quotedIdentifier( schema ) ) );
  }

  //! What the archive's tables need from elsewhere.
  void makeNeededObjects( Pg::Transaction &transaction, const QString &needs, const QString &label, Feedback &feedback )
  {
    const Pg::Result made = transaction.execute( QStringLiteral( "SELECT name, outcome FROM lizsync.make_needed_objects( $1::jsonb )" ), { needs } );
    for ( int row = 0; row < made.rowCount(); ++row )
    {
      const QString name = Text::printable( made.value( row, 0 ).remove( QStringLiteral( "pg_catalog." ) ) );
      if ( made.value( row, 1 ) == QLatin1String( "made" ) )
        feedback.info( Text::tr( "%1 came along." ).arg( name ) );
      else if ( made.value( row, 1 ) == QLatin1String( "other" ) )
        feedback.warning( Text::tr( "%1 is in %2 already, in another form than in central, and stays as it is: where that does not fit, change it there." ).arg( name, label ) );
    }
  }

  //! A line of COPY's text format.
  QString copyLine( QString value )
  {
    return value.replace( '\\', QLatin1String( "\\\\" ) ).replace( '\t', QLatin1String( "\\t" ) ).replace( '\r', QLatin1String( "\\r" ) ).replace( '\n', QLatin1String( "\\n" ) ) + '\n';
  }

  //! What makes the restored tables a clone's.
  void makeClone( Pg::Transaction &transaction, const Manifest &manifest, const QString &cloneId, const QString &cloneName, const QString &registration, const FdwOptions &central )
  {
    // pg_restore's settings, an empty search_path among them, end here.
    transaction.resetSettings();
    transaction.executeScript( QStringLiteral( "SET client_min_messages = error" ) );
    if ( manifest.tableCount() > 0 )
      // From a small sample: autovacuum makes better ones soon, and nobody waits for it.
      transaction.executeScript( QStringLiteral( "SET default_statistics_target = 10; ANALYZE %1; RESET default_statistics_target" ).arg( manifest.tableNames().join( QLatin1String( ", " ) ) ) );
    // By COPY: a statement with a password in it would be in the server's log where it fails, and in pg_stat_activity while it runs.
    transaction.execute( QStringLiteral( "CREATE TEMPORARY TABLE lizsync_deploy_mapping ( options jsonb ) ON COMMIT DROP" ) );
    QByteArray mapping = copyLine( jsonText( central.mapping ) ).toUtf8();
    transaction.copyIn( QStringLiteral( "COPY pg_temp.lizsync_deploy_mapping FROM STDIN" ), [&mapping]
                        { return std::exchange( mapping, QByteArray() ); } );
    transaction.execute( QStringLiteral( "SELECT lizsync.initialize_clone( $1::jsonb, $2::jsonb, $3::uuid, $4, $5::jsonb, ( SELECT options FROM pg_temp.lizsync_deploy_mapping ) )" ),
                         { manifest.text(), registration, cloneId, cloneName, jsonText( central.server ) } );
    transaction.execute( QStringLiteral( "DROP TABLE pg_temp.lizsync_deploy_mapping" ) );
  }

  //! Central as the clone's server will reach it.
  FdwOptions centralOptions( const Pg::Connection &central, const DeployOptions &options, const CloneState &clone, Feedback &feedback )
  {
    QMap<QString, QString> keywords = options.centralFromClone.isEmpty() ? central.effectiveKeywords() : Pg::parseConninfo( options.centralFromClone );
    if ( options.centralFromClone.isEmpty() )
    {
      const QString host = keywords.value( QStringLiteral( "host" ) );
      const bool local = host.isEmpty() || host.startsWith( '/' ) || host == QLatin1String( "localhost" ) || host.startsWith( QLatin1String( "127." ) ) || host == QLatin1String( "::1" );
      if ( local && !clone.label.startsWith( host + ':' ) )
      {
        feedback.warning( Text::tr( "Central is at %1, where the clone's server may not find it: lizsync.synchronize() in the clone will need CENTRAL_FROM_CLONE. Synchronising from QGIS works anyway." )
                            .arg( host.isEmpty() ? QStringLiteral( "localhost" ) : host ) );
      }
    }
    if ( options.storesCredentials() )
    {
      if ( hasSecrets( keywords ) )
        feedback.info( Text::tr( "The clone holds central's password, for lizsync.synchronize(): whoever is its superuser can read it." ) );
    }
    else if ( removeSecrets( keywords ) )
    {
      feedback.info( Text::tr( "Central's password is not stored in the clone: for lizsync.synchronize() give it to the clone's server in a password file, or deploy with STORE_CREDENTIALS. Synchronising from QGIS works anyway." ) );
    }
    // PostgreSQL lets nobody else name files of the server.
    if ( !clone.isSuperuser && ( keywords.remove( QStringLiteral( "sslcert" ) ) + keywords.remove( QStringLiteral( "sslkey" ) ) > 0 ) )
      feedback.warning( Text::tr( "The client certificate is not stored in the clone, as only a superuser may do that: for lizsync.synchronize() have one set sslcert and sslkey with ALTER USER MAPPING. Synchronising from QGIS works anyway." ) );
    return fdwOptions( keywords );
  }
} // namespace

DeployResult LizSync::deploy( const QString &centralConninfo, const QString &cloneConninfo, const DeployOptions &options, Feedback &feedback )
{
  UnpackedArchive archive( options.archivePath );
  const Manifest &manifest = archive.manifest();
  const PgPrograms programs = findPgPrograms( { QStringLiteral( "pg_restore" ) }, manifest.pgDumpVersion(), Text::tr( "the pg_dump that made the archive" ) );

  Pg::Connection centralConnection( centralConninfo, QStringLiteral( "lizsync deploy central" ), &feedback );
  Pg::Transaction central( centralConnection );
  const CloneState clone = inspectClone( cloneConninfo, databaseIdentity( central ), centralConnection.label(), manifest, options.newCloneId, feedback );
  requireInstalled( central, Text::tr( "central" ) );
  const QString serverId = central.scalar( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata" ) ).value_or( QString() );
  if ( serverId != manifest.serverId() )
  {
    throw Error( Text::tr( "The archive %1 was made from another central (\"%2\", %3) than %4: choose that central, or an archive of this one." )
                   .arg( options.archivePath, manifest.serverName(), manifest.serverId(), centralConnection.label() ) );
  }

  central.execute( QStringLiteral( "SELECT lizsync.check_archive( $1::uuid, $2 )" ), { manifest.syncId(), manifest.digest() } );
  archive.unpack( feedback, [&feedback]( double part )
                  { feedback.setProgress( sUnpackTo * part ); } );
  if ( const QString sql = archive.postDeploySql(); !sql.isEmpty() )
    showPostDeploySql( sql, feedback );

  const QString cloneId = clone.cloneId.isEmpty() ? QUuid::createUuid().toString( QUuid::WithoutBraces ) : clone.cloneId;
  const QString cloneName = !options.cloneName.isEmpty() ? options.cloneName : !clone.cloneName.isEmpty() ? clone.cloneName
                                                                                                          : clone.database;
  const FdwOptions fdw = centralOptions( centralConnection, options, clone, feedback );
  const QString registration = central.scalar( QStringLiteral( "SELECT lizsync.register_clone( $1::uuid, $2, $3::uuid, $4 )" ), { cloneId, cloneName, manifest.syncId(), manifest.digest() } ).value_or( QString() );

  Pg::Connection cloneConnection( cloneConninfo, QStringLiteral( "lizsync deploy clone" ), &feedback );
  Pg::Transaction target( cloneConnection );
  inPart( Text::tr( "Database %1 could not be prepared for the deployment: %2" ).arg( clone.label, QStringLiteral( "%1" ) ), Sentences::AsTheyAre, [&]
          { open( target, clone, manifest, cloneId, options ); } );
  if ( const QString needs = archive.needs(); !needs.isEmpty() )
  {
    inPart( Text::tr( "What the archive needs besides its schemas could not be made in database %1: %2" ).arg( clone.label, QStringLiteral( "%1" ) ), Sentences::AsTheyAre, [&]
            { makeNeededObjects( target, needs, clone.label, feedback ); } );
  }

  feedback.info( Text::tr( "Restoring %1 with %2 in %3." ).arg( Text::tables( manifest.tableCount() ), Text::rows( manifest.rows() ), clone.label ) );
  inPart( Text::tr( "The archive could not be restored in database %1: %2" ).arg( clone.label, QStringLiteral( "%1" ) ), Sentences::AsTheyAre, [&]
          {
    const auto progress = [&]( qint64 rows )
    {
      const double part = static_cast<double>( rows ) / static_cast<double>( std::max<qint64>( manifest.rows(), 1 ) );
      feedback.setProgress( sUnpackTo + ( sRestoreTo - sUnpackTo ) * std::min( 1.0, part ) );
    };
    QStringList dumps;
    for ( const QString &member : { Manifest::sSchemasDump, Manifest::sTablesDump } )
    {
      if ( archive.has( member ) )
        dumps << archive.memberPath( member );
    }
    restoreDumps( target, programs, dumps, archive.has( Manifest::sViewsDump ) ? archive.memberPath( Manifest::sViewsDump ) : QString(), progress, feedback ); } );

  inPart( Text::tr( "Database %1 could not be made a clone: %2" ).arg( clone.label, QStringLiteral( "%1" ) ), Sentences::AsTheyAre, [&]
          { makeClone( target, manifest, cloneId, cloneName, registration, fdw ); } );
  if ( const QString sql = archive.postDeploySql(); !sql.isEmpty() )
  {
    feedback.info( Text::tr( "Running the archive's own SQL on the clone." ) );
    inPart( Text::tr( "The archive's own SQL to run after the deployment failed: %1 Correct that SQL and package anew." ), Sentences::WithFailure, [&]
            { target.execute( postDeployStatement( sql ) ); } );
  }
  // Central must be there to commit next.
  central.execute( QStringLiteral( "SELECT 1" ) );
  inPart( Text::tr( "The deployment could not be completed: %1" ), Sentences::AsTheyAre, [&target]
          { target.commit(); } );
  central.commit();

  feedback.info( Text::tr( "%1 is now the clone \"%2\" of \"%3\"." ).arg( clone.label, cloneName, manifest.serverName() ) );
  feedback.setProgress( 100 );
  return { cloneId, manifest.tableCount(), manifest.rows() };
}
