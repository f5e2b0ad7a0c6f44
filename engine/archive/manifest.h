/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/archive/zip.h"

#include <QJsonObject>
#include <QMap>

namespace LizSync
{
  class ZipReader;

  /**
   * manifest.json of an archive: what lizsync.new_package() said of central, to which the library adds the members with
   * their checksums and the version of pg_dump.
   */
  class Manifest
  {
    public:
      static const QString sFileName; //!< manifest.json
      static constexpr int sMaxSize = 32 * 1024 * 1024;
      static const QString sSchemasDump;   //!< Whole schemas, by pg_dump -Fc.
      static const QString sTablesDump;    //!< Tables selected singly, and what of whole schemas needs them, by pg_dump -Fc.
      static const QString sViewsDump;     //!< Views that need what is in both, by pg_dump -Fc.
      static const QString sNeeds;         //!< Functions and types from elsewhere that what is in the dumps needs: JSON.
      static const QString sPostDeploySql; //!< What to run on the clone after the restore.

      //! For an archive that is being made: \a core is lizsync.new_package()'s result.
      explicit Manifest( const QJsonObject &core );

      /**
       * Reads and checks the manifest of an archive, and that the archive has its members, of the sizes that it says, and no others.
       * \throws LizSync::Error where it is missing, no manifest, of another version, or does not fit the archive.
       */
      static Manifest read( const ZipReader &archive, const QString &archivePath );

      //! The same from its text.
      static Manifest parse( const QByteArray &json, const QString &archivePath );

      void addMember( const ZipMember &member );
      void setPgDumpVersion( int version );
      void setDumpedTables( const QStringList &tables );

      QByteArray toJson() const;
      //! The same as what is going to be the file: digest() is that of these bytes.
      QByteArray toFile();
      //! As a jsonb parameter.
      QString text() const { return QString::fromUtf8( toJson() ); }

      //! SHA-256 of the file, hexadecimal: as it was read, or as toFile() made it.
      QString digest() const { return mDigest; }
      QString serverId() const;
      //! As a message may show it.
      QString serverName() const;
      QString syncId() const;
      int tableCount() const;
      //! Quoted names of the tables that are synchronised.
      QStringList tableNames() const;
      qint64 rows() const;
      //! Of each table that is synchronised, by its quoted name.
      QMap<QString, qint64> tableRows() const;
      int pgDumpVersion() const;
      QStringList schemas() const;
      //! Quoted names of the tables that were asked for singly.
      QStringList selectedTables() const;
      //! The same without those of whole schemas, with the partitions, and with what of whole schemas needs them: what is in the dump of single tables.
      QStringList dumpedTables() const;
      QStringList copiedTables() const;
      //! Name and schema.
      QList<QPair<QString, QString>> extensions() const;
      QMap<QString, ZipMember> members() const;

    private:
      QStringList strings( const QString &key ) const;

      QJsonObject mJson;
      QString mDigest;
  };

} // namespace LizSync
