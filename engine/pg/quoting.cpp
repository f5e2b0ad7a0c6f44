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

namespace
{
  [[noreturn]] void throwUnreadable( const QString &reason )
  {
    throw LizSync::Error( Text::tr( "The connection string cannot be read: %1. Write keyword='value' pairs or a postgresql:// URI." ).arg( reason ) );
  }

  /**
   * libpq quotes the piece of text that it stumbled over, and that may be a piece of the password: what comes before it
   * is all that may be shown, and only where it is known to be libpq's own, as it may speak another language.
   */
  QString reasonWithoutSecrets( const QString &reason )
  {
    static const QStringList sReasons {
      QStringLiteral( "missing \"=\"" ),
      QStringLiteral( "unterminated quoted string" ),
      QStringLiteral( "invalid connection option" ),
      QStringLiteral( "end of string reached when looking for matching \"]\" in IPv6 host address" ),
      QStringLiteral( "IPv6 host address may not be empty" ),
      QStringLiteral( "unexpected character" ),
      QStringLiteral( "extra key/value separator \"=\"" ),
      QStringLiteral( "missing key/value separator \"=\"" ),
      QStringLiteral( "invalid URI query parameter" ),
      QStringLiteral( "invalid percent-encoded token" ),
      QStringLiteral( "forbidden value %00 in percent-encoded value" ),
    };
    for ( const QString &known : sReasons )
    {
      if ( reason.startsWith( known ) )
        return known;
    }
    return Text::tr( "it is not well-formed" );
  }

  /**
   * TRUE for a URI such as postgresql://me:pass/word@host/db: libpq would take a piece of the password for a host, a port or
   * a database, and every message would show it.
   */
  bool hasUnescapedCredentials( const QString &conninfo )
  {
    static const QRegularExpression sUri( QStringLiteral( "^postgres(?:ql)?://([^/?]*)(/[^?]*)?" ) );
    const QRegularExpressionMatch uri = sUri.match( conninfo );
    if ( !uri.hasMatch() )
      return false;
    const int separators = uri.captured( 1 ).count( '@' );
    return separators > 1 || ( separators == 0 && uri.captured( 2 ).contains( '@' ) );
  }
} // namespace

QString Pg::TableName::quoted() const
{
  return quotedIdentifier( schema ) + '.' + quotedIdentifier( table );
}

std::optional<Pg::TableName> Pg::TableName::parse( const QString &quoted )
{
  TableName name;
  int position = 0;
  for ( QString *part : { &name.schema, &name.table } )
  {
    if ( part == &name.table && ( position >= quoted.size() || quoted.at( position++ ) != '.' ) )
      return std::nullopt;
    if ( position >= quoted.size() || quoted.at( position++ ) != '"' )
      return std::nullopt;
    for ( ;; ++position )
    {
      if ( position >= quoted.size() || quoted.at( position ).isNull() )
        return std::nullopt;
      if ( quoted.at( position ) == '"' && ( ++position >= quoted.size() || quoted.at( position ) != '"' ) )
        break;
      *part += quoted.at( position );
    }
    if ( part->isEmpty() )
      return std::nullopt;
  }
  if ( position != quoted.size() )
    return std::nullopt;
  return name;
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
  if ( conninfo.contains( QChar::Null ) )
    throwUnreadable( Text::tr( "it holds a NUL character" ) );
  if ( hasUnescapedCredentials( conninfo ) )
    throwUnreadable( Text::tr( "characters such as @ and / in a user name or password have to be percent-encoded (%40, %2F)" ) );
  char *errorMessage = nullptr;
  const std::unique_ptr<PQconninfoOption, decltype( &PQconninfoFree )> options( PQconninfoParse( conninfo.toUtf8().constData(), &errorMessage ), PQconninfoFree );
  const std::unique_ptr<char, decltype( &PQfreemem )> errorOwner( errorMessage, PQfreemem );
  if ( !options )
    throwUnreadable( errorMessage ? reasonWithoutSecrets( QString::fromUtf8( errorMessage ) ) : Text::tr( "out of memory" ) );

  QMap<QString, QString> keywords;
  for ( const PQconninfoOption *option = options.get(); option->keyword; ++option )
  {
    if ( option->val )
      keywords.insert( QString::fromUtf8( option->keyword ), QString::fromUtf8( option->val ) );
  }
  return keywords;
}

QString Pg::withoutPassword( const QString &text )
{
  // As in Postgresql://me:secret@host/city.
  static const QRegularExpression sCredentials( QStringLiteral( ":.*@" ), QRegularExpression::DotMatchesEverythingOption );
  QString shown = text;
  return shown.replace( sCredentials, QStringLiteral( ":…@" ) );
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
