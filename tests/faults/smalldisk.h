/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QString>
#include <QTemporaryDir>

namespace LizSync
{

  /**
   * A file system of a few megabytes, in memory: a disk that is soon full. Only root may mount one.
   */
  class SmallDisk
  {
    public:
      explicit SmallDisk( int megabytes );
      ~SmallDisk();
      SmallDisk( const SmallDisk & ) = delete;
      SmallDisk &operator=( const SmallDisk & ) = delete;

      //! FALSE where this user, or this system, may not mount.
      bool isMounted() const { return mMounted; }
      QString path() const { return mFolder.path(); }
      //! A folder of it that belongs to the user that the servers run as.
      QString serverFolder( const QString &name ) const;

      //! Leaves \a kilobytes of it.
      void fill( int kilobytes = 0 );
      void makeRoom();

    private:
      QString filler() const;

      QTemporaryDir mFolder;
      bool mMounted = false;
  };

} // namespace LizSync
