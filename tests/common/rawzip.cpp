/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/common/rawzip.h"

#include "engine/error.h"

#include <QBuffer>
#include <QFile>
#include <QtEndian>

using namespace LizSync;

namespace
{
  template<typename T>
  QByteArray number( T value )
  {
    QByteArray bytes( sizeof( T ), '\0' );
    qToLittleEndian<T>( value, bytes.data() );
    return bytes;
  }

  quint32 crc32Of( const QByteArray &content )
  {
    quint32 crc = 0xffffffff;
    for ( const char byte : content )
    {
      crc ^= static_cast<unsigned char>( byte );
      for ( int bit = 0; bit < 8; ++bit )
        crc = ( crc >> 1 ) ^ ( crc & 1 ? 0xedb88320 : 0 );
    }
    return ~crc;
  }

  //! qCompress() without its length, its header and its checksum.
  QByteArray deflated( const QByteArray &content )
  {
    const QByteArray zlib = qCompress( content, 9 );
    return zlib.mid( 6, zlib.size() - 10 );
  }

  QByteArray number32( qint64 value, bool zip64 )
  {
    return number<quint32>( zip64 ? 0xffffffff : static_cast<quint32>( value ) );
  }

  void write( QIODevice &device, const QList<RawMember> &members, bool zip64 )
  {
    QByteArray directory;
    QList<qint64> starts;
    for ( const RawMember &member : members )
    {
      const QByteArray data = member.deflated ? deflated( member.content ) : member.content;
      const qint64 compressed = data.size() + member.hole;
      const qint64 size = member.declared >= 0 ? member.declared : member.content.size() + member.hole;
      const qint64 start = member.sharesDataOf >= 0 ? starts.at( member.sharesDataOf ) : device.pos();
      starts << start;
      const QByteArray crc = number<quint32>( crc32Of( member.content ) );
      const QByteArray method = number<quint16>( member.deflated ? 8 : 0 );
      const QByteArray &localName = member.localName.isEmpty() ? member.name : member.localName;
      if ( member.sharesDataOf < 0 )
      {
        device.write( QByteArray( "PK\x03\x04", 4 ) + number<quint16>( 45 ) + number( member.flags ) + method + number<quint32>( 0 ) + crc + number32( compressed, true ) + number32( size, true )
                      + number<quint16>( static_cast<quint16>( localName.size() ) ) + number<quint16>( 20 ) + localName + number<quint16>( 1 ) + number<quint16>( 16 ) + number<quint64>( static_cast<quint64>( size ) )
                      + number<quint64>( static_cast<quint64>( compressed ) ) );
        device.write( data );
        device.seek( device.pos() + member.hole );
      }
      // An unknown extra field comes before the one with the numbers.
      const QByteArray extra = zip64 ? number<quint16>( 0x5455 ) + number<quint16>( 2 ) + "xx" + number<quint16>( 1 ) + number<quint16>( 24 ) + number<quint64>( static_cast<quint64>( size ) )
                                         + number<quint64>( static_cast<quint64>( compressed ) ) + number<quint64>( static_cast<quint64>( start ) )
                                     : QByteArray();
      directory += QByteArray( "PK\x01\x02", 4 ) + number<quint16>( 45 ) + number<quint16>( 45 ) + number( member.flags ) + method + number<quint32>( 0 ) + crc + number32( compressed, zip64 ) + number32( size, zip64 )
                   + number<quint16>( static_cast<quint16>( member.name.size() ) ) + number<quint16>( static_cast<quint16>( extra.size() ) ) + number<quint16>( 0 ) + number<quint16>( 0 ) + number<quint16>( 0 )
                   + number( member.attributes ) + number32( start, zip64 ) + member.name + extra;
    }
    const qint64 directoryAt = device.pos();
    device.write( directory );
    const quint16 count = static_cast<quint16>( members.size() );
    if ( zip64 )
    {
      const qint64 end64 = device.pos();
      device.write( QByteArray( "PK\x06\x06", 4 ) + number<quint64>( 44 ) + number<quint16>( 45 ) + number<quint16>( 45 ) + number<quint32>( 0 ) + number<quint32>( 0 ) + number<quint64>( count ) + number<quint64>( count )
                    + number<quint64>( static_cast<quint64>( directory.size() ) ) + number<quint64>( static_cast<quint64>( directoryAt ) ) );
      device.write( QByteArray( "PK\x06\x07", 4 ) + number<quint32>( 0 ) + number<quint64>( static_cast<quint64>( end64 ) ) + number<quint32>( 1 ) );
    }
    device.write( QByteArray( "PK\x05\x06", 4 ) + number<quint16>( 0 ) + number<quint16>( 0 ) + number<quint16>( zip64 ? 0xffff : count ) + number<quint16>( zip64 ? 0xffff : count )
                  + number32( directory.size(), zip64 ) + number32( directoryAt, zip64 ) + number<quint16>( 0 ) );
  }
} // namespace

QByteArray LizSync::rawZip( const QList<RawMember> &members, bool zip64 )
{
  QBuffer buffer;
  buffer.open( QIODevice::WriteOnly );
  write( buffer, members, zip64 );
  return buffer.data();
}

void LizSync::writeRawZip( const QString &path, const QList<RawMember> &members, bool zip64 )
{
  QFile file( path );
  if ( !file.open( QIODevice::WriteOnly ) )
    throw Error( file.errorString() );
  write( file, members, zip64 );
}
