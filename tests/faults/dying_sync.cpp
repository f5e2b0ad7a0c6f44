/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/error.h"
#include "engine/sync/synchronize.h"

#include <QString>

#include <csignal>
#include <cstdio>

using namespace LizSync;

//! dying_sync CENTRAL CLONE STEP: a sync whose process is killed after a step, as by the power.
int main( int argc, char **argv )
{
  if ( argc != 4 )
  {
    std::fputs( "usage: dying_sync CENTRAL CLONE STEP\n", stderr );
    return 2;
  }
  const int last = QString::fromUtf8( argv[3] ).toInt();
  SyncOptions options;
  options.stepDone = [last]( SyncStep step )
  {
    if ( static_cast<int>( step ) == last )
      std::raise( SIGKILL );
  };
  try
  {
    Feedback feedback;
    synchronize( QString::fromUtf8( argv[1] ), QString::fromUtf8( argv[2] ), options, feedback );
  }
  catch ( const Error &error )
  {
    std::fprintf( stderr, "%s\n", error.what() );
    return 1;
  }
  return 0;
}
