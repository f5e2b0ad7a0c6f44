/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/manifest.h"

#include "engine/archive/manifestschema.h"
#include "engine/archive/zipreader.h"
#include "engine/error.h"
#include "engine/schema/installer.h"
#include "engine/text.h"

#include <QCryptographicHash>
#include <QJsonArray>
#include <QJsonDocument>
#include <QVersionNumber>

using namespace LizSync;

namespace
{
  constexpr int sFormat = 1;
} // namespace

const QString Manifest::sFileName = QStringLiteral( "manifest.json" );
const QString Manifest::sSchemasDump = QStringLiteral( "schemas.dump" );
const QString Manifest::sTablesDump = QStringLiteral( "tables.dump" );
const QString Manifest::sViewsDump = QStringLiteral( "views.dump" );
const QString Manifest::sNeeds = QStringLiteral( "needs.json" );
const QString Manifest::sPostDeploySql = QStringLiteral( "post_deploy.sql" );

Manifest::Manifest( const QJsonObject &core )
  : mJson( core )
{
  mJson.insert( QStringLiteral( "members" ), QJsonObject() );
}

Manifest Manifest::read( const ZipReader &archive, const QString &archivePath )
{
  Manifest manifest = parse( archive.read( sFileName, sMaxSize ), archivePath );
  const QMap<QString, ZipMember> members = manifest.members();
  for ( const ZipMember &member : members )
  {
    const qint64 size = archive.memberSize( member.name );
    if ( size < 0 )
      archive.throwMissing( member.name );
    if ( size != member.size )
      throw Error( Text::tr( "The archive %1 is damaged: the size of %2 differs from the manifest's; copy it again, or make it anew with lizsync:package." ).arg( archivePath, member.name ) );
  }
  const QStringList names = archive.memberNames();
  for ( const QString &name : names )
  {
    if ( name != sFileName && !members.contains( name ) )
      archive.throwForeign( Text::tr( "its manifest does not know %1" ).arg( Text::printable( name ) ) );
  }
  return manifest;
}

Manifest Manifest::parse( const QByteArray &json, const QString &archivePath )
{
  const QJsonDocument document = QJsonDocument::fromJson( json );
  const QJsonObject object = document.object();
  if ( !object.value( QStringLiteral( "format" ) ).isDouble() )
    throw Error( Text::tr( "The manifest of the archive %1 cannot be read: choose the zip that lizsync:package made." ).arg( archivePath ) );
  const int format = object.value( QStringLiteral( "format" ) ).toInt();
  const QString version = object.value( QStringLiteral( "lizsync_version" ) ).toString();
  if ( format != sFormat || QVersionNumber::fromString( version ) > QVersionNumber::fromString( libraryVersion() ) )
  {
    throw Error( Text::tr( "The archive %1 was made by LizSync %2 in format %3, and this plugin (%4) reads format %5: deploy it with the LizSync that made it, or package anew." )
                   .arg( archivePath, version.isEmpty() ? Text::tr( "of an unknown version" ) : Text::printable( version ) )
                   .arg( format )
                   .arg( libraryVersion() )
                   .arg( sFormat ) );
  }
  checkManifest( object, archivePath );

  Manifest manifest( object );
  manifest.mJson = object;
  manifest.mDigest = QString::fromLatin1( QCryptographicHash::hash( json, QCryptographicHash::Sha256 ).toHex() );
  const QMap<QString, ZipMember> members = manifest.members();
  if ( manifest.schemas().isEmpty() == members.contains( sSchemasDump ) || manifest.dumpedTables().isEmpty() == members.contains( sTablesDump ) )
    throw Error( Text::tr( "The manifest of the archive %1 does not fit its data: the archive is damaged, make it anew with lizsync:package." ).arg( archivePath ) );
  return manifest;
}

void Manifest::addMember( const ZipMember &member )
{
  QJsonObject members = mJson.value( QStringLiteral( "members" ) ).toObject();
  members.insert( member.name, QJsonObject { { QStringLiteral( "size" ), member.size }, { QStringLiteral( "sha256" ), QString::fromLatin1( member.sha256 ) } } );
  mJson.insert( QStringLiteral( "members" ), members );
}

void Manifest::setPgDumpVersion( int version )
{
  mJson.insert( QStringLiteral( "pg_dump_version" ), version );
}

QByteArray Manifest::toJson() const
{
  return QJsonDocument( mJson ).toJson();
}

QByteArray Manifest::toFile()
{
  const QByteArray json = toJson();
  if ( json.size() > sMaxSize )
    throw Error( Text::tr( "There are too many tables for one archive: package fewer of them at a time." ) );
  mDigest = QString::fromLatin1( QCryptographicHash::hash( json, QCryptographicHash::Sha256 ).toHex() );
  return json;
}

QString Manifest::serverId() const
{
  return mJson.value( QStringLiteral( "server_id" ) ).toString();
}

QString Manifest::serverName() const
{
  return Text::printable( mJson.value( QStringLiteral( "server_name" ) ).toString() );
}

QString Manifest::syncId() const
{
  return mJson.value( QStringLiteral( "sync_id" ) ).toString();
}

int Manifest::tableCount() const
{
  return mJson.value( QStringLiteral( "tables" ) ).toArray().size();
}

QStringList Manifest::tableNames() const
{
  QStringList names;
  const QJsonArray tables = mJson.value( QStringLiteral( "tables" ) ).toArray();
  for ( const QJsonValue &table : tables )
    names << table.toObject().value( QStringLiteral( "name" ) ).toString();
  return names;
}

qint64 Manifest::rows() const
{
  return static_cast<qint64>( mJson.value( QStringLiteral( "rows" ) ).toDouble() );
}

QMap<QString, qint64> Manifest::tableRows() const
{
  QMap<QString, qint64> rows;
  const QJsonArray tables = mJson.value( QStringLiteral( "tables" ) ).toArray();
  for ( const QJsonValue &table : tables )
    rows.insert( table.toObject().value( QStringLiteral( "name" ) ).toString(), static_cast<qint64>( table.toObject().value( QStringLiteral( "rows" ) ).toDouble() ) );
  return rows;
}

int Manifest::pgDumpVersion() const
{
  return mJson.value( QStringLiteral( "pg_dump_version" ) ).toInt();
}

QStringList Manifest::strings( const QString &key ) const
{
  QStringList texts;
  const QJsonArray values = mJson.value( key ).toArray();
  for ( const QJsonValue &value : values )
    texts << value.toString();
  return texts;
}

QStringList Manifest::schemas() const
{
  return strings( QStringLiteral( "schemas" ) );
}

QStringList Manifest::selectedTables() const
{
  return strings( QStringLiteral( "selected_tables" ) );
}

void Manifest::setDumpedTables( const QStringList &tables )
{
  mJson.insert( QStringLiteral( "dumped_tables" ), QJsonArray::fromStringList( tables ) );
}

QStringList Manifest::dumpedTables() const
{
  return strings( QStringLiteral( "dumped_tables" ) );
}

QStringList Manifest::copiedTables() const
{
  return strings( QStringLiteral( "copied_tables" ) );
}

QList<QPair<QString, QString>> Manifest::extensions() const
{
  QList<QPair<QString, QString>> all;
  const QJsonArray extensions = mJson.value( QStringLiteral( "extensions" ) ).toArray();
  for ( const QJsonValue &extension : extensions )
    all << qMakePair( extension.toObject().value( QStringLiteral( "name" ) ).toString(), extension.toObject().value( QStringLiteral( "schema" ) ).toString() );
  return all;
}

QMap<QString, ZipMember> Manifest::members() const
{
  QMap<QString, ZipMember> all;
  const QJsonObject members = mJson.value( QStringLiteral( "members" ) ).toObject();
  for ( auto it = members.constBegin(); it != members.constEnd(); ++it )
  {
    const QJsonObject member = it.value().toObject();
    all.insert( it.key(), ZipMember { it.key(), static_cast<qint64>( member.value( QStringLiteral( "size" ) ).toDouble() ), member.value( QStringLiteral( "sha256" ) ).toString().toLatin1() } );
  }
  return all;
}
