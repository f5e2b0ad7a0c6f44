/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/schema/olderplugin.h"

#include "engine/error.h"
#include "engine/schema/catalog.h"
#include "engine/schema/installer.h"
#include "engine/text.h"

using namespace LizSync;

QString LizSync::olderPluginVersion( Pg::Transaction &transaction )
{
  const QString schema = QStringLiteral( "lizsync" );
  if ( !relationExists( transaction, schema, QStringLiteral( "sys_structure_metadonnee" ) ) || relationExists( transaction, schema, QStringLiteral( "migrations" ) ) )
    return {};
  // Its clones are made from a dump without data: there the table is empty.
  const Pg::Parameter version = transaction.scalar( QStringLiteral( "SELECT version FROM lizsync.sys_structure_metadonnee ORDER BY id DESC LIMIT 1" ) );
  return version.value_or( QStringLiteral( "0.7" ) );
}

void LizSync::refuseOlderPlugin( Pg::Transaction &transaction )
{
  const QString version = olderPluginVersion( transaction );
  if ( !version.isEmpty() )
  {
    throw Error( Text::tr( "Database %1 has LizSync %2, of the older plugin, where this one is %3: upgrade it first (lizsync:upgrade)." )
                   .arg( transaction.connection().label(), version, libraryVersion() ) );
  }
}

void LizSync::requireNothingPendingOfOlderPlugin( Pg::Transaction &transaction )
{
  if ( olderPluginVersion( transaction ).isEmpty() || !relationExists( transaction, QStringLiteral( "lizsync" ), QStringLiteral( "logged_actions" ) ) )
    return;
  const Pg::Parameter events = transaction.scalar( QStringLiteral(
    "SELECT count(*) FROM lizsync.logged_actions WHERE EXISTS ( SELECT FROM pg_catalog.pg_foreign_server WHERE srvname = 'central_server' )" ) );
  if ( events.value_or( QString() ) != QLatin1String( "0" ) )
  {
    throw Error( Text::tr( "Database %1 is a clone of the older plugin with edits that were not sent to its central (%2): run SELECT * FROM lizsync.synchronize() in it first, which would otherwise lose them." )
                   .arg( transaction.connection().label(), events.value_or( QString() ) ) );
  }
}
