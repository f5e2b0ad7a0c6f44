/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/programs.h"

#include "engine/error.h"
#include "engine/text.h"

#include <QCollator>
#include <QCoreApplication>
#include <QDir>
#include <QFileInfo>
#include <QProcess>
#include <QRegularExpression>

#include <algorithm>

using namespace LizSync;

namespace
{
  constexpr int sMajor = 10000;

#ifdef Q_OS_WIN
  const QString sSuffix = QStringLiteral( ".exe" );
#else
  const QString sSuffix;
#endif

  //! Subfolders that fit a pattern with one *, newest version first.
  QStringList versionFolders( const QString &parent, const QString &below )
  {
    QStringList versions = QDir( parent ).entryList( QDir::Dirs | QDir::NoDotAndDotDot );
    QCollator collator( QLocale::c() );
    collator.setNumericMode( true );
    std::sort( versions.begin(), versions.end(), [&collator]( const QString &a, const QString &b )
               { return collator.compare( a, b ) > 0; } );
    QStringList folders;
    for ( const QString &version : std::as_const( versions ) )
      folders << QDir( parent ).filePath( version + below );
    return folders;
  }

  QStringList candidateFolders()
  {
    const QString only = qEnvironmentVariable( "LIZSYNC_PG_BINDIR" );
    if ( !only.isEmpty() )
      return { only };
    QStringList folders = qEnvironmentVariable( "PATH" ).split( QDir::listSeparator(), Qt::SkipEmptyParts );
#ifdef Q_OS_WIN
    if ( QCoreApplication::instance() )
      folders << QCoreApplication::applicationDirPath();
    folders << versionFolders( qEnvironmentVariable( "ProgramFiles", QStringLiteral( "C:/Program Files" ) ) + QStringLiteral( "/PostgreSQL" ), QStringLiteral( "/bin" ) );
#else
    folders << versionFolders( QStringLiteral( "/usr/lib/postgresql" ), QStringLiteral( "/bin" ) );
    folders << versionFolders( QStringLiteral( "/Applications/Postgres.app/Contents/Versions" ), QStringLiteral( "/bin" ) );
    folders << QStringLiteral( "/usr/local/bin" ) << QStringLiteral( "/opt/homebrew/bin" );
#endif
    folders.removeDuplicates();
    return folders;
  }

  //! 0 where there is no such program, or it does not say its version.
  int programVersion( const QString &path )
  {
    const QFileInfo file( path );
    // Debian's pg_wrapper picks a version by itself; the real programs are in the folders that come next.
    if ( !file.isFile() || !file.isExecutable() || QFileInfo( file.canonicalFilePath() ).fileName() == QLatin1String( "pg_wrapper" ) )
      return 0;
    QProcess process;
    process.start( path, { QStringLiteral( "--version" ) } );
    if ( !process.waitForFinished( 10000 ) )
      return 0;
    static const QRegularExpression sVersion( QStringLiteral( "\\(PostgreSQL\\) (\\d+)(?:\\.(\\d+))?" ) );
    const QRegularExpressionMatch match = sVersion.match( QString::fromUtf8( process.readAllStandardOutput() ) );
    return match.captured( 1 ).toInt() * sMajor + match.captured( 2 ).toInt();
  }
} // namespace

QString PgPrograms::path( const QString &program ) const
{
  return QDir( folder ).filePath( program + sSuffix );
}

QString LizSync::versionText( int version )
{
  return QStringLiteral( "%1.%2" ).arg( version / sMajor ).arg( version % sMajor );
}

PgPrograms LizSync::findPgPrograms( const QStringList &programs, int wantedVersion, const QString &wantedBy )
{
  PgPrograms best;
  PgPrograms newestTooOld;
  for ( const QString &folder : candidateFolders() )
  {
    PgPrograms found { folder, 0 };
    for ( const QString &program : programs )
    {
      const int version = programVersion( found.path( program ) );
      found.version = program == programs.first() ? version : std::min( found.version, version );
      if ( version == 0 )
        break;
    }
    if ( found.version == 0 )
      continue;
    const int major = found.version / sMajor;
    if ( major < wantedVersion / sMajor )
    {
      if ( found.version > newestTooOld.version )
        newestTooOld = found;
    }
    else if ( best.version == 0 || major < best.version / sMajor )
    {
      best = found;
    }
  }
  if ( best.version > 0 )
    return best;

  const QString names = programs.join( Text::tr( " and " ) );
  if ( newestTooOld.version > 0 )
  {
    throw Error( Text::tr( "%1 %2 (in %3) is older than %4 (%5): install the PostgreSQL client programs of version %6 or newer, or name their folder in the environment variable LIZSYNC_PG_BINDIR." )
                   .arg( names, versionText( newestTooOld.version ), newestTooOld.folder, wantedBy, versionText( wantedVersion ) )
                   .arg( wantedVersion / sMajor ) );
  }
  const QString only = qEnvironmentVariable( "LIZSYNC_PG_BINDIR" );
  throw Error( Text::tr( "%1 %2 not found in %3: install the PostgreSQL client programs (Debian: postgresql-client), or name their folder in the environment variable LIZSYNC_PG_BINDIR." )
                 .arg( names, programs.size() > 1 ? Text::tr( "were" ) : Text::tr( "was" ), only.isEmpty() ? Text::tr( "PATH and the usual folders" ) : only ) );
}
