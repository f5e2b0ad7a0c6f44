/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/faults/phases.h"

#include <QElapsedTimer>

using namespace LizSync;

QList<Phase> LizSync::phases()
{
  return {
    { QStringLiteral( "hello" ), true, QStringLiteral( "AFTER UPDATE ON lizsync.clone_states FOR EACH ROW WHEN ( OLD.running_sync IS NULL AND NEW.running_sync IS NOT NULL )" ) },
    { QStringLiteral( "push" ), true, QStringLiteral( "AFTER INSERT ON lizsync.inbox FOR EACH ROW" ) },
    { QStringLiteral( "merge" ), true, QStringLiteral( "AFTER UPDATE ON s.tree FOR EACH ROW" ) },
    { QStringLiteral( "pull" ), false, QStringLiteral( "AFTER INSERT ON lizsync.inbox FOR EACH ROW" ) },
    { QStringLiteral( "apply" ), false, QString() },
    { QStringLiteral( "report" ), true, QStringLiteral( "AFTER INSERT ON lizsync.history FOR EACH ROW" ) },
    { QStringLiteral( "finish" ), false, QStringLiteral( "AFTER UPDATE ON lizsync.central FOR EACH ROW" ) },
  };
}

Phase LizSync::phase( const QString &name )
{
  for ( const Phase &phase : phases() )
  {
    if ( phase.name == name )
      return phase;
  }
  throw Error( QStringLiteral( "There is no phase %1." ).arg( name ) );
}

Hook::Hook( TestDatabase &central, TestDatabase &clone, const Phase &phase, const QString &action )
  : mHooked( phase.inCentral ? central : clone )
{
  if ( phase.trigger.isEmpty() )
  {
    mHooked.exec( QStringLiteral( "CREATE FUNCTION public.hook( text ) RETURNS boolean LANGUAGE plpgsql SET lock_timeout TO 0 AS $hook$ BEGIN %1 RETURN true; END $hook$;"
                                  "ALTER TABLE s.tree ADD CONSTRAINT hook CHECK ( public.hook( note ) ) NOT VALID" )
                    .arg( action ) );
  }
  else
  {
    mHooked.exec( QStringLiteral( "CREATE FUNCTION public.hook() RETURNS trigger LANGUAGE plpgsql SET lock_timeout TO 0 AS $hook$ BEGIN %1 RETURN NULL; END $hook$;"
                                  "CREATE TRIGGER zz_hook %2 EXECUTE FUNCTION public.hook()" )
                    .arg( action, phase.trigger ) );
  }
  mHooked.disconnect();
}

Hook::~Hook()
{
  try
  {
    mHooked.exec( QStringLiteral( "DO $do$ DECLARE f regprocedure; BEGIN FOR f IN SELECT oid::regprocedure FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname = 'hook' LOOP"
                                  " EXECUTE format( 'DROP FUNCTION %s CASCADE', f ); END LOOP; END $do$" ) );
    mHooked.disconnect();
  }
  catch ( const Error &error )
  {
    qWarning( "The hook is left over: %s", error.what() );
  }
}

QString LizSync::trees()
{
  return QStringLiteral( "CREATE TABLE s.tree ( id serial PRIMARY KEY, species text, height numeric, note text );"
                         "INSERT INTO s.tree ( species, height ) SELECT 'oak', g FROM generate_series( 1, 5 ) AS g" );
}

void LizSync::editBoth( TestDatabase &central, TestDatabase &clone )
{
  clone.exec( QStringLiteral( "UPDATE s.tree SET note = 'a1' WHERE id = 1; INSERT INTO s.tree ( species ) VALUES ( 'elm' ); DELETE FROM s.tree WHERE id = 5" ) );
  central.exec( QStringLiteral( "UPDATE s.tree SET note = 'c2' WHERE id = 2; INSERT INTO s.tree ( species ) VALUES ( 'fir' ); DELETE FROM s.tree WHERE id = 4" ) );
}

QString LizSync::stateOf( TestDatabase &database )
{
  return database.rows( QStringLiteral(
    "SELECT ( SELECT md5( string_agg( t::text, '' ORDER BY uid ) ) FROM s.tree AS t ), ( SELECT count( * ) FROM audit.logged_actions ), ( SELECT string_agg( h::text, '' ORDER BY sync_id ) FROM lizsync.history AS h ),"
    " ( SELECT string_agg( c::text, '' ) FROM lizsync.central AS c ), ( SELECT string_agg( s::text, '' ORDER BY clone_id ) FROM lizsync.clone_states AS s ), ( SELECT count( * ) FROM lizsync.conflicts ),"
    " ( SELECT count( * ) FROM lizsync.inbox ), ( SELECT count( * ) FROM lizsync.outbox ), ( SELECT string_agg( t.tgname || ' ' || t.tgenabled::text, ' ' ORDER BY t.tgname ) FROM pg_trigger AS t WHERE t.tgrelid = 's.tree'::regclass AND NOT t.tgisinternal AND t.tgname <> 'zz_hook' )" ) );
}

QString LizSync::nextSyncProblem( TestDatabase &central, TestDatabase &clone, bool replyLost )
{
  QStringList found;
  const auto expect = [&found]( const QString &what, const QString &is, const QString &wanted )
  {
    if ( is != wanted )
      found << QStringLiteral( "%1 is %2 instead of %3" ).arg( what, is, wanted );
  };
  // After a lost reply central has what the clone had sent already.
  expect( QStringLiteral( "next sync" ), syncPair( central, clone ).text(), replyLost ? QStringLiteral( "0/3/0/0" ) : QStringLiteral( "3/3/0/0" ) );
  expect( QStringLiteral( "difference" ), difference( central, clone ), QString() );
  expect( QStringLiteral( "compare_tables()" ), clone.rows( QStringLiteral( "SELECT * FROM lizsync.compare_tables( 's', 'tree' )" ) ), QString() );
  expect( QStringLiteral( "content" ), central.rows( QStringLiteral( "SELECT note, species FROM s.tree ORDER BY species, id" ) ), QStringLiteral( "∅|elm\n∅|fir\na1|oak\nc2|oak\n∅|oak" ) );
  expect( QStringLiteral( "conflicts" ), central.value( QStringLiteral( "SELECT count( * ) FROM lizsync.conflicts" ) ), QStringLiteral( "0" ) );
  expect( QStringLiteral( "clone's log" ), clone.value( QStringLiteral( "SELECT count( * ) FROM audit.logged_actions" ) ), QStringLiteral( "0" ) );
  expect( QStringLiteral( "the sync after it" ), syncPair( central, clone ).text(), QStringLiteral( "0/0/0/0" ) );
  return found.join( '\n' );
}

bool LizSync::isLeftAlone( TestDatabase &database )
{
  QElapsedTimer timer;
  timer.start();
  while ( timer.elapsed() < 30000 )
  {
    if ( database.value( QStringLiteral( "SELECT count( * ) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND backend_type = 'client backend'" ) ) == QLatin1String( "0" ) )
      return true;
  }
  return false;
}
