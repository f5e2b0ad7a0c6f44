/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// One operation of the engine in a process of its own; tells on standard output, as JSON, what it did and what it cost.
#include "engine/archive/deploy.h"
#include "engine/archive/package.h"
#include "engine/error.h"
#include "engine/schema/installer.h"
#include "engine/schema/prepare.h"
#include "engine/sync/synchronize.h"

#include <QFile>
#include <QJsonDocument>
#include <QJsonObject>

#include <cstdio>

using namespace LizSync;

namespace
{
  //! Counts how often progress is told.
  class CountingFeedback : public Feedback
  {
    public:
      void setProgress( double percent ) override
      {
        if ( percent > mPercent )
          ++mSteps;
        mPercent = percent;
      }
      int steps() const { return mSteps; }

    private:
      double mPercent = -1;
      int mSteps = 0;
  };

  //! Peak resident memory of this process, without the pages of files (libraries): VmHWM, and RssFile at the end.
  QJsonObject memory()
  {
    QJsonObject found;
    QFile status( QStringLiteral( "/proc/self/status" ) );
    if ( !status.open( QIODevice::ReadOnly ) )
      return found;
    for ( const QByteArray &line : status.readAll().split( '\n' ) )
    {
      for ( const char *key : { "VmHWM", "RssAnon" } )
      {
        if ( line.startsWith( key ) )
          found.insert( QString::fromLatin1( key ), line.mid( line.indexOf( ':' ) + 1 ).trimmed().split( ' ' ).first().toInt() );
      }
    }
    return found;
  }

  QJsonObject run( const QStringList &arguments, Feedback &feedback )
  {
    const QString &verb = arguments.at( 0 );
    const auto argument = [&arguments]( int index )
    { return arguments.value( index ); };
    if ( verb == QLatin1String( "install" ) )
    {
      return { { QStringLiteral( "version" ), install( argument( 1 ), false, feedback ).version } };
    }
    if ( verb == QLatin1String( "prepare" ) )
    {
      return { { QStringLiteral( "tables" ), prepare( argument( 1 ), { { argument( 2 ) }, {} }, QStringLiteral( "central" ), feedback ).tables } };
    }
    if ( verb == QLatin1String( "package" ) )
    {
      return { { QStringLiteral( "rows" ), package( argument( 1 ), { { argument( 2 ) }, {} }, QString(), argument( 3 ), feedback ).rows } };
    }
    if ( verb == QLatin1String( "deploy" ) )
    {
      DeployOptions options;
      options.archivePath = argument( 3 );
      options.cloneName = argument( 4 );
      return { { QStringLiteral( "rows" ), deploy( argument( 1 ), argument( 2 ), options, feedback ).rows } };
    }
    if ( verb == QLatin1String( "sync" ) )
    {
      const SyncResult result = synchronize( argument( 1 ), argument( 2 ), SyncOptions(), feedback );
      return { { QStringLiteral( "to_central" ), result.toCentral }, { QStringLiteral( "to_clone" ), result.toClone }, { QStringLiteral( "conflicts" ), result.conflicts }, { QStringLiteral( "unresolved" ), result.unresolved }, { QStringLiteral( "seconds" ), result.seconds } };
    }
    throw Error( QStringLiteral( "bench_driver does not know \"%1\"." ).arg( verb ) );
  }
} // namespace

//! bench_driver install CENTRAL | prepare CENTRAL SCHEMA | package CENTRAL SCHEMA ARCHIVE | deploy CENTRAL CLONE ARCHIVE NAME | sync CENTRAL CLONE
int main( int argc, char **argv )
{
  QStringList arguments;
  for ( int i = 1; i < argc; ++i )
    arguments << QString::fromUtf8( argv[i] );
  if ( arguments.size() < 2 )
  {
    std::fputs( "usage: bench_driver install|prepare|package|deploy|sync CONNINFO …\n", stderr );
    return 2;
  }
  try
  {
    CountingFeedback feedback;
    QJsonObject result = run( arguments, feedback );
    result.insert( QStringLiteral( "memory" ), memory() );
    result.insert( QStringLiteral( "progress" ), feedback.steps() );
    std::puts( QJsonDocument( result ).toJson( QJsonDocument::Compact ).constData() );
  }
  catch ( const Error &error )
  {
    std::fprintf( stderr, "%s\n", error.what() );
    return 1;
  }
  return 0;
}
