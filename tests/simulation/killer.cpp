/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/simulation/killer.h"

#include "engine/error.h"
#include "engine/pg/connection.h"
#include "tests/common/testdatabase.h"

#include <QElapsedTimer>
#include <QtDebug>

#include <chrono>

using namespace LizSync;

Killer::Killer( std::function<void( Killer & )> deed )
  : mThread( [this, deed = std::move( deed )]
             {
               try
               {
                 deed( *this );
               }
               catch ( const Error &error )
               {
                 qWarning().noquote() << error.message();
               } } )
{}

Killer Killer::ofBackends( const QString &conninfo, const QString &condition, int delay )
{
  return Killer( [conninfo, condition, delay]( Killer &self )
                 {
                   Pg::Connection connection( conninfo, QStringLiteral( "simulation killer" ) );
                   const auto ask = [&connection, &condition]( const QString &what )
                   {
                     // Every transaction sees the activity of its own moment.
                     Pg::Transaction transaction( connection );
                     return transaction.scalar( QStringLiteral( "SELECT %1 FROM pg_stat_activity WHERE pid <> pg_backend_pid() AND %2" ).arg( what, condition ) ).value_or( QString() );
                   };
                   while ( ask( QStringLiteral( "count( * )" ) ) == QLatin1String( "0" ) )
                   {
                     if ( self.mEnded )
                       return;
                   }
                   self.wait( delay );
                   self.mKilled = terminateBackends( connection, condition ) > 0; } );
}

Killer Killer::ofServers( std::function<void()> deed, int delay )
{
  return Killer( [deed = std::move( deed ), delay]( Killer &self )
                 {
                   self.wait( delay );
                   deed();
                   self.mKilled = true; } );
}

bool Killer::end()
{
  mEnded = true;
  if ( mThread.joinable() )
    mThread.join();
  return mKilled;
}

void Killer::wait( int milliseconds ) const
{
  QElapsedTimer timer;
  timer.start();
  while ( !mEnded && timer.elapsed() < milliseconds )
    std::this_thread::sleep_for( std::chrono::milliseconds( 1 ) );
}
