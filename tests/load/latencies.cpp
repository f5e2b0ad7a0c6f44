/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/load/latencies.h"

#include <algorithm>
#include <cmath>

using namespace LizSync;

void Latencies::add( qint64 microseconds )
{
  const std::lock_guard<std::mutex> lock( mMutex );
  mTaken.push_back( microseconds );
}

int Latencies::count() const
{
  const std::lock_guard<std::mutex> lock( mMutex );
  return static_cast<int>( mTaken.size() );
}

double Latencies::percentile( double share ) const
{
  const std::lock_guard<std::mutex> lock( mMutex );
  if ( mTaken.empty() )
    return 0;
  std::vector<qint64> sorted = mTaken;
  const auto rank = static_cast<size_t>( std::ceil( share * static_cast<double>( sorted.size() ) ) );
  const auto place = sorted.begin() + static_cast<std::ptrdiff_t>( std::max<size_t>( rank, 1 ) - 1 );
  std::nth_element( sorted.begin(), place, sorted.end() );
  return static_cast<double>( *place ) / 1000.0;
}

QString Latencies::text() const
{
  return QStringLiteral( "%1 edits: p50 %2, p95 %3, p99 %4, max %5 ms" ).arg( count() ).arg( percentile( 0.5 ), 0, 'f', 1 ).arg( percentile( 0.95 ), 0, 'f', 1 ).arg( percentile( 0.99 ), 0, 'f', 1 ).arg( percentile( 1 ), 0, 'f', 1 );
}
