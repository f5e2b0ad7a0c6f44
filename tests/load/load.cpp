/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/load/loadtest.h"

#include <QCoreApplication>
#include <QRandomGenerator>

#include <cstdio>

using namespace LizSync;

//! load SECONDS [CLONES [EDITORS [PAUSE_MS]]]: see tools/load. LIZSYNC_LOAD_SEED: the same edits again, though not at the same moments.
int main( int argc, char **argv )
{
  const QCoreApplication application( argc, argv );
  const QStringList arguments = QCoreApplication::arguments();
  LoadOptions options;
  options.seconds = arguments.value( 1 ).toInt();
  options.clones = arguments.value( 2, QStringLiteral( "20" ) ).toInt();
  options.editors = arguments.value( 3, QStringLiteral( "4" ) ).toInt();
  options.pauseMs = arguments.value( 4, QStringLiteral( "0" ) ).toInt();
  const QByteArray seed = qgetenv( "LIZSYNC_LOAD_SEED" );
  options.seed = seed.isEmpty() ? QRandomGenerator::global()->bounded( 1000000U ) : seed.toUInt();
  if ( options.seconds < 1 || options.clones < 1 || options.editors < 1 || options.pauseMs < 0 )
  {
    std::fputs( "usage: load SECONDS [CLONES [EDITORS [PAUSE_MS]]]\n", stderr );
    return 2;
  }
  try
  {
    LoadTest test( options );
    test.run();
    for ( const QString &line : test.report() )
      std::puts( qPrintable( line ) );
    std::fflush( stdout );
    const QStringList problems = test.problems();
    for ( const QString &problem : problems )
      std::puts( qPrintable( problem ) );
    std::puts( problems.isEmpty() ? "nothing lost, nothing twice, nobody was refused" : "NOT WELL" );
    return problems.isEmpty() ? 0 : 1;
  }
  catch ( const Error &error )
  {
    std::fprintf( stderr, "%s\n", error.what() );
    return 1;
  }
}
