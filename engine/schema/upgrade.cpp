/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/schema/upgrade.h"

#include "engine/pg/error.h"
#include "engine/schema/catalog.h"
#include "engine/schema/olderplugin.h"
#include "engine/text.h"

using namespace LizSync;

namespace
{
  void tell( const InstallResult &result, const QString &label, bool olderPlugin, bool isClone, Feedback &feedback )
  {
    if ( result.versionBefore == result.version )
    {
      feedback.info( Text::tr( "LizSync %1 in %2 is up to date." ).arg( result.version, label ) );
      return;
    }
    feedback.info( Text::tr( "LizSync in %1 is upgraded from %2 to %3." ).arg( label, result.versionBefore, result.version ) );
    if ( olderPlugin && isClone )
      feedback.warning( Text::tr( "This clone has to be deployed again before it is synchronised (lizsync:package, lizsync:deploy); it keeps its identity." ) );
    else if ( olderPlugin )
      feedback.warning( Text::tr( "Its clones have to be upgraded and deployed again before they are synchronised (lizsync:package, lizsync:upgrade, lizsync:deploy); they keep their identity." ) );
  }
} // namespace

InstallResult LizSync::upgrade( const QString &conninfo, Feedback &feedback )
{
  Pg::Connection connection( conninfo, QStringLiteral( "lizsync upgrade" ), &feedback );
  Pg::Transaction transaction( connection );
  const QString label = connection.label();
  lockSchema( transaction );
  // After the lock, for which twenty others may wait: a sync is over soon, an edit session left open never.
  transaction.execute( QStringLiteral( "SELECT pg_catalog.set_config( 'lock_timeout', coalesce( nullif( pg_catalog.current_setting( 'lizsync.lock_timeout', true ), '' ), '30s' ), true )" ) );

  const bool olderPlugin = !olderPluginVersion( transaction ).isEmpty();
  if ( !olderPlugin && installedVersion( transaction ).isEmpty() )
    throw Error( Text::tr( "LizSync is not installed in database %1: there is nothing to upgrade; run lizsync:install on it." ).arg( label ) );
  try
  {
    const InstallResult result = applySchema( transaction, feedback, true );
    const bool isClone = isTrue( transaction.scalar( QStringLiteral( "SELECT EXISTS ( SELECT FROM lizsync.central )" ) ) );
    transaction.commit();
    tell( result, label, olderPlugin, isClone, feedback );
    return result;
  }
  catch ( const Pg::Error &error )
  {
    const bool inUse = error.sqlState() == "55P03" || error.isRetryable();
    if ( !inUse || !error.connectionAlive() )
      throw;
    throw Error( Text::tr( "LizSync in %1 is in use, by a sync or by edits that are not saved: upgrade it when they have ended. Nothing was changed." ).arg( label ) );
  }
}
