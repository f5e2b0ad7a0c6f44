/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/fdwoptions.h"

#include <QStringList>

#include <algorithm>

using namespace LizSync;

namespace
{
  const QStringList sSecrets { QStringLiteral( "password" ), QStringLiteral( "sslpassword" ) };
}

FdwOptions LizSync::fdwOptions( const QMap<QString, QString> &keywords )
{
  static const QStringList sMapping { QStringLiteral( "user" ), QStringLiteral( "password" ), QStringLiteral( "sslcert" ), QStringLiteral( "sslkey" ), QStringLiteral( "sslpassword" ) };
  static const QStringList sOurs { QStringLiteral( "application_name" ), QStringLiteral( "fallback_application_name" ), QStringLiteral( "client_encoding" ), QStringLiteral( "passfile" ),
                                   QStringLiteral( "replication" ) };
  FdwOptions options;
  for ( auto it = keywords.constBegin(); it != keywords.constEnd(); ++it )
  {
    if ( it.value().isEmpty() || sOurs.contains( it.key() ) )
      continue;
    if ( sMapping.contains( it.key() ) )
      options.mapping.insert( it.key(), it.value() );
    else
      options.server.insert( it.key(), it.value() );
  }
  return options;
}

bool LizSync::hasSecrets( const QMap<QString, QString> &keywords )
{
  return std::any_of( sSecrets.cbegin(), sSecrets.cend(), [&keywords]( const QString &secret )
                      { return !keywords.value( secret ).isEmpty(); } );
}

bool LizSync::removeSecrets( QMap<QString, QString> &keywords )
{
  const bool had = hasSecrets( keywords );
  for ( const QString &secret : sSecrets )
    keywords.remove( secret );
  return had;
}
