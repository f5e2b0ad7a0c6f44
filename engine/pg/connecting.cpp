/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// How a connection is made, and what is said where it cannot be made.
#include "engine/pg/connection_p.h"
#include "engine/pg/quoting.h"
#include "engine/text.h"

#include <QRegularExpression>

using namespace LizSync;

namespace
{
  //! Seconds for each host, where the connection string has no connect_timeout.
  constexpr int sConnectTimeout = 30;

  QString labelOf( const QString &host, const QString &port, const QString &database )
  {
    return QStringLiteral( "%1:%2/%3" ).arg( host.isEmpty() ? QStringLiteral( "localhost" ) : host, port, database );
  }

  qint64 timeoutMs( const QMap<QString, QString> &keywords )
  {
    const int hosts = 1 + std::max( keywords.value( QStringLiteral( "host" ) ).count( ',' ), keywords.value( QStringLiteral( "hostaddr" ) ).count( ',' ) );
    QString timeout = keywords.value( QStringLiteral( "connect_timeout" ) );
    if ( timeout.isEmpty() )
      timeout = qEnvironmentVariable( "PGCONNECT_TIMEOUT" );
    const int seconds = timeout.toInt();
    return 1000LL * hosts * ( seconds > 0 ? seconds : sConnectTimeout );
  }

  QMap<QString, QString> keywordsOf( PGconn *connection )
  {
    QMap<QString, QString> keywords;
    const std::unique_ptr<PQconninfoOption, decltype( &PQconninfoFree )> options( PQconninfo( connection ), PQconninfoFree );
    for ( const PQconninfoOption *option = options.get(); option && option->keyword; ++option )
    {
      // Not libpq's own defaults: another client's libpq may be of another version.
      if ( option->val && *option->val && !( option->compiled && qstrcmp( option->val, option->compiled ) == 0 ) )
        keywords.insert( QString::fromUtf8( option->keyword ), QString::fromUtf8( option->val ) );
    }
    return keywords;
  }
} // namespace

void Pg::Connection::Private::connect( const QString &conninfo, const QString &applicationName )
{
  checkCanceled();
  if ( !conninfo.isEmpty() && !isConninfo( conninfo ) )
    throw LizSync::Error( Text::tr( "\"%1\" is not a connection string: write keyword='value' pairs such as \"host=… dbname=…\", or a postgresql:// URI." ).arg( withoutPassword( conninfo ) ) );
  const QMap<QString, QString> given = parseConninfo( conninfo );

  const QByteArray conninfoUtf8 = conninfo.toUtf8();
  const QByteArray nameUtf8 = applicationName.toUtf8();
  // The first ones are for a network that falls silent: over TCP nobody waits longer than a minute for it. The connection string may say otherwise.
  const char *const names[] = { "keepalives_idle", "keepalives_interval", "keepalives_count", "tcp_user_timeout", "dbname", "fallback_application_name", "client_encoding", nullptr };
  const char *const values[] = { "30", "10", "3", "60000", conninfoUtf8.constData(), nameUtf8.constData(), "UTF8", nullptr };
  connection.reset( PQconnectStartParams( names, values, 1 ) );
  if ( !connection )
    throw Error( Text::tr( "There is not enough memory to connect to a database." ), "53200", {}, {}, {}, false );
  // Verbose messages hold the SQLSTATE, which libpq tells in no other way while connecting.
  PQsetErrorVerbosity( connection.get(), PQERRORS_VERBOSE );
  PQsetNoticeReceiver( connection.get(), &Private::receiveNotice, this );

  QElapsedTimer timer;
  timer.start();
  const qint64 timeout = timeoutMs( given );
  PostgresPollingStatusType status = PQstatus( connection.get() ) == CONNECTION_BAD ? PGRES_POLLING_FAILED : PGRES_POLLING_WRITING;
  while ( status != PGRES_POLLING_OK )
  {
    if ( status == PGRES_POLLING_FAILED )
      throwConnectError( given );
    while ( !pollSocket( status == PGRES_POLLING_WRITING, 100 ) )
    {
      checkCanceled();
      if ( timer.elapsed() > timeout )
      {
        throw Error(
          Text::tr( "The PostgreSQL server at %1 did not answer within %2 seconds. Check the host and the port, and that no firewall is in between." )
            .arg( labelOf( QString::fromUtf8( PQhost( connection.get() ) ), QString::fromUtf8( PQport( connection.get() ) ), QString::fromUtf8( PQdb( connection.get() ) ) ) )
            .arg( timeout / 1000 ),
          "08001", {}, {}, {}, false );
      }
    }
    status = PQconnectPoll( connection.get() );
  }

  PQsetErrorVerbosity( connection.get(), PQERRORS_DEFAULT );
  PQsetnonblocking( connection.get(), 1 );
  databaseName = QString::fromUtf8( PQdb( connection.get() ) );
  label = labelOf( QString::fromUtf8( PQhost( connection.get() ) ), QString::fromUtf8( PQport( connection.get() ) ), databaseName );

  keywords = keywordsOf( connection.get() );
  keywords.remove( QStringLiteral( "service" ) );
  keywords.insert( QStringLiteral( "dbname" ), databaseName );
  keywords.insert( QStringLiteral( "user" ), QString::fromUtf8( PQuser( connection.get() ) ) );
  keywords.insert( QStringLiteral( "port" ), QString::fromUtf8( PQport( connection.get() ) ) );
  if ( const char *host = PQhost( connection.get() ); host && *host )
    keywords.insert( QStringLiteral( "host" ), QString::fromUtf8( host ) );
  if ( keywords.value( QStringLiteral( "hostaddr" ) ).contains( ',' ) )
    keywords.insert( QStringLiteral( "hostaddr" ), QString::fromUtf8( PQhostaddr( connection.get() ) ) );
  if ( const char *password = PQpass( connection.get() ); password && *password && PQconnectionUsedPassword( connection.get() ) )
    keywords.insert( QStringLiteral( "password" ), QString::fromUtf8( password ) );

  run( settings() );
}

QString Pg::Connection::Private::settings()
{
  // A transaction of ours takes as long as there is to do, and waits idle while the other database works; and dates are read by programs, which write literals.
  return QStringLiteral( "SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0; SET DateStyle = ISO; SET standard_conforming_strings = on; SET array_nulls = on; SET quote_all_identifiers = off;"
                         // The planner's guesses for queries of the catalog and of unanalysed tables are high: compiling them takes longer than running them, up to a second each.
                         "SET jit = off;"
                         // What a sync sorts and hashes stays in memory somewhat longer; who set less than PostgreSQL's default has a reason.
                         "SELECT pg_catalog.set_config( 'work_mem', '16MB', false ) WHERE pg_catalog.pg_size_bytes( pg_catalog.current_setting( 'work_mem' ) ) BETWEEN 4194304 AND 16777216;"
                         "SELECT pg_catalog.set_config( 'transaction_timeout', '0', false ) WHERE pg_catalog.current_setting( 'transaction_timeout', true ) IS NOT NULL;"
                         // Where we vanish without a word the server is not to keep our locks for hours, which is the system's own patience.
                         "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; SET tcp_keepalives_count = 3; SET tcp_user_timeout = 60000;" );
}

void Pg::Connection::Private::throwConnectError( const QMap<QString, QString> &given ) const
{
  const auto orDefault = []( const char *value, const QString &fallback )
  { return value && *value ? QString::fromUtf8( value ) : fallback; };
  const QString host = orDefault( PQhost( connection.get() ), given.value( QStringLiteral( "host" ), QStringLiteral( "localhost" ) ) );
  const QString port = orDefault( PQport( connection.get() ), given.value( QStringLiteral( "port" ), QStringLiteral( "5432" ) ) );
  const QString database = orDefault( PQdb( connection.get() ), given.value( QStringLiteral( "dbname" ) ) );
  const QString user = orDefault( PQuser( connection.get() ), given.value( QStringLiteral( "user" ) ) );
  const QString server = QStringLiteral( "%1:%2" ).arg( host, port );

  const QString text = QString::fromUtf8( PQerrorMessage( connection.get() ) );
  // SEVERITY:  SQLSTATE: message
  static const QRegularExpression sServerError( QStringLiteral( "\\S+:  ([0-9A-Z]{5}): ([^\\n]*)" ) );
  QRegularExpressionMatch serverError;
  for ( QRegularExpressionMatchIterator it = sServerError.globalMatch( text ); it.hasNext(); )
    serverError = it.next();

  if ( serverError.hasMatch() )
  {
    const QByteArray sqlState = serverError.captured( 1 ).toLatin1();
    const QString words = serverError.captured( 2 );
    if ( sqlState == "3D000" )
      throw Error( Text::tr( "Database \"%1\" does not exist on the PostgreSQL server %2. Check its name, or create it." ).arg( database, server ), sqlState, words, {}, {}, false );
    if ( sqlState.startsWith( "28" ) )
      throw Error( Text::tr( "The PostgreSQL server %1 does not let user \"%2\" into database \"%3\": %4. Check the user name and the password." ).arg( server, user, database, words ), sqlState, words, {}, {}, false );
    if ( sqlState == "57P03" )
      throw Error( Text::tr( "The PostgreSQL server %1 is starting or stopping (%2): try again in a moment." ).arg( server, words ), sqlState, words, {}, {}, false );
    if ( const QString failure = failureSentence( sqlState, words, QStringLiteral( "%1/%2" ).arg( server, database ) ); !failure.isEmpty() )
      throw Error( failure, sqlState, words, {}, {}, false );
    throw Error( Text::tr( "The PostgreSQL server %1 refused the connection to database \"%2\": %3." ).arg( server, database, words ), sqlState, words, {}, {}, false );
  }
  if ( PQconnectionNeedsPassword( connection.get() ) )
  {
    throw Error( Text::tr( "The PostgreSQL server %1 wants a password for user \"%2\" and database \"%3\", and none was given. Put it in the connection, or in the password file of PostgreSQL." ).arg( server, user, database ), "28P01", {}, {}, {}, false );
  }

  // connection to server at "host" (address), port 5432 failed: reason, then perhaps a line of advice.
  QString reason = text.trimmed().section( '\n', 0, 0 );
  if ( const int failed = reason.lastIndexOf( QLatin1String( " failed: " ) ); failed >= 0 )
    reason = reason.mid( failed + 9 );
  while ( reason.endsWith( '.' ) )
    reason.chop( 1 );
  // There is no code for it: by libpq's words, which are French "certificat" too.
  if ( reason.contains( QLatin1String( "SSL" ) ) || reason.contains( QLatin1String( "certificat" ) ) )
  {
    throw Error( Text::tr( "The PostgreSQL server %1 cannot be reached in the way that sslmode wants: %2. Check sslmode, and that sslrootcert is the certificate of the authority that signed the server's." ).arg( server, reason ), "08001", text.simplified(), {}, {}, false );
  }
  throw Error(
    Text::tr( "Cannot connect to database \"%1\" on the PostgreSQL server %2: %3. Check the host and the port, and that the server is running." ).arg( database, server, reason ),
    "08001", text.simplified(), {}, {}, false );
}
