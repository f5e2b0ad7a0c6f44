/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/sync/synchronize.h"

#include "engine/pg/connection.h"
#include "engine/pg/quoting.h"
#include "engine/schema/installer.h"
#include "engine/sync/session.h"
#include "engine/text.h"

#include <QElapsedTimer>
#include <QThread>

using namespace LizSync;

namespace
{
  //! How often a sync is tried again by itself when somebody changed the same rows at the same moment.
  constexpr int sMostTries = 6;
  //! From this try on central's tables are locked against edits while the sync runs: somebody edits them all the time.
  constexpr int sLockingTry = 4;

  void waitBeforeRetry( int tries, Feedback &feedback )
  {
    QElapsedTimer timer;
    timer.start();
    while ( timer.elapsed() < ( 50L << tries ) )
    {
      if ( feedback.isCanceled() )
        throw CanceledError( Text::tr( "Synchronisation cancelled: nothing was changed." ) );
      QThread::msleep( 20 );
    }
  }

  //! Those of \a tables that this user may lock against edits; whoever may not write a table only hopes that nobody else does just now.
  QStringList lockable( Pg::Connection &central, const QStringList &tables )
  {
    Pg::Transaction transaction( central );
    const Pg::Result result = transaction.execute( QStringLiteral( "SELECT t FROM unnest( $1::text[] ) AS t WHERE has_table_privilege( to_regclass( t ), 'UPDATE, DELETE, TRUNCATE' ) ORDER BY t" ), { Pg::arrayLiteral( tables ) } );
    QStringList names;
    for ( int row = 0; row < result.rowCount(); ++row )
      names << result.value( row, 0 );
    return names;
  }

  //! \a tables are locked in central first; afterwards they are the clone's synchronised tables.
  SyncResult synchronizeOnce( Pg::Connection &central, Pg::Connection &clone, const SyncOptions &options, QStringList &tables, Feedback &feedback )
  {
    // Order of destruction matters where something fails: the clone is rolled back first, then central.
    Pg::Transaction centralTransaction( central, Pg::Transaction::Isolation::RepeatableRead );
    Pg::Transaction cloneTransaction( clone, Pg::Transaction::Isolation::RepeatableRead );
    if ( !tables.isEmpty() )
    {
      // Before the snapshot, which the first query takes: what others committed until then is seen.
      centralTransaction.executeScript( QStringLiteral( "SET LOCAL lock_timeout TO '10s'; LOCK TABLE %1 IN SHARE ROW EXCLUSIVE MODE; SET LOCAL lock_timeout TO DEFAULT" ).arg( tables.join( QStringLiteral( ", " ) ) ) );
    }
    SyncSession session( centralTransaction, cloneTransaction, feedback );
    const auto done = [&options]( SyncStep step )
    {
      if ( options.stepDone )
        options.stepDone( step );
    };
    session.hello();
    tables = session.tables();
    done( SyncStep::Hello );
    session.push();
    done( SyncStep::Push );
    session.merge();
    done( SyncStep::Merge );
    session.pull( static_cast<bool>( options.changeSink ) );
    done( SyncStep::Pull );
    session.finish();
    done( SyncStep::Finish );
    if ( options.changeSink )
      session.tellChanges( options.changeSink );
    if ( options.conflictSink )
      session.tellConflicts( options.conflictSink );
    session.tellConflicts();
    const SyncResult result = session.result();
    // Whatever the clone may still object to comes before central commits, and in a dry run as well.
    cloneTransaction.execute( QStringLiteral( "SET CONSTRAINTS ALL IMMEDIATE" ) );
    if ( options.dryRun )
      return result;
    // The order is the protocol's: what central has committed and the clone has not is served again (docs/protocol.md).
    centralTransaction.commit();
    done( SyncStep::CentralCommitted );
    cloneTransaction.commit();
    done( SyncStep::CloneCommitted );
    return result;
  }
} // namespace

SyncResult LizSync::synchronize( const QString &centralConninfo, const QString &cloneConninfo, const SyncOptions &options, Feedback &feedback )
{
  QElapsedTimer timer;
  timer.start();
  feedback.setProgress( 0 );
  Pg::Connection central( centralConninfo, QStringLiteral( "lizsync sync central" ), &feedback );
  Pg::Connection clone( cloneConninfo, QStringLiteral( "lizsync sync clone" ), &feedback );
  QStringList tables;
  for ( int tries = 1;; ++tries )
  {
    if ( tries < sLockingTry )
      tables.clear();
    if ( !tables.isEmpty() )
      tables = lockable( central, tables );
    try
    {
      SyncResult result = synchronizeOnce( central, clone, options, tables, feedback );
      result.seconds = static_cast<double>( timer.elapsed() ) / 1000.0;
      if ( options.dryRun )
        feedback.info( Text::tr( "This was a dry run: both databases are as before." ) );
      feedback.info( Text::tr( "%1: %2 to central, %3 to the clone, %4, %5 unresolved, in %6 s." )
                       .arg( options.dryRun ? Text::tr( "A real run would do" ) : Text::tr( "Done" ), Text::changes( result.toCentral ), Text::changes( result.toClone ), Text::conflicts( result.conflicts ) )
                       .arg( result.unresolved )
                       .arg( result.seconds, 0, 'f', 1 ) );
      feedback.setProgress( 100 );
      return result;
    }
    catch ( const Pg::Error &error )
    {
      const bool lockNotAvailable = tries >= sLockingTry && error.sqlState() == "55P03";
      if ( !( error.isRetryable() || lockNotAvailable ) || !error.connectionAlive() )
        throw;
      if ( tries == sMostTries )
        throw Error( Text::tr( "The same rows are being changed in both databases again and again (%1 tries): synchronise again in a moment. Nothing was changed." ).arg( tries ) );
      feedback.info( Text::tr( "Somebody changed the same rows at the same moment: trying again (%1)." ).arg( tries ) );
      waitBeforeRetry( tries, feedback );
    }
  }
}
