/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"
#include "engine/pg/connection_p.h"
#include "engine/text.h"

using namespace LizSync;

namespace
{
  //! Bytes handed on at a time by a COPY.
  constexpr int sCopyBlock = 64 * 1024;

  void checkOpen( bool open )
  {
    if ( !open )
      throw LizSync::Error( Text::tr( "The transaction has ended already." ) );
  }
} // namespace

Pg::Transaction::Transaction( Connection &connection, Isolation isolation )
  : mConnection( connection )
{
  Connection::Private &d = *mConnection.d;
  d.checkAlive();
  d.checkCanceled();
  if ( PQtransactionStatus( d.connection.get() ) != PQTRANS_IDLE )
    throw LizSync::Error( Text::tr( "A transaction is open on %1 already." ).arg( d.label ) );
  d.run( isolation == Isolation::RepeatableRead ? QStringLiteral( "BEGIN ISOLATION LEVEL REPEATABLE READ" ) : QStringLiteral( "BEGIN ISOLATION LEVEL READ COMMITTED" ) );
  mOpen = true;
}

Pg::Transaction::~Transaction()
{
  rollback();
}

Pg::Result Pg::Transaction::execute( const QString &sql, const Parameters &parameters )
{
  checkOpen( mOpen );
  mConnection.d->checkAlive();
  mConnection.d->checkCanceled();
  return mConnection.d->run( sql, parameters );
}

void Pg::Transaction::executeScript( const QString &sql )
{
  checkOpen( mOpen );
  mConnection.d->checkAlive();
  mConnection.d->checkCanceled();
  mConnection.d->run( sql );
}

void Pg::Transaction::resetSettings()
{
  executeScript( QStringLiteral( "RESET ALL; SET client_encoding = 'UTF8'; " ) + Connection::Private::settings() );
}

Pg::Parameter Pg::Transaction::scalar( const QString &sql, const Parameters &parameters )
{
  const Result result = execute( sql, parameters );
  if ( result.rowCount() == 0 || result.columnCount() == 0 || result.isNull( 0, 0 ) )
    return std::nullopt;
  return result.value( 0, 0 );
}

qint64 Pg::Transaction::copyOut( const QString &copySql, const std::function<void( const char *data, int size )> &sink )
{
  checkOpen( mOpen );
  mConnection.d->checkAlive();
  mConnection.d->checkCanceled();
  Connection::Private::CopyOut rows( *mConnection.d, copySql );
  QByteArray block;
  while ( rows.read( block, sCopyBlock ) )
  {
    mConnection.d->checkCanceled();
    sink( block.constData(), block.size() );
    block.clear();
  }
  return rows.rows();
}

qint64 Pg::Transaction::copyIn( const QString &copySql, const std::function<QByteArray()> &source )
{
  checkOpen( mOpen );
  mConnection.d->checkAlive();
  mConnection.d->checkCanceled();
  return mConnection.d->copyIn( copySql, source );
}

qint64 Pg::Transaction::copyTo( Transaction &target, const QString &copyOutSql, const QString &copyInSql, const std::function<void( qint64 rows )> &progress )
{
  checkOpen( mOpen );
  mConnection.d->checkAlive();
  mConnection.d->checkCanceled();
  Connection::Private::CopyOut rows( *mConnection.d, copyOutSql );
  return target.copyIn( copyInSql, [this, &rows, &progress]
                        {
    mConnection.d->checkCanceled();
    QByteArray block;
    rows.read( block, sCopyBlock );
    if ( progress )
      progress( rows.rows() );
    return block; } );
}

void Pg::Transaction::commit()
{
  checkOpen( mOpen );
  Connection::Private &d = *mConnection.d;
  d.checkAlive();
  if ( PQtransactionStatus( d.connection.get() ) != PQTRANS_INTRANS )
  {
    rollback();
    throw Error( Text::tr( "Nothing was changed in %1, because an earlier statement had failed." ).arg( d.label ), "25P02", {}, {}, QStringLiteral( "COMMIT" ), d.isAlive() );
  }
  mOpen = false;
  d.run( QStringLiteral( "COMMIT" ), Connection::Private::Wait::ToTheEnd );
}

void Pg::Transaction::rollback() noexcept
{
  if ( !mOpen )
    return;
  mOpen = false;
  Connection::Private &d = *mConnection.d;
  try
  {
    d.abandonStatement();
    if ( d.isAlive() )
      d.run( QStringLiteral( "ROLLBACK" ), Connection::Private::Wait::Bounded );
  }
  catch ( const LizSync::Error & )
  {
    // The server rolls back by itself when the connection ends.
    d.close();
  }
}
