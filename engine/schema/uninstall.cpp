/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/schema/uninstall.h"

#include "engine/pg/error.h"
#include "engine/pg/quoting.h"
#include "engine/schema/embeddedsql.h"
#include "engine/schema/installer.h"
#include "engine/schema/olderplugin.h"
#include "engine/text.h"

#include <QRegularExpression>

using namespace LizSync;

namespace
{
  //! Tables and views that LizSync makes, as schema.name.
  QStringList ownRelations()
  {
    static const QRegularExpression sCreate( QStringLiteral( "CREATE (?:OR REPLACE )?(?:UNLOGGED |FOREIGN )?(?:TABLE|VIEW) ((?:audit|lizsync)\\.\\w+)" ) );
    QStringList names;
    for ( const SqlFile &file : embeddedSql() )
    {
      for ( auto match = sCreate.globalMatch( file.text ); match.hasNext(); )
        names << match.next().captured( 1 );
    }
    return names;
  }

  //! Somebody's own things in or on LizSync's schemas: dropping these would take them along.
  void refuseForeignObjects( Pg::Transaction &transaction )
  {
    const Pg::Parameter names = transaction.scalar(
      QStringLiteral( "SELECT string_agg( DISTINCT o.name, ', ' ) FROM ("
                      " SELECT format( '%I.%I', n.nspname, c.relname ) AS name FROM pg_class AS c JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                      " WHERE n.nspname IN ( 'audit', 'lizsync' ) AND c.relkind IN ( 'r', 'p', 'v', 'm', 'f' ) AND n.nspname || '.' || c.relname <> ALL ( $1::text[] )"
                      " UNION ALL"
                      " SELECT format( '%I.%I', n.nspname, c.relname ) FROM pg_depend AS d JOIN pg_rewrite AS r ON r.oid = d.objid JOIN pg_class AS c ON c.oid = r.ev_class JOIN pg_namespace AS n ON n.oid = c.relnamespace"
                      " WHERE d.classid = 'pg_rewrite'::regclass AND n.nspname NOT IN ( 'audit', 'lizsync' ) AND ("
                      " ( d.refclassid = 'pg_class'::regclass AND d.refobjid IN ( SELECT oid FROM pg_class WHERE relnamespace IN ( 'audit'::regnamespace, 'lizsync'::regnamespace ) ) )"
                      " OR ( d.refclassid = 'pg_proc'::regclass AND d.refobjid IN ( SELECT oid FROM pg_proc WHERE pronamespace IN ( 'audit'::regnamespace, 'lizsync'::regnamespace ) ) ) )"
                      ") AS o" ),
      { Pg::arrayLiteral( ownRelations() ) } );
    if ( names )
    {
      throw Error( Text::tr( "Database %1 has tables or views of your own in the schemas audit and lizsync, or views that need these: %2. Move or drop them, then uninstall." )
                     .arg( transaction.connection().label(), *names ) );
    }
  }

  QString boolText( bool value )
  {
    return value ? QStringLiteral( "true" ) : QStringLiteral( "false" );
  }

  //! Who loses his central, or his clones.
  void tellWhoIsLeft( Pg::Transaction &transaction, Feedback &feedback )
  {
    const Pg::Parameter clones = transaction.scalar( QStringLiteral( "SELECT string_agg( name, ', ' ORDER BY name ) FROM lizsync.clones" ) );
    if ( clones )
      feedback.warning( Text::tr( "These clones cannot be synchronised any more: %1. What they have not sent yet stays in them alone." ).arg( *clones ) );
    const Pg::Parameter central = transaction.scalar( QStringLiteral( "SELECT central_name FROM lizsync.central" ) );
    if ( central )
      feedback.info( Text::tr( "Central \"%1\" still counts this clone as one of its own: SELECT lizsync.forget_clone( '%2' ) there." ).arg( *central, transaction.scalar( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata" ) ).value_or( QString() ) ) );
  }
} // namespace

UninstallResult LizSync::uninstall( const QString &conninfo, const UninstallOptions &options, Feedback &feedback )
{
  Pg::Connection connection( conninfo, QStringLiteral( "lizsync uninstall" ), &feedback );
  Pg::Transaction transaction( connection );
  const QString label = connection.label();
  lockSchema( transaction );
  UninstallResult result;
  result.versionBefore = installedVersion( transaction );
  if ( result.versionBefore.isEmpty() )
  {
    refuseOlderPlugin( transaction );
    throw Error( Text::tr( "LizSync is not installed in database %1: there is nothing to uninstall." ).arg( label ) );
  }
  requireInstalled( transaction, Text::tr( "chosen" ) );
  try
  {
    transaction.execute( QStringLiteral( "SELECT pg_catalog.set_config( 'lock_timeout', coalesce( nullif( pg_catalog.current_setting( 'lizsync.lock_timeout', true ), '' ), '30s' ), true )" ) );
    // No sync runs, and nobody edits from here on.
    transaction.execute( QStringLiteral( "SELECT lizsync.lock_clone() FROM lizsync.central" ) );
    transaction.execute( QStringLiteral( "SELECT lizsync.lock_tables( ARRAY( SELECT DISTINCT lizsync.quoted_name( t.tgrelid ) FROM pg_catalog.pg_trigger AS t JOIN pg_catalog.pg_proc AS p ON p.oid = t.tgfoid "
                                         "JOIN pg_catalog.pg_class AS c ON c.oid = t.tgrelid WHERE p.pronamespace = 'audit'::regnamespace AND c.relkind IN ( 'r', 'p' ) ) )" ) );
    if ( !options.discardPending )
      transaction.execute( QStringLiteral( "SELECT lizsync.refuse_unsent()" ) );
    refuseForeignObjects( transaction );
    feedback.setProgress( 20 );
    tellWhoIsLeft( transaction, feedback );
    transaction.execute( QStringLiteral( "SELECT lizsync.free_sequences()" ) );
    result.tables = transaction.scalar( QStringLiteral( "SELECT lizsync.free_tables( $1 )" ), { boolText( options.dropUidColumns ) } ).value_or( QString() ).toInt();
    feedback.setProgress( 80 );
    transaction.executeScript( QStringLiteral( "SET LOCAL client_min_messages TO warning; DROP SERVER IF EXISTS lizsync_central CASCADE; DROP SCHEMA lizsync, audit CASCADE" ) );
    transaction.commit();
  }
  catch ( const Pg::Error &error )
  {
    if ( !error.connectionAlive() || error.isOurs() || error.sqlState() == "LZ002" )
      throw;
    if ( error.sqlState() == "55P03" || error.isRetryable() )
      throw Error( Text::tr( "LizSync in %1 is in use, by a sync or by edits that are not saved: uninstall it when they have ended. Nothing was changed." ).arg( label ) );
    throw Error( Text::tr( "LizSync could not be uninstalled from database %1: %2 Nothing was changed." ).arg( label, error.message() ) );
  }
  feedback.info( Text::tr( "LizSync %1 is uninstalled from %2: %3 tables and views are free, their rows %4." )
                   .arg( result.versionBefore, label )
                   .arg( result.tables )
                   .arg( options.dropUidColumns ? Text::tr( "stay, their uid columns are gone" ) : Text::tr( "and uid columns stay" ) ) );
  feedback.setProgress( 100 );
  return result;
}
