/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/zipreader.h"

#include "engine/error.h"
#include "engine/text.h"

#include <QFile>
#include <QFileInfo>
#include <QtEndian>

#include <zlib.h>

#include <algorithm>
#include <limits>

using namespace LizSync;

namespace
{
  constexpr int sBlock = 256 * 1024;
  constexpr int sMaxEntries = 1000;
  constexpr qint64 sMaxDirectory = 1024 * 1024;

  constexpr quint16 sStored = 0;
  constexpr quint16 sDeflated = 8;

  // Values that stand for "see the 64-bit record".
  constexpr quint16 sSee64In16 = 0xffff;
  constexpr quint32 sSee64In32 = 0xffffffff;

  //! Little-endian numbers of a record, by their offset in it; the caller has checked the length.
  template<typename T>
  T number( const QByteArray &record, int offset )
  {
    return qFromLittleEndian<T>( record.constData() + offset );
  }

  //! A 64-bit size or position; -1 where no file is as large.
  qint64 position( quint64 value )
  {
    return value > static_cast<quint64>( std::numeric_limits<qint64>::max() ) ? -1 : static_cast<qint64>( value );
  }

  struct Inflater
  {
      Inflater()
      {
        // Without a header: zips hold the bare stream.
        ready = inflateInit2( &stream, -MAX_WBITS ) == Z_OK;
      }
      ~Inflater() { inflateEnd( &stream ); }
      Inflater( const Inflater & ) = delete;
      Inflater &operator=( const Inflater & ) = delete;

      z_stream stream {};
      bool ready = false;
  };
} // namespace

ZipReader::ZipReader( const QString &path )
  : mName( path )
{
  if ( path.isEmpty() )
    throw Error( Text::tr( "No archive was given: choose the zip that lizsync:package made." ) );
  auto file = std::make_unique<QFile>( path );
  if ( !file->exists() || QFileInfo( path ).isDir() )
    throw Error( Text::tr( "The archive %1 does not exist: check its name, or make it with lizsync:package." ).arg( path ) );
  if ( !file->open( QIODevice::ReadOnly ) )
    throw Error( Text::tr( "The archive %1 cannot be read (%2): check its permissions." ).arg( path, file->errorString() ) );
  mDevice = std::move( file );
  readEntries();
}

ZipReader::ZipReader( std::unique_ptr<QIODevice> device, const QString &name )
  : mDevice( std::move( device ) )
  , mName( name )
{
  readEntries();
}

void ZipReader::throwDamaged() const
{
  throw Error( Text::tr( "The archive %1 is truncated or damaged: copy it again, or make it anew with lizsync:package." ).arg( mName ) );
}

void ZipReader::throwForeign( const QString &what ) const
{
  throw Error( Text::tr( "The archive %1 is not as lizsync:package makes it (%2): do not use it, and get it again from whoever made it." ).arg( mName, what ) );
}

void ZipReader::throwMissing( const QString &name ) const
{
  throw Error( Text::tr( "The archive %1 has no %2: choose the zip that lizsync:package made." ).arg( mName, name ) );
}

QByteArray ZipReader::bytesAt( qint64 position, qint64 size ) const
{
  if ( position < 0 || size < 0 || position > mDevice->size() - size || !mDevice->seek( position ) )
    throwDamaged();
  const QByteArray bytes = mDevice->read( size );
  if ( bytes.size() != size )
    throwDamaged();
  return bytes;
}

void ZipReader::readEntries()
{
  // The three records at the end, from the last one backwards: end, 64-bit locator, 64-bit end.
  constexpr int sEnd = 22;
  constexpr int sLocator64 = 20;
  constexpr int sEnd64 = 56;
  if ( mDevice->size() < 4 || bytesAt( 0, 4 ) != QByteArray( "PK\x03\x04", 4 ) )
    throw Error( Text::tr( "%1 is not a zip archive: choose the zip that lizsync:package made." ).arg( mName ) );
  // At the very end, without a comment behind it: there is one place only where the list may be looked for.
  qint64 endAt = mDevice->size() - sEnd;
  const QByteArray end = bytesAt( endAt, sEnd );
  if ( !end.startsWith( QByteArray( "PK\x05\x06", 4 ) ) || number<quint16>( end, 20 ) != 0 )
    throwDamaged();
  quint64 count = number<quint16>( end, 10 );
  qint64 directorySize = number<quint32>( end, 12 );
  qint64 directoryAt = number<quint32>( end, 16 );
  bool onePart = number<quint16>( end, 4 ) == 0 && number<quint16>( end, 6 ) == 0 && number<quint16>( end, 8 ) == count;
  if ( count == sSee64In16 || number<quint32>( end, 12 ) == sSee64In32 || number<quint32>( end, 16 ) == sSee64In32 )
  {
    const QByteArray locator = bytesAt( endAt - sLocator64, sLocator64 );
    if ( !locator.startsWith( QByteArray( "PK\x06\x07", 4 ) ) || position( number<quint64>( locator, 8 ) ) != endAt - sLocator64 - sEnd64 )
      throwDamaged();
    endAt -= sLocator64 + sEnd64;
    const QByteArray end64 = bytesAt( endAt, sEnd64 );
    if ( !end64.startsWith( QByteArray( "PK\x06\x06", 4 ) ) )
      throwDamaged();
    count = number<quint64>( end64, 32 );
    directorySize = position( number<quint64>( end64, 40 ) );
    directoryAt = position( number<quint64>( end64, 48 ) );
    onePart = number<quint32>( end64, 16 ) == 0 && number<quint32>( end64, 20 ) == 0 && number<quint64>( end64, 24 ) == count;
  }
  if ( !onePart || directoryAt < 0 || directorySize < 0 || directorySize > endAt || directoryAt != endAt - directorySize )
    throwDamaged();
  if ( count == 0 )
    throwDamaged();
  if ( count > sMaxEntries || directorySize > sMaxDirectory )
    throwForeign( Text::tr( "it has more than a thousand members" ) );

  const QByteArray directory = bytesAt( directoryAt, directorySize );
  int at = 0;
  for ( quint64 i = 0; i < count; ++i )
  {
    Entry entry = readEntry( directory, at );
    findData( entry, directoryAt );
    if ( find( entry.name ) )
      throwForeign( Text::tr( "it has %1 twice" ).arg( Text::printable( entry.name ) ) );
    mEntries << entry;
  }
  if ( at != directory.size() )
    throwDamaged();

  // Members that share their bytes are how a small zip unpacks to an enormous one.
  QList<Entry> inOrder = mEntries;
  std::sort( inOrder.begin(), inOrder.end(), []( const Entry &a, const Entry &b )
             { return a.headerAt < b.headerAt; } );
  for ( int i = 1; i < inOrder.size(); ++i )
  {
    if ( inOrder.at( i - 1 ).dataAt + inOrder.at( i - 1 ).compressedSize > inOrder.at( i ).headerAt )
      throwForeign( Text::tr( "its members %1 and %2 overlap" ).arg( Text::printable( inOrder.at( i - 1 ).name ), Text::printable( inOrder.at( i ).name ) ) );
  }
}

ZipReader::Entry ZipReader::readEntry( const QByteArray &directory, int &at ) const
{
  constexpr int sHeader = 46;
  const QByteArray header = directory.mid( at, sHeader );
  if ( header.size() != sHeader || !header.startsWith( QByteArray( "PK\x01\x02", 4 ) ) )
    throwDamaged();
  const int nameSize = number<quint16>( header, 28 );
  const int extraSize = number<quint16>( header, 30 );
  const int commentSize = number<quint16>( header, 32 );
  at += sHeader;
  if ( directory.size() - at < nameSize + extraSize + commentSize || number<quint16>( header, 34 ) != 0 )
    throwDamaged();
  const QByteArray name = directory.mid( at, nameSize );
  QByteArray extra = directory.mid( at + nameSize, extraSize );
  at += nameSize + extraSize + commentSize;

  Entry entry;
  entry.name = QString::fromUtf8( name );
  entry.method = number<quint16>( header, 10 );
  entry.crc = number<quint32>( header, 16 );
  quint64 compressedSize = number<quint32>( header, 20 );
  quint64 size = number<quint32>( header, 24 );
  quint64 headerAt = number<quint32>( header, 42 );
  // Whatever does not fit in 32 bits is in extra field 1, in this order.
  QList<quint64 *> in64;
  for ( quint64 *value : { &size, &compressedSize, &headerAt } )
  {
    if ( *value == sSee64In32 )
      in64 << value;
  }
  while ( !in64.isEmpty() )
  {
    constexpr int sField = 4;
    if ( extra.size() < sField || extra.size() < sField + number<quint16>( extra, 2 ) )
      throwDamaged();
    const QByteArray field = extra.mid( sField, number<quint16>( extra, 2 ) );
    if ( number<quint16>( extra, 0 ) == 1 )
    {
      constexpr int sNumber = 8;
      if ( field.size() < sNumber * in64.size() )
        throwDamaged();
      for ( int i = 0; i < in64.size(); ++i )
        *in64.at( i ) = number<quint64>( field, sNumber * i );
      in64.clear();
    }
    extra.remove( 0, sField + field.size() );
  }
  entry.size = position( size );
  entry.compressedSize = position( compressedSize );
  entry.headerAt = position( headerAt );
  if ( entry.size < 0 || entry.compressedSize < 0 || entry.headerAt < 0 )
    throwDamaged();
  if ( entry.name.toUtf8() != name )
    throwForeign( Text::tr( "the name of a member is no text" ) );
  checkEntry( entry, number<quint16>( header, 8 ), number<quint32>( header, 38 ) );
  return entry;
}

void ZipReader::checkEntry( const Entry &entry, quint16 flags, quint32 attributes ) const
{
  constexpr quint16 sEncrypted = 0x2041; // Itself, strongly, and with a masked list.
  constexpr quint32 sDosFolder = 0x10;
  constexpr quint32 sUnixType = 0170000;
  constexpr quint32 sUnixFile = 0100000;
  const QString shown = Text::printable( entry.name );
  if ( flags & sEncrypted )
    throwForeign( Text::tr( "%1 is encrypted" ).arg( shown ) );
  const quint32 type = ( attributes >> 16 ) & sUnixType;
  if ( entry.name.isEmpty() || entry.name.startsWith( '.' ) || entry.name.contains( '/' ) || entry.name.contains( '\\' ) || entry.name.contains( ':' ) || ( attributes & sDosFolder ) )
    throwForeign( Text::tr( "%1 is not the name of a file in it" ).arg( shown.isEmpty() ? QStringLiteral( "\"\"" ) : shown ) );
  if ( type != 0 && type != sUnixFile )
    throwForeign( Text::tr( "%1 is no file but a link or the like" ).arg( shown ) );
  if ( entry.method != sStored && entry.method != sDeflated )
    throwForeign( Text::tr( "%1 is compressed in another way" ).arg( shown ) );
  if ( entry.method == sStored && entry.size != entry.compressedSize )
    throwDamaged();
}

void ZipReader::findData( Entry &entry, qint64 directoryAt ) const
{
  constexpr int sHeader = 30;
  const QByteArray header = bytesAt( entry.headerAt, sHeader );
  const QByteArray name = entry.name.toUtf8();
  if ( !header.startsWith( QByteArray( "PK\x03\x04", 4 ) ) || number<quint16>( header, 26 ) != name.size() || number<quint16>( header, 8 ) != entry.method )
    throwDamaged();
  if ( bytesAt( entry.headerAt + sHeader, name.size() ) != name )
    throwForeign( Text::tr( "%1 has two names" ).arg( Text::printable( entry.name ) ) );
  entry.dataAt = entry.headerAt + sHeader + name.size() + number<quint16>( header, 28 );
  if ( entry.dataAt > directoryAt || entry.compressedSize > directoryAt - entry.dataAt )
    throwDamaged();
}

QStringList ZipReader::memberNames() const
{
  QStringList names;
  for ( const Entry &entry : mEntries )
    names << entry.name;
  return names;
}

const ZipReader::Entry *ZipReader::find( const QString &name ) const
{
  const auto found = std::find_if( mEntries.cbegin(), mEntries.cend(), [&name]( const Entry &entry )
                                   { return entry.name == name; } );
  return found == mEntries.cend() ? nullptr : &*found;
}

qint64 ZipReader::memberSize( const QString &name ) const
{
  const Entry *entry = find( name );
  return entry ? entry->size : -1;
}

void ZipReader::unpack( const Entry &entry, const std::function<void( const char *, int )> &sink ) const
{
  quint32 crc = 0;
  qint64 size = 0;
  const auto take = [&]( const char *data, qint64 count )
  {
    // What the list said is all that may come, however much there is.
    size += count;
    if ( size > entry.size )
      throwForeign( Text::tr( "%1 unpacks to more than its size" ).arg( Text::printable( entry.name ) ) );
    crc = static_cast<quint32>( crc32( crc, reinterpret_cast<const Bytef *>( data ), static_cast<uInt>( count ) ) );
    sink( data, static_cast<int>( count ) );
  };

  Inflater inflater;
  if ( !inflater.ready )
    throw Error( Text::tr( "There is not enough memory to unpack the archive %1." ).arg( mName ) );
  QByteArray out( sBlock, Qt::Uninitialized );
  bool ended = entry.method == sStored;
  for ( qint64 done = 0; done < entry.compressedSize; )
  {
    QByteArray in = bytesAt( entry.dataAt + done, std::min<qint64>( sBlock, entry.compressedSize - done ) );
    done += in.size();
    if ( entry.method == sStored )
    {
      take( in.constData(), in.size() );
      continue;
    }
    if ( ended )
      throwDamaged();
    z_stream &stream = inflater.stream;
    stream.next_in = reinterpret_cast<Bytef *>( in.data() );
    stream.avail_in = static_cast<uInt>( in.size() );
    do
    {
      stream.next_out = reinterpret_cast<Bytef *>( out.data() );
      stream.avail_out = sBlock;
      const int result = inflate( &stream, Z_NO_FLUSH );
      if ( result != Z_OK && result != Z_STREAM_END && result != Z_BUF_ERROR )
        throwDamaged();
      take( out.constData(), sBlock - static_cast<qint64>( stream.avail_out ) );
      ended = result == Z_STREAM_END;
    }
    while ( !ended && stream.avail_out == 0 );
    if ( stream.avail_in != 0 )
      throwDamaged();
  }
  if ( !ended || size != entry.size || crc != entry.crc )
    throwDamaged();
}

QByteArray ZipReader::read( const QString &name, qint64 maxSize ) const
{
  const Entry *entry = find( name );
  if ( !entry )
    throwMissing( name );
  if ( entry->size > maxSize )
    throw Error( Text::tr( "%2 in the archive %1 is too large to be true: choose the zip that lizsync:package made." ).arg( mName, name ) );
  QByteArray content;
  unpack( *entry, [&content]( const char *data, int size )
          { content.append( data, size ); } );
  return content;
}

ZipMember ZipReader::extract( const QString &name, const QString &targetPath, Feedback &feedback, const std::function<void( qint64 )> &progress ) const
{
  const Entry *entry = find( name );
  if ( !entry )
    throwMissing( name );
  QFile target( targetPath );
  const auto throwUnwritable = [this, &target]
  { throw Error( Text::tr( "The archive %1 cannot be unpacked (%2): make room in the folder for temporary files." ).arg( mName, target.errorString() ) ); };
  if ( !target.open( QIODevice::WriteOnly ) )
    throwUnwritable();

  Sha256 hash;
  ZipMember member { name, 0, {} };
  unpack( *entry, [&]( const char *data, int size )
          {
    if ( feedback.isCanceled() )
      throw CanceledError( Text::tr( "Cancelled: nothing was changed." ) );
    hash.add( data, size );
    if ( target.write( data, size ) != size )
      throwUnwritable();
    member.size += size;
    if ( progress )
      progress( member.size ); } );
  if ( !target.flush() )
    throwUnwritable();
  member.sha256 = hash.result();
  return member;
}
