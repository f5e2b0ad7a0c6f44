/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/archive/sha256.h"

#include <QByteArray>
#include <QString>

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
      Sha256 mHash;
  };

} // namespace LizSync
