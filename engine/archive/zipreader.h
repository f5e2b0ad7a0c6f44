/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/archive/zip.h"
#include "engine/feedback.h"

#include <QIODevice>
#include <QList>
#include <QString>
#include <QStringList>

#include <functional>
#include <memory>

namespace LizSync
{

  /**
   * Reads a zip that may come from anybody. What it reads is what its own list of members says, and nothing else: no
   * member outside of the folder that it is unpacked to, no name twice, no folder, no link, nothing encrypted, no two
   * members of the same bytes, and never more bytes than the list says.
   */
  class ZipReader
  {
    public:
      //! \throws LizSync::Error where the file is missing, no zip, truncated, or has what no archive has.
      explicit ZipReader( const QString &path );
      //! The same for an open device that can be seeked; \a name is what messages call it.
      ZipReader( std::unique_ptr<QIODevice> device, const QString &name );

      QStringList memberNames() const;
      //! What the zip's list says that a member unpacks to; -1 where there is none of that name.
      qint64 memberSize( const QString &name ) const;
      //! Of the zip itself.
      qint64 size() const { return mDevice->size(); }

      //! A small member as a whole. \throws LizSync::Error where it is missing, damaged, or larger than \a maxSize.
      QByteArray read( const QString &name, qint64 maxSize ) const;

      //! Writes a member to a file, computing its checksum. \a progress is told the bytes written.
      ZipMember extract( const QString &name, const QString &targetPath, Feedback &feedback, const std::function<void( qint64 )> &progress = nullptr ) const;

      //! \throws LizSync::Error that says what of the archive is not as lizsync:package makes it.
      [[noreturn]] void throwForeign( const QString &what ) const;
      [[noreturn]] void throwMissing( const QString &name ) const;

    private:
      struct Entry
      {
          QString name;
          quint16 method = 0;
          quint32 crc = 0;
          qint64 size = 0;
          qint64 compressedSize = 0;
          qint64 headerAt = 0;
          qint64 dataAt = 0;
      };

      void readEntries();
      Entry readEntry( const QByteArray &directory, int &at ) const;
      void findData( Entry &entry, qint64 directoryAt ) const;
      void checkEntry( const Entry &entry, quint16 flags, quint32 attributes ) const;
      const Entry *find( const QString &name ) const;
      QByteArray bytesAt( qint64 position, qint64 size ) const;
      //! Hands a member's content to \a sink, block by block.
      void unpack( const Entry &entry, const std::function<void( const char *data, int size )> &sink ) const;
      [[noreturn]] void throwDamaged() const;

      std::unique_ptr<QIODevice> mDevice;
      QString mName;
      QList<Entry> mEntries;
  };

} // namespace LizSync
