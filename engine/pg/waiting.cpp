/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// Every wait for an answer of the server: asynchronous, with an eye on the feedback.
#include "engine/pg/connection_p.h"
#include "engine/sqlsentences.h"
#include "engine/text.h"

#include <QtGlobal>

#ifdef Q_OS_WIN
#include <winsock2.h>
#else
#include <cerrno>
#include <poll.h>
#endif

#include <chrono>
#include <future>
#include <thread>

using namespace LizSync;

namespace
{
  //! The statement as the log shows it: not a page of it, but the piece around the error.
  QString excerpt( const QByteArray &statement, int position )
  {
    const QString text = QString::fromUtf8( statement );
    if ( text.size() <= 1000 )
      return text;
    const int start = qBound( 0, position - 400, text.size() - 800 );
    return ( start > 0 ? QStringLiteral( "…" ) : QString() ) + text.mid( start, 800 ) + QStringLiteral( "…" );
  }

  QString field( const PGresult *result, int code )
  {
    return QString::fromUtf8( PQresultErrorField( result, code ) );
  }

  bool isFatal( const PGresult *result )
  {
    const QByteArray severity = PQresultErrorField( result, PG_DIAG_SEVERITY_NONLOCALIZED );
    return severity == "FATAL" || severity == "PANIC";
  }

  //! \a words are libpq's or the server's own, and may be several lines.
  QString lostSentence( const QString &label, const QString &words )
  {
    QString reason = words.trimmed().section( '\n', 0, 0 );
    if ( reason.endsWith( '.' ) )
      reason.chop( 1 );
    return Text::tr( "The connection to %1 was lost: %2. Try again when its server runs and can be reached." ).arg( label, reason.isEmpty() ? Text::tr( "no answer" ) : reason );
  }

  //! How long a canceled statement may take to end.
  constexpr int sCancelPatienceMs = 10000;
} // namespace

bool Pg::Connection::Private::pollSocket( bool forWriting, int timeoutMs ) const
{
#ifdef Q_OS_WIN
  WSAPOLLFD descriptor;
  descriptor.fd = static_cast<SOCKET>( PQsocket( connection.get() ) );
  descriptor.events = forWriting ? POLLIN | POLLOUT : POLLIN;
  descriptor.revents = 0;
  return WSAPoll( &descriptor, 1, timeoutMs ) != 0;
#else
  struct pollfd descriptor;
  descriptor.fd = PQsocket( connection.get() );
  descriptor.events = forWriting ? POLLIN | POLLOUT : POLLIN;
  descriptor.revents = 0;
  const int ready = poll( &descriptor, 1, timeoutMs );
  // An error of poll() shows itself at the next read; a signal is no event.
  return ready > 0 || ( ready < 0 && errno != EINTR );
#endif
}

void Pg::Connection::Private::checkCanceled() const
{
  if ( feedback && feedback->isCanceled() )
    throw CanceledError( Text::tr( "Cancelled: nothing was changed." ) );
}

bool Pg::Connection::Private::isAlive() const
{
  return connection && PQstatus( connection.get() ) == CONNECTION_OK;
}

void Pg::Connection::Private::checkAlive() const
{
  if ( !isAlive() )
    throw Error( Text::tr( "The connection to %1 is closed; start again." ).arg( label ), "08003", {}, {}, {}, false );
}

void Pg::Connection::Private::close() noexcept
{
  connection.reset();
}

bool Pg::Connection::Private::sendCancel() const noexcept
{
  try
  {
    const std::shared_ptr<PGcancel> cancel( PQgetCancel( connection.get() ), PQfreeCancel );
    if ( !cancel )
      return false;
    // It connects anew, and waits for that as long as the system does, which is minutes where the network is silent: in a thread of its own.
    auto sent = std::make_shared<std::promise<void>>();
    std::future<void> done = sent->get_future();
    std::thread( [cancel, sent]
                 {
                   char reason[256];
                   PQcancel( cancel.get(), reason, sizeof( reason ) );
                   sent->set_value(); } )
      .detach();
    // A request that comes later would end some other statement.
    return done.wait_for( std::chrono::milliseconds( sCancelPatienceMs ) ) == std::future_status::ready;
  }
  catch ( const std::exception & )
  {
    return false;
  }
}

void Pg::Connection::Private::abandonStatement() noexcept
{
  if ( !connection || PQstatus( connection.get() ) != CONNECTION_OK )
    return;
  if ( PQtransactionStatus( connection.get() ) != PQTRANS_ACTIVE )
    return;

  if ( !sendCancel() )
  {
    close();
    return;
  }
  QElapsedTimer timer;
  timer.start();
  while ( timer.elapsed() < sCancelPatienceMs )
  {
    const int unsent = PQflush( connection.get() );
    if ( unsent < 0 )
      break;
    if ( PQisBusy( connection.get() ) )
    {
      pollSocket( unsent == 1, 100 );
      if ( !PQconsumeInput( connection.get() ) )
        break;
      continue;
    }
    PGresult *result = PQgetResult( connection.get() );
    if ( !result )
      return;
    const ExecStatusType status = PQresultStatus( result );
    PQclear( result );
    if ( status == PGRES_COPY_IN )
    {
      PQputCopyEnd( connection.get(), "canceled by LizSync" );
    }
    else if ( status == PGRES_COPY_OUT )
    {
      char *data = nullptr;
      int size = 0;
      while ( ( size = PQgetCopyData( connection.get(), &data, 1 ) ) >= 0 && timer.elapsed() < sCancelPatienceMs )
      {
        if ( size > 0 )
        {
          PQfreemem( data );
          continue;
        }
        pollSocket( false, 100 );
        if ( !PQconsumeInput( connection.get() ) )
          break;
      }
    }
  }
  close();
}

void Pg::Connection::Private::step( bool forWriting, Wait wait, const QElapsedTimer &since, const QByteArray &statement )
{
  if ( wait == Wait::Cancelable && feedback && feedback->isCanceled() )
  {
    abandonStatement();
    throw CanceledError( Text::tr( "Cancelled: nothing was changed." ) );
  }
  if ( wait == Wait::Bounded && since.elapsed() > sPatienceMs )
  {
    close();
    throw Error( Text::tr( "The server of %1 does not answer any more: try again when it runs and can be reached." ).arg( label ), "08006", {}, {}, excerpt( statement, 0 ), false );
  }
  if ( pollSocket( forWriting, 100 ) && !PQconsumeInput( connection.get() ) )
    throwLost( statement );
}

void Pg::Connection::Private::flush( Wait wait, const QByteArray &statement )
{
  QElapsedTimer timer;
  timer.start();
  int unsent = 0;
  while ( ( unsent = PQflush( connection.get() ) ) == 1 )
    step( true, wait, timer, statement );
  if ( unsent < 0 )
    throwLost( statement );
}

PGresult *Pg::Connection::Private::nextResult( Wait wait, const QByteArray &statement )
{
  QElapsedTimer timer;
  timer.start();
  while ( PQisBusy( connection.get() ) )
    step( false, wait, timer, statement );
  return PQgetResult( connection.get() );
}

Pg::Result Pg::Connection::Private::collect( Wait wait, const QByteArray &statement )
{
  flush( wait, statement );
  std::unique_ptr<PGresult, decltype( &PQclear )> last( nullptr, PQclear );
  std::unique_ptr<PGresult, decltype( &PQclear )> failed( nullptr, PQclear );
  while ( PGresult *result = nextResult( wait, statement ) )
  {
    switch ( PQresultStatus( result ) )
    {
      case PGRES_COMMAND_OK:
      case PGRES_TUPLES_OK:
      case PGRES_EMPTY_QUERY:
        last.reset( result );
        break;
      case PGRES_COPY_IN:
      case PGRES_COPY_OUT:
        return Result( result );
      default:
        if ( failed )
          PQclear( result );
        else
          failed.reset( result );
    }
    // After a FATAL error nothing more comes.
    if ( failed && ( isFatal( failed.get() ) || PQstatus( connection.get() ) == CONNECTION_BAD ) )
      break;
  }
  if ( failed )
    throwResult( failed.get(), statement );
  if ( !last )
    throwLost( statement );
  return Result( last.release() );
}

Pg::Result Pg::Connection::Private::run( const QString &sql, Wait wait )
{
  const QByteArray statement = sql.toUtf8();
  if ( !PQsendQuery( connection.get(), statement.constData() ) )
    throwLost( statement );
  Result result = collect( wait, statement );
  refuseCopy();
  return result;
}

Pg::Result Pg::Connection::Private::run( const QString &sql, const Parameters &parameters )
{
  const QByteArray statement = sql.toUtf8();
  QList<QByteArray> texts;
  for ( const Parameter &parameter : parameters )
    texts << ( parameter ? parameter->toUtf8() : QByteArray() );
  QVector<const char *> values;
  for ( int i = 0; i < parameters.size(); ++i )
    values << ( parameters.at( i ) ? texts.at( i ).constData() : nullptr );
  if ( !PQsendQueryParams( connection.get(), statement.constData(), values.size(), nullptr, values.constData(), nullptr, nullptr, 0 ) )
    throwLost( statement );
  Result result = collect( Wait::Cancelable, statement );
  refuseCopy();
  return result;
}

void Pg::Connection::Private::refuseCopy()
{
  if ( PQtransactionStatus( connection.get() ) != PQTRANS_ACTIVE )
    return;
  abandonStatement();
  throw LizSync::Error( QStringLiteral( "COPY from or to the client has to go through copyIn() or copyOut()." ) );
}

void Pg::Connection::Private::throwLost( const QByteArray &statement )
{
  const QString reason = QString::fromUtf8( PQerrorMessage( connection.get() ) );
  // The server's last words, such as "terminating connection due to administrator command", may be waiting to be read.
  while ( !PQisBusy( connection.get() ) )
  {
    const std::unique_ptr<PGresult, decltype( &PQclear )> result( PQgetResult( connection.get() ), PQclear );
    if ( !result )
      break;
    const ExecStatusType status = PQresultStatus( result.get() );
    if ( status == PGRES_COPY_IN || status == PGRES_COPY_OUT || status == PGRES_COPY_BOTH )
      break;
    if ( status == PGRES_FATAL_ERROR && PQresultErrorField( result.get(), PG_DIAG_SQLSTATE ) )
      throwResult( result.get(), statement );
  }
  throw Error( lostSentence( label, reason ), "08006", {}, {}, excerpt( statement, 0 ), false );
}

void Pg::Connection::Private::throwResult( const PGresult *result, const QByteArray &statement )
{
  const QByteArray sqlState = PQresultErrorField( result, PG_DIAG_SQLSTATE );
  const QString message = field( result, PG_DIAG_MESSAGE_PRIMARY );
  const int position = field( result, PG_DIAG_STATEMENT_POSITION ).toInt();
  if ( sqlState.isEmpty() )
  {
    // Made by libpq itself: the server has gone.
    throw Error( lostSentence( label, QString::fromUtf8( PQresultErrorMessage( result ) ) ), "08006", {}, {}, excerpt( statement, 0 ), false );
  }
  const bool ended = isFatal( result );
  if ( ended )
    close();
  QString sentence = ended ? lostSentence( label, message ) : QString();
  // What LizSync's own SQL says of a failure is said for people already.
  if ( sentence.isEmpty() && !isSqlSentence( message ) )
    sentence = failureSentence( sqlState, message, label );
  if ( sentence.isEmpty() )
    sentence = asSentence( localizedSqlSentence( message ) );
  throw Error( sentence, sqlState, field( result, PG_DIAG_MESSAGE_DETAIL ), field( result, PG_DIAG_MESSAGE_HINT ), excerpt( statement, position ), !ended && isAlive(), position );
}

void Pg::Connection::Private::receiveNotice( void *self, const PGresult *result )
{
  const Private *connection = static_cast<Private *>( self );
  if ( connection->noticeHandler )
    connection->noticeHandler( field( result, PG_DIAG_SEVERITY_NONLOCALIZED ), field( result, PG_DIAG_MESSAGE_PRIMARY ) );
}
