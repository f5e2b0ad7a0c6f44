/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// COPY in both directions: block by block, in flat memory.
#include "engine/pg/connection_p.h"

using namespace LizSync;

Pg::Connection::Private::CopyOut::CopyOut( Private &connection, const QString &sql )
  : mConnection( connection )
  , mStatement( sql.toUtf8() )
{
  PGconn *handle = mConnection.connection.get();
  if ( !PQsendQuery( handle, mStatement.constData() ) )
    mConnection.throwLost( mStatement );
  mConnection.collect( Wait::Cancelable, mStatement );
  if ( PQtransactionStatus( handle ) != PQTRANS_ACTIVE )
    throw LizSync::Error( QStringLiteral( "Not a COPY … TO STDOUT: %1" ).arg( sql ) );
}

Pg::Connection::Private::CopyOut::~CopyOut()
{
  if ( !mFinished )
    mConnection.abandonStatement();
}

bool Pg::Connection::Private::CopyOut::read( QByteArray &block, int size )
{
  if ( mFinished )
    return false;
  PGconn *handle = mConnection.connection.get();
  QElapsedTimer timer;
  timer.start();
  while ( block.size() < size )
  {
    char *data = nullptr;
    const int received = PQgetCopyData( handle, &data, 1 );
    if ( received > 0 )
    {
      const std::unique_ptr<char, decltype( &PQfreemem )> owner( data, PQfreemem );
      block.append( data, received );
      ++mRows;
    }
    else if ( received == 0 )
    {
      mConnection.step( false, Wait::Cancelable, timer, mStatement );
    }
    else
    {
      mFinished = true;
      if ( received < -1 )
        mConnection.throwLost( mStatement );
      mRows = mConnection.collect( Wait::Cancelable, mStatement ).affectedRows();
      break;
    }
  }
  return !block.isEmpty();
}

qint64 Pg::Connection::Private::copyIn( const QString &sql, const std::function<QByteArray()> &source )
{
  const QByteArray statement = sql.toUtf8();
  PGconn *handle = connection.get();
  if ( !PQsendQuery( handle, statement.constData() ) )
    throwLost( statement );
  collect( Wait::Cancelable, statement );
  if ( PQtransactionStatus( handle ) != PQTRANS_ACTIVE )
    throw LizSync::Error( QStringLiteral( "Not a COPY … FROM STDIN: %1" ).arg( sql ) );

  try
  {
    for ( QByteArray block = source(); !block.isEmpty(); block = source() )
    {
      checkCanceled();
      if ( PQputCopyData( handle, block.constData(), block.size() ) != 1 )
        throwLost( statement );
      flush( Wait::Cancelable, statement );
    }
  }
  catch ( ... )
  {
    abandonStatement();
    throw;
  }
  if ( PQputCopyEnd( handle, nullptr ) != 1 )
    throwLost( statement );
  return collect( Wait::Cancelable, statement ).affectedRows();
}
