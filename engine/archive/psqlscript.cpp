/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/psqlscript.h"

#include "engine/error.h"
#include "engine/pg/quoting.h"
#include "engine/sqlsentences.h"
#include "engine/text.h"

#include <QElapsedTimer>
#include <QRegularExpression>
#include <QUuid>

using namespace LizSync;

namespace
{
  QProcessEnvironment environmentOf( const ProgramAccess &access, const QString &sessionName )
  {
    QProcessEnvironment environment = access.environment();
    environment.insert( QStringLiteral( "PGAPPNAME" ), sessionName );
    return environment;
  }
} // namespace

PsqlScript::PsqlScript( const PgPrograms &programs, Pg::Connection &control, Feedback &feedback )
  : mControl( control )
  , mSessionName( QStringLiteral( "lizsync deploy %1" ).arg( QUuid::createUuid().toString( QUuid::Id128 ) ) )
  , mAccess( control )
  , mProcess( programs.path( QStringLiteral( "psql" ) ),
              { QStringLiteral( "--dbname=" ) + mAccess.conninfo(), QStringLiteral( "--no-password" ), QStringLiteral( "--no-psqlrc" ), QStringLiteral( "--quiet" ),
                QStringLiteral( "--set=ON_ERROR_STOP=1" ), QStringLiteral( "--set=VERBOSITY=verbose" ), QStringLiteral( "--file=-" ) },
              environmentOf( mAccess, mSessionName ), feedback )
{
  beginPart( Text::tr( "Database %1 could not be prepared for the deployment: %2" ).arg( control.label(), QStringLiteral( "%1" ) ) );
  writeSettings();
  write( QStringLiteral( "BEGIN ISOLATION LEVEL READ COMMITTED;\n" ) );
}

void PsqlScript::writeSettings()
{
  write( QStringLiteral( "SET client_min_messages = error; SET statement_timeout = 0; SET idle_in_transaction_session_timeout = 0;\n"
                         // Not every server knows it.
                         "DO $do$ BEGIN IF pg_catalog.current_setting( 'transaction_timeout', true ) IS NOT NULL THEN SET transaction_timeout = 0; END IF; END $do$;\n" ) );
}

PsqlScript::~PsqlScript()
{
  if ( !mCommitted )
    endSession();
}

void PsqlScript::beginPart( const QString &failure, Sentences sentences )
{
  mParts << Part { failure, sentences, mLine };
}

void PsqlScript::write( const QByteArray &sql )
{
  mLine += sql.count( '\n' );
  if ( !mProcess.write( sql ) )
    throwError();
}

void PsqlScript::waitUntilDone()
{
  const QByteArray mark = "lizsync " + QUuid::createUuid().toByteArray( QUuid::Id128 );
  write( "\\echo " + mark + "\n" );
  QByteArray output;
  while ( !output.contains( mark ) )
  {
    const QByteArray data = mProcess.read();
    if ( data.isEmpty() )
      throwError();
    output = output.right( mark.size() ) + data;
  }
}

void PsqlScript::commit()
{
  waitUntilDone();
  mProcess.write( "COMMIT;\n" );
  if ( !mProcess.finish( Process::Wait::ToTheEnd ) )
    throwError();
  mCommitted = true;
}

void PsqlScript::throwError()
{
  mProcess.finish();
  // psql:<stdin>:12: ERROR:  42P01: message
  static const QRegularExpression sError( QStringLiteral( "^psql:<stdin>:(\\d+): [^:\\n]+:  ([0-9A-Z]{5}): ([^\\n]*(?:\\n(?!(?:LOCATION|DETAIL|HINT|CONTEXT|LINE|QUERY|psql)\\b)[^\\n]*)*)" ),
                                          QRegularExpression::MultilineOption );
  const QString text = mProcess.errorText();
  QRegularExpressionMatch error;
  for ( QRegularExpressionMatchIterator it = sError.globalMatch( text ); it.hasNext(); )
    error = it.next();
  if ( !error.hasMatch() )
  {
    QString words = text.section( '\n', -1 );
    if ( words.isEmpty() )
      words = Text::tr( "psql ended unexpectedly." );
    throw Error( mParts.last().failure.arg( words ) );
  }

  const qint64 line = error.captured( 1 ).toLongLong();
  const QString words = error.captured( 3 ).simplified();
  const Part *part = &mParts.first();
  for ( const Part &candidate : std::as_const( mParts ) )
  {
    if ( candidate.firstLine <= line )
      part = &candidate;
  }
  if ( error.captured( 2 ) == QLatin1String( "LZ001" ) && part->sentences == Sentences::AsTheyAre )
    throw Error( localizedSqlSentence( words ) );
  const QString failure = isSqlSentence( words ) ? QString() : Pg::failureSentence( error.captured( 2 ).toLatin1(), words, mControl.label() );
  throw Error( part->failure.arg( failure.isEmpty() ? Pg::asSentence( words ) : failure ) );
}

void PsqlScript::endSession() noexcept
{
  mProcess.kill();
  // The server notices only at its next read that psql is gone: a long statement, and its locks, would stay till then.
  try
  {
    const QString session = Pg::quotedLiteral( mSessionName );
    QElapsedTimer timer;
    timer.start();
    bool gone = false;
    while ( !gone && timer.elapsed() < 30000 )
    {
      Pg::Transaction transaction( mControl );
      gone = !transaction.scalar( QStringLiteral( "SELECT pg_catalog.pg_terminate_backend( pid ) FROM pg_catalog.pg_stat_activity WHERE application_name = %1 LIMIT 1" ).arg( session ) );
      if ( !gone )
        transaction.execute( QStringLiteral( "SELECT pg_catalog.pg_sleep( 0.02 )" ) );
    }
  }
  catch ( const LizSync::Error & )
  {
    // The server ends the session by itself, a little later.
  }
}
