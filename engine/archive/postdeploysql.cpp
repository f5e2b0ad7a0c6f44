/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/postdeploysql.h"

#include "engine/archive/transactionstatement.h"
#include "engine/error.h"
#include "engine/pg/quoting.h"
#include "engine/schema/extension.h"
#include "engine/text.h"

#include <QFile>

using namespace LizSync;

QString LizSync::readPostDeploySql( const QString &path )
{
  constexpr qint64 sMaxSize = 64 * 1024 * 1024;
  QFile file( path );
  if ( !file.open( QIODevice::ReadOnly ) )
    throw Error( Text::tr( "The SQL file %1 cannot be read (%2): check its name and its permissions." ).arg( path, file.errorString() ) );
  if ( file.size() > sMaxSize )
    throw Error( Text::tr( "The SQL file %1 is larger than 64 MB: put data into tables of central instead." ).arg( path ) );
  QByteArray bytes = file.readAll();
  if ( bytes.startsWith( "\xef\xbb\xbf" ) )
    bytes.remove( 0, 3 );
  const QString sql = QString::fromUtf8( bytes );
  if ( bytes.contains( '\0' ) || sql.toUtf8() != bytes )
    throw Error( Text::tr( "The SQL file %1 is no text in UTF-8: save it as such." ).arg( path ) );
  // It runs inside the deployment's own transaction, which it must not end.
  if ( const QString statement = transactionStatement( sql ); !statement.isEmpty() )
  {
    throw Error( Text::tr( "The SQL file %1 has a statement %2, but it runs in one transaction with the whole deployment: remove that statement." )
                   .arg( path, statement ) );
  }
  return sql;
}

void LizSync::showPostDeploySql( const QString &sql, Feedback &feedback )
{
  constexpr int sMostCharacters = 20000;
  constexpr int sLongestLine = 1000;
  feedback.info( Text::tr( "The archive's own SQL, which will run on the clone after the restore:" ) );
  const QStringList lines = sql.left( sMostCharacters ).split( '\n' );
  for ( const QString &line : lines )
    feedback.info( QStringLiteral( "  " ) + Text::printable( line.endsWith( '\r' ) ? line.chopped( 1 ) : line, sLongestLine ) );
  if ( sql.size() > sMostCharacters )
    feedback.warning( Text::tr( "… and %1 characters more: read post_deploy.sql in the archive." ).arg( sql.size() - sMostCharacters ) );
}

QString LizSync::postDeployStatement( const QString &sql )
{
  const QString body = QStringLiteral( "BEGIN\n  EXECUTE %1;\nEND" ).arg( Pg::quotedLiteral( sql ) );
  return QStringLiteral( "DO " ) + dollarQuoted( body );
}
