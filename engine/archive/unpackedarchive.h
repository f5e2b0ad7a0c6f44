/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/archive/manifest.h"
#include "engine/archive/zipreader.h"

#include <QTemporaryDir>

namespace LizSync
{

  /**
   * An archive, and the folder that it is unpacked to, which goes with this object. Opening it looks at everything but the
   * members' content: whether central knows it can be asked before anything is unpacked.
   */
  class UnpackedArchive
  {
    public:
      //! \throws LizSync::Error where it is no archive, or claims to hold what cannot be.
      explicit UnpackedArchive( const QString &path );

      //! \a progress is told the part that is done, from 0 to 1. \throws LizSync::Error where a checksum is not that of the manifest.
      void unpack( Feedback &feedback, const std::function<void( double )> &progress );

      const Manifest &manifest() const { return mManifest; }
      bool has( const QString &member ) const { return mManifest.members().contains( member ); }
      QString memberPath( const QString &member ) const { return mFolder.filePath( member ); }
      //! What is needed from elsewhere, as lizsync.make_needed_objects() takes it; empty where it is nothing. After unpack().
      QString needs() const;
      //! The SQL to run after the restore; empty where there is none. After unpack().
      QString postDeploySql() const;

    private:
      void checkTotal() const;

      QString mPath;
      ZipReader mReader;
      Manifest mManifest;
      QTemporaryDir mFolder;
  };

} // namespace LizSync
