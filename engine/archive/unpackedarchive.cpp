/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/unpackedarchive.h"

#include "engine/archive/manifestschema.h"
#include "engine/archive/postdeploysql.h"
#include "engine/error.h"
#include "engine/text.h"

#include <QFile>
#include <QLocale>
#include <QStorageInfo>

using namespace LizSync;

UnpackedArchive::UnpackedArchive( const QString &path )
  : mPath( path )
  , mReader( path )
  , mManifest( Manifest::read( mReader, path ) )
{
  if ( !mFolder.isValid() )
    throw Error( Text::tr( "There is no folder for temporary files (%1): make room on the disk." ).arg( mFolder.errorString() ) );
  checkTotal();
}

void UnpackedArchive::checkTotal() const
{
  // Dumps are stored as they are; the SQL is compressed, and text seldom to less than a tenth.
  constexpr double sLargestRatio = 100;
  constexpr double sAnyway = 1024.0 * 1024.0;
  double total = 0;
  const QMap<QString, ZipMember> members = mManifest.members();
  for ( const ZipMember &member : members )
    total += static_cast<double>( member.size );
  const QLocale locale;
  if ( total > sAnyway + sLargestRatio * static_cast<double>( mReader.size() ) )
    mReader.throwForeign( Text::tr( "it would unpack to %1, from %2" ).arg( locale.formattedDataSize( static_cast<qint64>( total ) ), locale.formattedDataSize( mReader.size() ) ) );

  const qint64 free = QStorageInfo( mFolder.path() ).bytesAvailable();
  if ( free >= 0 && total > static_cast<double>( free ) )
  {
    throw Error( Text::tr( "The archive %1 unpacks to %2, and the disk with the folder for temporary files (%3) has room for %4: make room there." )
                   .arg( mPath, locale.formattedDataSize( static_cast<qint64>( total ) ), mFolder.path(), locale.formattedDataSize( free ) ) );
  }
}

void UnpackedArchive::unpack( Feedback &feedback, const std::function<void( double )> &progress )
{
  const QMap<QString, ZipMember> members = mManifest.members();
  qint64 total = 1;
  for ( const ZipMember &member : members )
    total += member.size;
  qint64 done = 0;
  for ( const ZipMember &expected : members )
  {
    const ZipMember found = mReader.extract( expected.name, memberPath( expected.name ), feedback, [&progress, done, total]( qint64 bytes )
                                             { progress( static_cast<double>( done + bytes ) / static_cast<double>( total ) ); } );
    if ( found.size != expected.size || found.sha256 != expected.sha256 )
      throw Error( Text::tr( "The archive %1 is damaged: the checksum of %2 differs from the manifest's; copy it again, or make it anew with lizsync:package." ).arg( mPath, expected.name ) );
    done += found.size;
  }
}

QString UnpackedArchive::needs() const
{
  if ( !has( Manifest::sNeeds ) )
    return {};
  QFile file( memberPath( Manifest::sNeeds ) );
  if ( !file.open( QIODevice::ReadOnly ) )
    throw Error( Text::tr( "The archive %1 cannot be read (%2): check its permissions." ).arg( mPath, file.errorString() ) );
  const QByteArray json = file.readAll();
  checkNeeds( json, mPath );
  return QString::fromUtf8( json );
}

QString UnpackedArchive::postDeploySql() const
{
  return has( Manifest::sPostDeploySql ) ? readPostDeploySql( memberPath( Manifest::sPostDeploySql ) ) : QString();
}
