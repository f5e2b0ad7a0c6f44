/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/quoting.h"

#include "engine/error.h"
#include "engine/text.h"

#include <QRegularExpression>

#include <libpq-fe.h>

#include <memory>

using namespace LizSync;

QString Pg::TableName::quoted() const
{
  return quotedIdentifier( schema ) + '.' + quotedIdentifier( table );
}

QString Pg::quotedIdentifier( const QString &name )
{
  QString quoted = name;
  return '"' + quoted.replace( '"', QLatin1String( "\"\"" ) ) + '"';
}

QString Pg::quotedLiteral( const QString &value )
{
  QString quoted = value;
  quoted.replace( '\'', QLatin1String( "''" ) );
  if ( !quoted.contains( '\\' ) )
    return '\'' + quoted + '\'';
  // An E'' literal means the same whatever standard_conforming_strings is.
  return QLatin1String( "E'" ) + quoted.replace( '\\', QLatin1String( "\\\\" ) ) + '\'';
}

QString Pg::arrayLiteral( const QStringList &values )
{
  QStringList elements;
  for ( QString value : values )
  {
    value.replace( '\\', QLatin1String( "\\\\" ) ).replace( '"', QLatin1String( "\\\"" ) );
    elements << '"' + value + '"';
  }
  return '{' + elements.join( ',' ) + '}';
}

bool Pg::isConninfo( const QString &text )
{
  // What libpq itself takes for a connection string where a database name may stand.
  return text.startsWith( QLatin1String( "postgresql://" ) ) || text.startsWith( QLatin1String( "postgres://" ) ) || text.contains( '=' );
}

QMap<QString, QString> Pg::parseConninfo( const QString &conninfo )
{
  char *errorMessage = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype( &PQconninfoFree )> options( PQconninfoParse( conninfo.toUtf8().constData(), &errorMessage ), PQconninfoFree );
  const std::unique_ptr<char, decltype( &PQfreemem )> errorOwner( errorMessage, PQfreemem );
  if ( !options )
  {
    // libpq quotes the piece of text that it stumbled over, and that may be a piece of the password.
    QString reason = errorMessage ? QString::fromUtf8( errorMessage ).simplified() : Text::tr( "out of memory" );
    static const QRegularExpression sQuoted( QStringLiteral( "\"([^\"]*)\"" ) );
    for ( QRegularExpressionMatch match = sQuoted.match( reason ); match.hasMatch(); match = sQuoted.match( reason, match.capturedEnd() ) )
    {
      if ( match.captured( 1 ) != QLatin1String( "=" ) )
        reason.replace( match.capturedStart( 1 ), match.capturedLength( 1 ), QString( match.capturedLength( 1 ), QChar( u'…' ) ) );
    }
    throw LizSync::Error( Text::tr( "The connection string cannot be read: %1. Write keyword='value' pairs or a postgresql:// URI." ).arg( reason ) );
  }

  QMap<QString, QString> keywords;
  for ( const PQconninfoOption *option = options.get(); option->keyword; ++option )
  {
    if ( option->val )
      keywords.insert( QString::fromUtf8( option->keyword ), QString::fromUtf8( option->val ) );
  }
  return keywords;
}

QString Pg::buildConninfo( const QMap<QString, QString> &keywords )
{
  QStringList pairs;
  for ( auto it = keywords.constBegin(); it != keywords.constEnd(); ++it )
  {
    QString value = it.value();
    value.replace( '\\', QLatin1String( "\\\\" ) ).replace( '\'', QLatin1String( "\\'" ) );
    pairs << QStringLiteral( "%1='%2'" ).arg( it.key(), value );
  }
  return pairs.join( ' ' );
}
