/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/process.h"

#include "engine/error.h"
#include "engine/pg/quoting.h"
#include "engine/text.h"

#include <QFileInfo>

using namespace LizSync;

namespace
{
  constexpr int sMaxErrors = 64 * 1024;
  constexpr int sStepMs = 100;
} // namespace

ProgramAccess::ProgramAccess( const Pg::Connection &connection )
  : mEnvironment( QProcessEnvironment::systemEnvironment() )
{
  QMap<QString, QString> keywords = connection.effectiveKeywords();
  for ( const char *own : { "client_encoding", "application_name", "fallback_application_name" } )
    keywords.remove( QLatin1String( own ) );

  if ( keywords.contains( QStringLiteral( "password" ) ) )
    mEnvironment.insert( QStringLiteral( "PGPASSWORD" ), keywords.take( QStringLiteral( "password" ) ) );
  if ( keywords.contains( QStringLiteral( "sslpassword" ) ) )
  {
    // The one secret that libpq takes from no environment variable; a temporary file is readable by its owner only.
    mServiceFile = std::make_unique<QTemporaryFile>();
    if ( !mServiceFile->open() )
      throw Error( Text::tr( "A temporary file could not be written (%1): make room in the folder for temporary files." ).arg( mServiceFile->errorString() ) );
    mServiceFile->write( "[lizsync]\nsslpassword=" + keywords.take( QStringLiteral( "sslpassword" ) ).toUtf8() + "\n" );
    mServiceFile->flush();
    mEnvironment.insert( QStringLiteral( "PGSERVICEFILE" ), mServiceFile->fileName() );
    keywords.insert( QStringLiteral( "service" ), QStringLiteral( "lizsync" ) );
  }
  mConninfo = Pg::buildConninfo( keywords );
  // What is not in the conninfo must not come from elsewhere, and messages are read by a program.
  mEnvironment.remove( QStringLiteral( "PGSERVICE" ) );
  mEnvironment.insert( QStringLiteral( "PGCLIENTENCODING" ), QStringLiteral( "UTF8" ) );
  mEnvironment.insert( QStringLiteral( "LC_ALL" ), QStringLiteral( "C" ) );
}

Process::Process( const QString &program, const QStringList &arguments, const QProcessEnvironment &environment, Feedback &feedback )
  : mFeedback( feedback )
{
  mProcess.setProcessEnvironment( environment );
  mProcess.setStandardInputFile( QProcess::nullDevice() );
  mProcess.start( program, arguments );
  if ( !mProcess.waitForStarted() )
    throw Error( Text::tr( "%1 could not be started: %2." ).arg( program, mProcess.errorString() ) );
}

Process::~Process()
{
  kill();
}

void Process::kill()
{
  if ( !isRunning() )
    return;
  mProcess.kill();
  mProcess.waitForFinished( -1 );
}

void Process::checkCanceled()
{
  if ( !mFeedback.isCanceled() )
    return;
  kill();
  throw CanceledError( Text::tr( "Cancelled: nothing was changed." ) );
}

void Process::collectErrors()
{
  const QByteArray errors = mProcess.readAllStandardError();
  if ( mErrorListener && !errors.isEmpty() )
    mErrorListener( errors );
  mErrors += errors;
  if ( mErrors.size() > sMaxErrors )
    mErrors = mErrors.right( sMaxErrors );
}

QByteArray Process::read()
{
  while ( true )
  {
    collectErrors();
    checkCanceled();
    const QByteArray data = mProcess.readAllStandardOutput();
    if ( !data.isEmpty() || !isRunning() )
      return data;
    mProcess.waitForReadyRead( sStepMs );
  }
}

bool Process::finish()
{
  while ( isRunning() )
  {
    collectErrors();
    mProcess.readAllStandardOutput();
    checkCanceled();
    mProcess.waitForFinished( sStepMs );
  }
  collectErrors();
  return mProcess.exitStatus() == QProcess::NormalExit && mProcess.exitCode() == 0;
}

QString Process::errorText()
{
  collectErrors();
  return QString::fromUtf8( mErrors ).trimmed();
}
