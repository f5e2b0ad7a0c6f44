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
#include <QRandomGenerator>
#include <QThread>

#include <algorithm>

using namespace LizSync;

namespace
{
  //! How often a sync is tried again by itself when somebody changed the same rows at the same moment; half a minute in all, where nothing else takes time.
  constexpr int sMostTries = 10;
  //! From this try on central's tables are locked against edits while the sync runs: somebody edits them all the time.
  constexpr int sLockingTry = 6;
  //! The longest pause between two tries.
  constexpr int sLongestPauseMs = 3200;

  //! How far a sync has come, which is what a failure means.
  enum class Stage
  {
    Working,
    CentralCommits,
    CloneCommits,
  };

  //! What is known of a sync between two tries of it.
  struct Attempt
  {
      int number = 1;
      Stage stage = Stage::Working;
      //! The synchronised tables, once central has told them.
      QStringList tables;
      //! Those of them that are locked in central before the next try begins.
      QStringList lockable;
      bool hasTurn = false;
      //! The tables of the clone in which somebody's open edits were in the way.
      QStringList editedInClone;
  };

  void waitBeforeRetry( int tries, Feedback &feedback )
  {
    QElapsedTimer timer;
    timer.start();
    // Clones that ran into each other are not to do so again.
    const int longest = std::min( 50 << std::min( tries, 10 ), sLongestPauseMs );
    const int pause = longest / 2 + QRandomGenerator::global()->bounded( longest / 2 + 1 );
    while ( timer.elapsed() < pause )
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

  /**
   * From the second try on syncs take turns in central, for clones that run into each other would do so again. Before the transaction, whose
   * snapshot is then of a moment in which no other one is at it. A turn lasts until the connection ends; whoever waits too long goes without.
   */
  bool waitForTurn( Pg::Connection &central )
  {
    bool taken = true;
    try
    {
      central.executeOutsideTransaction( QStringLiteral( "SET lock_timeout TO '5s'; SELECT pg_advisory_lock( hashtextextended( 'lizsync turn', 0 ) )" ) );
    }
    catch ( const Pg::Error &error )
    {
      if ( error.sqlState() != "55P03" )
        throw;
      taken = false;
    }
    central.executeOutsideTransaction( QStringLiteral( "RESET lock_timeout" ) );
    return taken;
  }

  //! Waits for open edits in the clone, as long as its setting lizsync.lock_timeout says, while central is free.
  void waitForClone( Pg::Connection &clone, const QStringList &tables )
  {
    Pg::Transaction transaction( clone );
    transaction.execute( QStringLiteral( "SELECT lizsync.lock_tables( $1 )" ), { Pg::arrayLiteral( tables ) } );
    // Their end was all that was asked for.
    transaction.rollback();
  }

  SyncResult synchronizeOnce( Pg::Connection &central, Pg::Connection &clone, const SyncOptions &options, Attempt &attempt, Feedback &feedback )
  {
    attempt.stage = Stage::Working;
    attempt.editedInClone.clear();
    // Order of destruction matters where something fails: the clone is rolled back first, then central.
    Pg::Transaction centralTransaction( central, Pg::Transaction::Isolation::RepeatableRead );
    Pg::Transaction cloneTransaction( clone, Pg::Transaction::Isolation::RepeatableRead );
    if ( !attempt.lockable.isEmpty() )
    {
      // Before the snapshot, which the first query takes: what others committed until then is seen. Not for long: who edits waits behind this.
      centralTransaction.executeScript( QStringLiteral( "SET LOCAL lock_timeout TO '1s'; LOCK TABLE %1 IN SHARE ROW EXCLUSIVE MODE; SET LOCAL lock_timeout TO DEFAULT" ).arg( attempt.lockable.join( QStringLiteral( ", " ) ) ) );
    }
    SyncSession session( centralTransaction, cloneTransaction, feedback );
    const auto done = [&options]( SyncStep step )
    {
      if ( options.stepDone )
        options.stepDone( step );
    };
    session.hello();
    attempt.tables = session.tables();
    done( SyncStep::Hello );
    session.push();
    done( SyncStep::Push );
    session.merge();
    done( SyncStep::Merge );
    try
    {
      session.pull( static_cast<bool>( options.changeSink ) );
    }
    catch ( const Pg::Error &error )
    {
      if ( error.sqlState() == "55P03" )
        attempt.editedInClone = session.receiving();
      throw;
    }
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
    attempt.stage = Stage::CentralCommits;
    centralTransaction.commit();
    attempt.stage = Stage::CloneCommits;
    done( SyncStep::CentralCommitted );
    cloneTransaction.commit();
    done( SyncStep::CloneCommitted );
    return result;
  }

  //! The same error, saying what became of the sync.
  Pg::Error toldOutcome( const Pg::Error &error, Stage stage )
  {
    QString sentence = error.message();
    if ( stage == Stage::CloneCommits )
      sentence = Text::tr( "Central has stored this sync, but the clone has not: %1 Synchronise again, which loses nothing and does nothing twice." ).arg( error.message() );
    else if ( stage == Stage::CentralCommits && !error.connectionAlive() )
      sentence = Text::tr( "Central may have stored this sync or not: %1 Synchronise again, which loses nothing and does nothing twice." ).arg( error.message() );
    else if ( error.isFailure() )
      sentence = Text::tr( "%1 Nothing was changed." ).arg( error.message() );
    return Pg::Error( sentence, error.sqlState(), error.detail(), error.hint(), error.statement(), error.connectionAlive(), error.position() );
  }

  //! Whether another try may do what this one could not; throws what the user is told where not.
  void prepareNextTry( const Pg::Error &error, Attempt &attempt, Pg::Connection &central, Pg::Connection &clone, Feedback &feedback )
  {
    const bool locked = error.sqlState() == "55P03";
    if ( !( error.isRetryable() || locked ) || !error.connectionAlive() )
      throw toldOutcome( error, attempt.stage );
    if ( attempt.number == sMostTries )
    {
      const QString sentence = locked && attempt.editedInClone.isEmpty()
                                 ? Text::tr( "Somebody has open edits in central of what this sync changes (%1 tries): have them saved or cancelled, then synchronise again. Nothing was changed." )
                                 : Text::tr( "The same rows are being changed in both databases again and again (%1 tries): synchronise again in a moment. Nothing was changed." );
      throw Pg::Error( sentence.arg( attempt.number ), error.sqlState(), error.detail(), error.hint(), error.statement(), error.connectionAlive(), error.position() );
    }
    if ( !attempt.editedInClone.isEmpty() )
    {
      feedback.info( Text::tr( "Waiting for open edits in the clone." ) );
      try
      {
        waitForClone( clone, attempt.editedInClone );
      }
      catch ( const Pg::Error &last )
      {
        throw toldOutcome( last, Stage::Working );
      }
      return;
    }
    feedback.info( locked ? Text::tr( "Somebody has open edits in central: trying again (%1)." ).arg( attempt.number )
                          : Text::tr( "Somebody changed the same rows at the same moment: trying again (%1)." ).arg( attempt.number ) );
    waitBeforeRetry( attempt.number, feedback );
    if ( attempt.number + 1 >= sLockingTry && !attempt.tables.isEmpty() )
      attempt.lockable = lockable( central, attempt.tables );
    if ( !attempt.hasTurn )
      attempt.hasTurn = waitForTurn( central );
  }
} // namespace

SyncResult LizSync::synchronize( const QString &centralConninfo, const QString &cloneConninfo, const SyncOptions &options, Feedback &feedback )
{
  QElapsedTimer timer;
  timer.start();
  feedback.setProgress( 0 );
  Pg::Connection central( centralConninfo, QStringLiteral( "lizsync sync central" ), &feedback );
  Pg::Connection clone( cloneConninfo, QStringLiteral( "lizsync sync clone" ), &feedback );
  for ( Attempt attempt;; ++attempt.number )
  {
    try
    {
      SyncResult result = synchronizeOnce( central, clone, options, attempt, feedback );
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
      prepareNextTry( error, attempt, central, clone, feedback );
    }
  }
}
