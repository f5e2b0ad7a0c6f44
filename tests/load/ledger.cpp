/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/load/ledger.h"

#include "tests/scenarios/network.h"

#include <QSet>

#include <algorithm>
#include <chrono>

using namespace LizSync;

namespace
{
  constexpr int sToldProblems = 10;

  qint64 cellOf( qint64 id, int column )
  {
    return id * Ledger::sCells + column;
  }

  QSet<qint64> numbers( const QString &rows )
  {
    QSet<qint64> found;
    const QVector<QStringRef> lines = rows.splitRef( '\n', Qt::SkipEmptyParts );
    found.reserve( lines.size() );
    for ( const QStringRef &line : lines )
      found << line.toLongLong();
    return found;
  }

  //! The first few, and how many there are.
  void tell( QStringList &found, const QStringList &problems )
  {
    found << problems.mid( 0, sToldProblems );
    if ( problems.size() > sToldProblems )
      found << QStringLiteral( "… and %1 more of this kind" ).arg( problems.size() - sToldProblems );
  }
} // namespace

qint64 LizSync::clockMicroseconds()
{
  return std::chrono::duration_cast<std::chrono::microseconds>( std::chrono::system_clock::now().time_since_epoch() ).count();
}

qint64 Ledger::newValues( int count )
{
  const std::lock_guard<std::mutex> lock( mMutex );
  const qint64 first = mNextValue;
  mNextValue += count;
  return first;
}

void Ledger::updated( int database, int column, qint64 firstId, qint64 firstValue, int count, qint64 begun, qint64 ended )
{
  const std::lock_guard<std::mutex> lock( mMutex );
  mEdits += count;
  for ( int i = 0; i < count; ++i )
    mCells[cellOf( firstId + i, column )].push_back( { firstValue + i, begun, ended, database } );
}

void Ledger::inserted( qint64 value )
{
  const std::lock_guard<std::mutex> lock( mMutex );
  ++mEdits;
  mVisits.insert( value, true );
}

void Ledger::deleted( qint64 value )
{
  const std::lock_guard<std::mutex> lock( mMutex );
  ++mEdits;
  mVisits.insert( value, false );
}

qint64 Ledger::edits() const
{
  const std::lock_guard<std::mutex> lock( mMutex );
  return mEdits;
}

QStringList Ledger::problems( Network &network ) const
{
  const std::lock_guard<std::mutex> lock( mMutex );
  QStringList found;
  const QString differences = network.differences();
  if ( !differences.isEmpty() )
    found << QStringLiteral( "The databases differ: %1" ).arg( differences.left( 2000 ) );
  checkCells( network, found );
  checkVisits( network, found );
  checkRest( network, found );
  return found;
}

void Ledger::checkCells( Network &network, QStringList &found ) const
{
  QHash<qint64, qint64> now;
  for ( const QString &line : network.central().rows( QStringLiteral( "SELECT id, c0, c1, c2, c3 FROM s.plot" ) ).split( '\n' ) )
  {
    const QStringList fields = line.split( '|' );
    for ( int column = 0; column < sCells; ++column )
      now.insert( cellOf( fields.at( 0 ).toLongLong(), column ), fields.at( column + 1 ).toLongLong() );
  }
  // What came to central is in its log, what lost there in the conflicts.
  const QSet<qint64> traces = numbers( network.central().rows( QStringLiteral(
    "SELECT f.value FROM audit.logged_actions AS a CROSS JOIN LATERAL each( a.changed_fields ) AS f WHERE a.table_name = 'plot' AND f.key ~ '^c[0-3]$' AND f.value IS NOT NULL "
    "UNION SELECT v FROM lizsync.conflicts AS c CROSS JOIN LATERAL unnest( ARRAY[c.central_value, c.clone_value] ) AS v WHERE c.column_name ~ '^c[0-3]$' AND v IS NOT NULL" ) ) );
  QStringList wrong;
  QStringList lost;
  for ( auto it = mCells.constBegin(); it != mCells.constEnd(); ++it )
  {
    const std::vector<Edit> &edits = it.value();
    const qint64 value = now.value( it.key(), -1 );
    const qint64 lastBegun = std::max_element( edits.begin(), edits.end(), []( const Edit &a, const Edit &b )
                                               { return a.begun < b.begun; } )
                               ->begun;
    const auto winner = std::find_if( edits.begin(), edits.end(), [value]( const Edit &edit )
                                      { return edit.value == value; } );
    const QString cell = QStringLiteral( "plot %1, c%2" ).arg( it.key() / sCells ).arg( it.key() % sCells );
    if ( winner == edits.end() )
      wrong << QStringLiteral( "%1 is %2, which nobody typed" ).arg( cell ).arg( value );
    else if ( winner->ended < lastBegun )
      wrong << QStringLiteral( "%1 is %2, though somebody typed later" ).arg( cell ).arg( value );
    for ( const Edit &edit : edits )
    {
      const bool overwritten = std::any_of( edits.begin(), edits.end(), [&edit]( const Edit &other )
                                            { return other.database == edit.database && other.value != edit.value && other.ended > edit.begun; } );
      if ( !overwritten && !traces.contains( edit.value ) )
        lost << QStringLiteral( "%1: value %2 of database %3 is neither in central's log nor in the conflicts" ).arg( cell ).arg( edit.value ).arg( edit.database );
    }
  }
  tell( found, wrong );
  tell( found, lost );
}

void Ledger::checkVisits( Network &network, QStringList &found ) const
{
  const QString rows = network.central().rows( QStringLiteral( "SELECT made FROM s.visit" ) );
  const QSet<qint64> there = numbers( rows );
  QStringList wrong;
  if ( rows.count( '\n' ) + ( rows.isEmpty() ? 0 : 1 ) != there.size() )
    wrong << QStringLiteral( "some visits are there twice" );
  if ( network.central().value( QStringLiteral( "SELECT count( * ) - count( DISTINCT uid ) FROM s.visit" ) ) != QLatin1String( "0" ) )
    wrong << QStringLiteral( "some uids are there twice" );
  int expected = 0;
  for ( auto it = mVisits.constBegin(); it != mVisits.constEnd(); ++it )
  {
    expected += it.value() ? 1 : 0;
    if ( it.value() != there.contains( it.key() ) )
      wrong << QStringLiteral( "visit %1 is %2" ).arg( it.key() ).arg( it.value() ? QStringLiteral( "lost" ) : QStringLiteral( "there again" ) );
  }
  if ( there.size() != expected )
    wrong << QStringLiteral( "there are %1 visits instead of %2" ).arg( there.size() ).arg( expected );
  tell( found, wrong );
}

void Ledger::checkRest( Network &network, QStringList &found ) const
{
  const auto expect = [&found]( TestDatabase &database, const QString &what, const QString &sql )
  {
    const QString count = database.value( sql );
    if ( count != QLatin1String( "0" ) )
      found << QStringLiteral( "%1: %2 %3" ).arg( database.name(), count, what );
  };
  expect( network.central(), QStringLiteral( "unresolved conflicts" ), QStringLiteral( "SELECT count( * ) FROM lizsync.conflicts WHERE NOT resolved" ) );
  expect( network.central(), QStringLiteral( "rows left in the inbox" ), QStringLiteral( "SELECT count( * ) FROM lizsync.inbox" ) );
  for ( const QString &name : network.cloneNames() )
  {
    TestDatabase &clone = network.clone( name );
    expect( clone, QStringLiteral( "events that were not sent" ), QStringLiteral( "SELECT count( * ) FROM audit.logged_actions" ) );
    expect( clone, QStringLiteral( "rows that differ" ), QStringLiteral( "SELECT count( * ) FROM lizsync.compare_tables( 's', 'plot' )" ) );
    expect( clone, QStringLiteral( "visits that differ" ), QStringLiteral( "SELECT count( * ) FROM lizsync.compare_tables( 's', 'visit' )" ) );
  }
}
