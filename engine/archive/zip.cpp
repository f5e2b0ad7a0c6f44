/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/zip.h"

#include "engine/archive/zipreader.h"
#include "engine/error.h"
#include "engine/text.h"

#include <QFile>
#include <QUuid>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>

using namespace LizSync;

namespace
{
  //! GDAL reports to us, not to the terminal.
  class QuietGdal
  {
    public:
      QuietGdal() { CPLPushErrorHandler( CPLQuietErrorHandler ); }
      ~QuietGdal() { CPLPopErrorHandler(); }
  };
} // namespace

ZipWriter::ZipWriter( const QString &path )
  : mPath( path )
  , mTemporaryPath( path + QStringLiteral( ".%1.part" ).arg( QUuid::createUuid().toString( QUuid::Id128 ).left( 8 ) ) )
  , mAsidePath( path + QStringLiteral( ".%1.old" ).arg( QUuid::createUuid().toString( QUuid::Id128 ).left( 8 ) ) )
{
  const QuietGdal quiet;
  // CPLCreateZip() opens the file late and says little: ask the file system first.
  QFile file( mTemporaryPath );
  if ( !file.open( QIODevice::WriteOnly ) )
    throw Error( Text::tr( "The archive %1 cannot be written (%2): choose another folder." ).arg( mPath, file.errorString() ) );
  file.close();
  mZip = CPLCreateZip( mTemporaryPath.toUtf8().constData(), nullptr );
  if ( !mZip )
  {
    file.remove();
    throw Error( Text::tr( "The archive %1 cannot be written: choose another folder." ).arg( mPath ) );
  }
}

ZipWriter::~ZipWriter()
{
  const QuietGdal quiet;
  if ( mZip )
    CPLCloseZip( mZip );
  if ( mKept )
    return;
  QFile::remove( mTemporaryPath );
  if ( !mPlaced )
    return;
  QFile::remove( mPath );
  if ( QFile::exists( mAsidePath ) )
    QFile::rename( mAsidePath, mPath );
}

void ZipWriter::throwWriteError() const
{
  throw Error( Text::tr( "The archive %1 could not be written to its end: make room on the disk, or choose another folder." ).arg( mPath ) );
}

void ZipWriter::beginMember( const QString &name, Method method )
{
  const QuietGdal quiet;
  char **options = nullptr;
  if ( method == Method::Store )
    options = CSLSetNameValue( options, "COMPRESSED", "NO" );
  const CPLErr error = CPLCreateFileInZip( mZip, name.toUtf8().constData(), options );
  CSLDestroy( options );
  if ( error != CE_None )
    throwWriteError();
  mInMember = true;
  mMember = ZipMember();
  mMember.name = name;
  mHash.reset();
}

void ZipWriter::write( const QByteArray &data )
{
  const QuietGdal quiet;
  if ( CPLWriteFileInZip( mZip, data.constData(), data.size() ) != CE_None )
    throwWriteError();
  mHash.add( data.constData(), data.size() );
  mMember.size += data.size();
}

ZipMember ZipWriter::endMember()
{
  const QuietGdal quiet;
  if ( CPLCloseFileInZip( mZip ) != CE_None )
    throwWriteError();
  mMember.sha256 = mHash.result();
  return mMember;
}

ZipMember ZipWriter::addMember( const QString &name, const QByteArray &content )
{
  beginMember( name, Method::Deflate );
  write( content );
  return endMember();
}

void ZipWriter::close()
{
  const QuietGdal quiet;
  void *zip = mZip;
  mZip = nullptr;
  if ( CPLCloseZip( zip ) != CE_None )
    throwWriteError();
  // A full disk shows itself here: the list of members at the end is missing.
  try
  {
    const ZipReader check( mTemporaryPath );
  }
  catch ( const Error & )
  {
    throwWriteError();
  }
}

void ZipWriter::place()
{
  mPlaced = !QFile::exists( mPath ) || QFile::rename( mPath, mAsidePath );
  if ( !mPlaced || !QFile::rename( mTemporaryPath, mPath ) )
    throw Error( Text::tr( "The archive %1 cannot be given its name, perhaps because another program has it open: close it there, or choose another name." ).arg( mPath ) );
}

void ZipWriter::keep()
{
  mKept = true;
  QFile::remove( mAsidePath );
}
