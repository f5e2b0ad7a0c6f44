/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/zip.h"

#include "engine/error.h"
#include "engine/text.h"

#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QUuid>

#include <cpl_conv.h>
#include <cpl_error.h>
#include <cpl_string.h>
#include <cpl_vsi.h>

#include <memory>

using namespace LizSync;

namespace
{
  constexpr int sBlock = 256 * 1024;

  //! GDAL reports to us, not to the terminal.
  class QuietGdal
  {
    public:
      QuietGdal() { CPLPushErrorHandler( CPLQuietErrorHandler ); }
      ~QuietGdal() { CPLPopErrorHandler(); }
  };

  //! TRUE where the record that ends every zip is whole; GDAL does without the last bytes of it.
  bool endsAsZip( const QString &path )
  {
    constexpr int sRecord = 22;
    constexpr int sLongestComment = 65535;
    QFile file( path );
    if ( !file.open( QIODevice::ReadOnly ) )
      return false;
    file.seek( std::max<qint64>( 0, file.size() - sRecord - sLongestComment ) );
    const QByteArray end = file.readAll();
    const int start = end.lastIndexOf( QByteArray( "PK\x05\x06", 4 ) );
    if ( start < 0 || end.size() < start + sRecord )
      return false;
    const int comment = static_cast<unsigned char>( end.at( start + 20 ) ) + 256 * static_cast<unsigned char>( end.at( start + 21 ) );
    return end.size() == start + sRecord + comment;
  }

  [[noreturn]] void throwDamaged( const QString &path )
  {
    throw Error( Text::tr( "The archive %1 is truncated or damaged: copy it again, or make it anew with lizsync:package." ).arg( path ) );
  }

  struct VsiCloser
  {
      void operator()( VSILFILE *file ) const { VSIFCloseL( file ); }
  };
  using VsiFile = std::unique_ptr<VSILFILE, VsiCloser>;
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
  mHash.addData( data );
  mMember.size += data.size();
}

ZipMember ZipWriter::endMember()
{
  const QuietGdal quiet;
  if ( CPLCloseFileInZip( mZip ) != CE_None )
    throwWriteError();
  mMember.sha256 = mHash.result().toHex();
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

ZipReader::ZipReader( const QString &path )
  : mPath( path )
{
  const QuietGdal quiet;
  if ( path.isEmpty() )
    throw Error( Text::tr( "No archive was given: choose the zip that lizsync:package made." ) );
  QFile file( path );
  if ( !file.exists() || QFileInfo( path ).isDir() )
    throw Error( Text::tr( "The archive %1 does not exist: check its name, or make it with lizsync:package." ).arg( path ) );
  if ( !file.open( QIODevice::ReadOnly ) )
    throw Error( Text::tr( "The archive %1 cannot be read (%2): check its permissions." ).arg( path, file.errorString() ) );
  const QByteArray start = file.read( 4 );
  file.close();
  if ( start != QByteArray( "PK\x03\x04", 4 ) )
    throw Error( Text::tr( "%1 is not a zip archive: choose the zip that lizsync:package made." ).arg( path ) );

  if ( !endsAsZip( path ) )
    throwDamaged( path );
  VSIStatBufL status;
  char **names = VSIReadDir( vsiPath( QString() ).toUtf8().constData() );
  for ( char **name = names; name && *name; ++name )
    mNames << QString::fromUtf8( *name );
  CSLDestroy( names );
  for ( const QString &name : std::as_const( mNames ) )
  {
    if ( VSIStatL( vsiPath( name ).toUtf8().constData(), &status ) != 0 )
      mNames.clear();
  }
  if ( mNames.isEmpty() )
    throwDamaged( path );
}

QString ZipReader::vsiPath( const QString &name ) const
{
  const QString root = QStringLiteral( "/vsizip/{%1}" ).arg( QFileInfo( mPath ).absoluteFilePath() );
  return name.isEmpty() ? root : root + '/' + name;
}

QByteArray ZipReader::read( const QString &name, qint64 maxSize ) const
{
  const QuietGdal quiet;
  const VsiFile file( VSIFOpenL( vsiPath( name ).toUtf8().constData(), "rb" ) );
  if ( !file || !mNames.contains( name ) )
    throw Error( Text::tr( "The archive %1 has no %2: choose the zip that lizsync:package made." ).arg( mPath, name ) );
  VSIStatBufL status;
  if ( VSIStatL( vsiPath( name ).toUtf8().constData(), &status ) != 0 || static_cast<qint64>( status.st_size ) > maxSize )
    throw Error( Text::tr( "%2 in the archive %1 is too large to be true: choose the zip that lizsync:package made." ).arg( mPath, name ) );
  QByteArray content( static_cast<int>( status.st_size ), Qt::Uninitialized );
  content.truncate( static_cast<int>( VSIFReadL( content.data(), 1, static_cast<size_t>( content.size() ), file.get() ) ) );
  return content;
}

ZipMember ZipReader::extract( const QString &name, const QString &targetPath, Feedback &feedback, const std::function<void( qint64 )> &progress ) const
{
  const QuietGdal quiet;
  const VsiFile file( VSIFOpenL( vsiPath( name ).toUtf8().constData(), "rb" ) );
  if ( !file || !mNames.contains( name ) )
    throw Error( Text::tr( "The archive %1 has no %2: it is damaged, copy it again or make it anew with lizsync:package." ).arg( mPath, name ) );
  QFile target( targetPath );
  if ( !target.open( QIODevice::WriteOnly ) )
    throw Error( Text::tr( "The archive %1 cannot be unpacked (%2): make room in the folder for temporary files." ).arg( mPath, target.errorString() ) );

  QCryptographicHash hash( QCryptographicHash::Sha256 );
  ZipMember member { name, 0, {} };
  QByteArray block( sBlock, Qt::Uninitialized );
  while ( const size_t size = VSIFReadL( block.data(), 1, static_cast<size_t>( sBlock ), file.get() ) )
  {
    if ( feedback.isCanceled() )
      throw CanceledError( Text::tr( "Cancelled: nothing was changed." ) );
    hash.addData( block.constData(), static_cast<int>( size ) );
    if ( target.write( block.constData(), static_cast<qint64>( size ) ) != static_cast<qint64>( size ) )
      throw Error( Text::tr( "The archive %1 cannot be unpacked (%2): make room in the folder for temporary files." ).arg( mPath, target.errorString() ) );
    member.size += static_cast<qint64>( size );
    if ( progress )
      progress( member.size );
  }
  if ( !target.flush() )
    throw Error( Text::tr( "The archive %1 cannot be unpacked (%2): make room in the folder for temporary files." ).arg( mPath, target.errorString() ) );
  member.sha256 = hash.result().toHex();
  return member;
}
