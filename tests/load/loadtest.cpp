/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/load/loadtest.h"

#include "engine/pg/connection.h"

#include <chrono>

using namespace LizSync;

namespace
{
  constexpr int sPlots = 5000;
  //! Rows of a bulk edit.
  constexpr int sBulk = 200;
  //! An editor's pause between two edits, at most.
  constexpr int sEditorPauseMs = 200;
  //! Edits made in a clone between two of its syncs.
  constexpr int sCloneEdits = 5;
  //! How often plain SQL is told to try again before that is a problem.
  constexpr int sMostTries = 50;
  //! Of the time, syncs run in four parts and not in the fifth.
  constexpr int sPeriods = 5;
  constexpr double sShareWithSyncs = 0.8;

  QString tables()
  {
    return QStringLiteral( "CREATE TABLE s.plot ( id serial PRIMARY KEY, name text, c0 bigint DEFAULT 0, c1 bigint DEFAULT 0, c2 bigint DEFAULT 0, c3 bigint DEFAULT 0 );"
                           "CREATE TABLE s.visit ( id serial PRIMARY KEY, plot_id integer NOT NULL REFERENCES s.plot, made bigint );"
                           "INSERT INTO s.plot ( name ) SELECT 'Plot ' || g FROM generate_series( 1, %1 ) AS g" )
      .arg( sPlots );
  }

  //! Counts how often the engine tried again.
  class CountingFeedback : public Feedback
  {
    public:
      void info( const QString &message ) override { triesAgain += message.contains( QLatin1String( "trying again" ) ) ? 1 : 0; }
      int triesAgain = 0;
  };
} // namespace

LoadTest::LoadTest( const LoadOptions &options )
  : mOptions( options )
  , mNetwork( tables(), options.clones )
{
}

LoadTest::~LoadTest() = default;

void LoadTest::fail( const QString &problem )
{
  const std::lock_guard<std::mutex> lock( mMutex );
  if ( !mProblems.contains( problem ) )
    mProblems << problem;
}

void LoadTest::rest( int milliseconds )
{
  std::unique_lock<std::mutex> lock( mMutex );
  mChanged.wait_for( lock, std::chrono::milliseconds( milliseconds ), [this]
                     { return mStopped; } );
}

bool LoadTest::mayBeginSync()
{
  std::unique_lock<std::mutex> lock( mMutex );
  mChanged.wait( lock, [this]
                 { return mStopped || mSyncsAllowed; } );
  if ( mStopped )
    return false;
  ++mSyncsRunning;
  return true;
}

void LoadTest::endSync()
{
  const std::lock_guard<std::mutex> lock( mMutex );
  --mSyncsRunning;
  mChanged.notify_all();
}

void LoadTest::editPlots( Pg::Connection &connection, int database, int rows, QRandomGenerator &random )
{
  const int column = random.bounded( Ledger::sCells );
  const qint64 firstId = 1 + random.bounded( sPlots - rows + 1 );
  const qint64 firstValue = mLedger.newValues( rows );
  const qint64 begun = clockMicroseconds();
  connection.executeOutsideTransaction( QStringLiteral( "UPDATE s.plot SET c%1 = id + %2 WHERE id BETWEEN %3 AND %4" ).arg( column ).arg( firstValue - firstId ).arg( firstId ).arg( firstId + rows - 1 ) );
  mLedger.updated( database, column, firstId, firstValue, rows, begun, clockMicroseconds() );
}

void LoadTest::editVisits( Pg::Connection &connection, int /*database*/, std::vector<qint64> &own, QRandomGenerator &random )
{
  if ( own.empty() || random.bounded( 3 ) > 0 )
  {
    const qint64 value = mLedger.newValues( 1 );
    connection.executeOutsideTransaction( QStringLiteral( "INSERT INTO s.visit ( plot_id, made ) VALUES ( %1, %2 )" ).arg( 1 + random.bounded( sPlots ) ).arg( value ) );
    mLedger.inserted( value );
    own.push_back( value );
    return;
  }
  const size_t chosen = random.bounded( static_cast<quint32>( own.size() ) );
  connection.executeOutsideTransaction( QStringLiteral( "DELETE FROM s.visit WHERE made = %1" ).arg( own[chosen] ) );
  mLedger.deleted( own[chosen] );
  own[chosen] = own.back();
  own.pop_back();
}

void LoadTest::edit( int number )
{
  QRandomGenerator random( mOptions.seed + static_cast<quint32>( number ) );
  std::vector<qint64> own;
  try
  {
    Pg::Connection connection( mNetwork.central().conninfo(), QStringLiteral( "editor %1" ).arg( number ) );
    for ( ;; )
    {
      {
        const std::lock_guard<std::mutex> lock( mMutex );
        if ( mStopped )
          return;
      }
      const int chosen = random.bounded( 100 );
      const int withSyncs = mWithSyncs ? 1 : 0;
      const qint64 begun = clockMicroseconds();
      if ( chosen < 2 )
        editPlots( connection, Ledger::sCentral, sBulk, random );
      else if ( chosen < 20 )
        editVisits( connection, Ledger::sCentral, own, random );
      else
        editPlots( connection, Ledger::sCentral, 1, random );
      ( chosen < 2 ? mBulk : mSingle )[withSyncs].add( clockMicroseconds() - begun );
      rest( random.bounded( sEditorPauseMs ) );
    }
  }
  catch ( const Error &error )
  {
    fail( QStringLiteral( "An editor of central was told: %1" ).arg( error.message() ) );
  }
}

void LoadTest::synchronizeOnce( const QString &clone, bool bySql )
{
  if ( !bySql )
  {
    CountingFeedback feedback;
    const SyncResult result = synchronize( mNetwork.central().conninfo(), mNetwork.clone( clone ).conninfo(), SyncOptions(), feedback );
    mTriesAgain[0] += feedback.triesAgain;
    mChanges += static_cast<int>( result.toCentral + result.toClone );
    ++mSyncs[0];
    return;
  }
  for ( int tries = 1;; ++tries )
  {
    try
    {
      const QStringList row = mNetwork.clone( clone ).rows( QStringLiteral( "SELECT * FROM lizsync.synchronize()" ) ).split( '|' );
      mChanges += row.at( 0 ).toInt() + row.at( 1 ).toInt();
      ++mSyncs[1];
      return;
    }
    catch ( const Pg::Error &error )
    {
      // "Try again" is what plain SQL says; so does a user.
      if ( error.sqlState() != "40001" || tries == sMostTries )
        throw;
      ++mTriesAgain[1];
    }
    rest( 20 * tries );
  }
}

void LoadTest::synchronizeAgainAndAgain( int number )
{
  QRandomGenerator random( mOptions.seed + 1000 + static_cast<quint32>( number ) );
  const QString name = mNetwork.cloneNames().at( number );
  std::vector<qint64> own;
  try
  {
    Pg::Connection connection( mNetwork.clone( name ).conninfo(), QStringLiteral( "editor of clone %1" ).arg( name ) );
    for ( int round = 0; mayBeginSync(); ++round )
    {
      for ( int i = 0; i < sCloneEdits; ++i )
      {
        if ( random.bounded( 3 ) == 0 )
          editVisits( connection, number + 1, own, random );
        else
          editPlots( connection, number + 1, random.bounded( 20 ) == 0 ? 50 : 1, random );
      }
      try
      {
        synchronizeOnce( name, ( round + number ) % 2 == 1 );
      }
      catch ( const Error &error )
      {
        fail( QStringLiteral( "A user of a clone was told: %1" ).arg( error.message() ) );
      }
      endSync();
      if ( mOptions.pauseMs > 0 )
        rest( mOptions.pauseMs / 2 + random.bounded( mOptions.pauseMs / 2 + 1 ) );
    }
  }
  catch ( const Error &error )
  {
    fail( QStringLiteral( "An editor of clone %1 was told: %2" ).arg( name, error.message() ) );
    endSync();
  }
}

void LoadTest::alternate()
{
  const int period = mOptions.seconds * 1000 / sPeriods;
  for ( int i = 0; i < sPeriods; ++i )
  {
    rest( static_cast<int>( period * sShareWithSyncs ) );
    {
      std::unique_lock<std::mutex> lock( mMutex );
      mSyncsAllowed = false;
      mChanged.wait( lock, [this]
                     { return mSyncsRunning == 0; } );
      mWithSyncs = false;
    }
    rest( static_cast<int>( period * ( 1 - sShareWithSyncs ) ) );
    const std::lock_guard<std::mutex> lock( mMutex );
    mWithSyncs = true;
    mSyncsAllowed = true;
    mChanged.notify_all();
  }
}

void LoadTest::run()
{
  mNetwork.disconnect();
  for ( int i = 0; i < mOptions.editors; ++i )
    mThreads.emplace_back( &LoadTest::edit, this, i );
  for ( int i = 0; i < mOptions.clones; ++i )
    mThreads.emplace_back( &LoadTest::synchronizeAgainAndAgain, this, i );
  alternate();
  {
    const std::lock_guard<std::mutex> lock( mMutex );
    mStopped = true;
    mChanged.notify_all();
  }
  for ( std::thread &thread : mThreads )
    thread.join();
}

QStringList LoadTest::report() const
{
  return {
    QStringLiteral( "%1 clones and %2 editors of central for %3 s; seed %4" ).arg( mOptions.clones ).arg( mOptions.editors ).arg( mOptions.seconds ).arg( mOptions.seed ),
    QStringLiteral( "%1 edits typed; %2 syncs by the engine (tried again %3 times), %4 by SQL (told to try again %5 times), which carried %6 changes" ).arg( mLedger.edits() ).arg( mSyncs[0] ).arg( mTriesAgain[0] ).arg( mSyncs[1] ).arg( mTriesAgain[1] ).arg( mChanges ),
    QStringLiteral( "single rows, no syncs: %1" ).arg( mSingle[0].text() ),
    QStringLiteral( "single rows, syncs:    %1" ).arg( mSingle[1].text() ),
    QStringLiteral( "%1 rows, no syncs: %2" ).arg( sBulk ).arg( mBulk[0].text() ),
    QStringLiteral( "%1 rows, syncs:    %2" ).arg( sBulk ).arg( mBulk[1].text() ),
  };
}

QStringList LoadTest::problems()
{
  QStringList found = mProblems;
  try
  {
    mNetwork.syncAll();
    found << mLedger.problems( mNetwork );
  }
  catch ( const Error &error )
  {
    found << error.message();
  }
  if ( mSyncs[0] == 0 || mSyncs[1] == 0 )
    found << QStringLiteral( "not a single sync by one of the carriers" );
  return found;
}
