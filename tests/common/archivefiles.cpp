/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/common/archivefiles.h"

#include "engine/archive/manifest.h"
#include "engine/archive/zipreader.h"

#include <QCryptographicHash>
#include <QFile>
#include <QJsonDocument>

using namespace LizSync;

QMap<QString, QByteArray> LizSync::archiveMembers( const QString &path )
{
  const ZipReader reader( path );
  QMap<QString, QByteArray> members;
  for ( const QString &name : reader.memberNames() )
    members.insert( name, reader.read( name, 256 * 1024 * 1024 ) );
  return members;
}

void LizSync::writeArchive( const QString &path, const QMap<QString, QByteArray> &members )
{
  ZipWriter zip( path );
  for ( auto it = members.constBegin(); it != members.constEnd(); ++it )
    zip.addMember( it.key(), it.value() );
  zip.close();
  zip.place();
  zip.keep();
}

void LizSync::copyArchive( const QString &from, const QString &to, const std::function<void( QMap<QString, QByteArray> & )> &change, const std::function<void( QJsonObject & )> &changeManifest )
{
  QMap<QString, QByteArray> members = archiveMembers( from );
  if ( change )
    change( members );
  QJsonObject manifest = QJsonDocument::fromJson( members.value( Manifest::sFileName ) ).object();
  QJsonObject list;
  for ( auto it = members.constBegin(); it != members.constEnd(); ++it )
  {
    if ( it.key() == Manifest::sFileName )
      continue;
    const QByteArray sha256 = QCryptographicHash::hash( it.value(), QCryptographicHash::Sha256 ).toHex();
    list.insert( it.key(), QJsonObject { { QStringLiteral( "size" ), it.value().size() }, { QStringLiteral( "sha256" ), QString::fromLatin1( sha256 ) } } );
  }
  manifest.insert( QStringLiteral( "members" ), list );
  if ( changeManifest )
    changeManifest( manifest );
  if ( members.contains( Manifest::sFileName ) )
    members.insert( Manifest::sFileName, QJsonDocument( manifest ).toJson() );
  writeArchive( to, members );
}
