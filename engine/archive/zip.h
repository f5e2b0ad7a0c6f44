/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"

#include <QByteArray>
#include <QCryptographicHash>
#include <QString>
#include <QStringList>

#include <functional>

namespace LizSync
{

  //! A file inside an archive.
  struct ZipMember
  {
      QString name;
      qint64 size = 0;
      QByteArray sha256; //!< Hexadecimal.
  };

  /**
   * Writes a zip through GDAL, under a temporary name beside the final one, and computes each member's SHA-256 while it
   * is written. Where place() was not called, or undone, nothing is left.
   */
  class ZipWriter
  {
    public:
      explicit ZipWriter( const QString &path );
      ~ZipWriter();
      ZipWriter( const ZipWriter & ) = delete;
      ZipWriter &operator=( const ZipWriter & ) = delete;

      enum class Method
      {
        Store, //!< For what is compressed already.
        Deflate,
      };

      void beginMember( const QString &name, Method method );
      void write( const QByteArray &data );
      ZipMember endMember();
      ZipMember addMember( const QString &name, const QByteArray &content );

      //! Completes the zip, still under its temporary name.
      void close();

      //! Gives the complete zip its name; an older file of that name is kept aside until keep().
      void place();
      //! From now on the zip stays.
      void keep();

    private:
      [[noreturn]] void throwWriteError() const;

      QString mPath;
      QString mTemporaryPath;
      QString mAsidePath;
      void *mZip = nullptr;
      bool mInMember = false;
      bool mPlaced = false;
      bool mKept = false;
      ZipMember mMember;
      QCryptographicHash mHash { QCryptographicHash::Sha256 };
  };

  //! Reads a zip through GDAL's /vsizip/.
  class ZipReader
  {
    public:
      //! \throws LizSync::Error where the file is missing, no zip, or truncated.
      explicit ZipReader( const QString &path );

      QStringList memberNames() const { return mNames; }

      //! A small member as a whole. \throws LizSync::Error where it is missing or larger than \a maxSize.
      QByteArray read( const QString &name, qint64 maxSize ) const;

      //! Writes a member to a file, computing its checksum. \a progress is told the bytes written.
      ZipMember extract( const QString &name, const QString &targetPath, Feedback &feedback, const std::function<void( qint64 )> &progress = nullptr ) const;

    private:
      QString vsiPath( const QString &name ) const;

      QString mPath;
      QStringList mNames;
  };

} // namespace LizSync
