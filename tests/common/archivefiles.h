/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QByteArray>
#include <QJsonObject>
#include <QMap>
#include <QString>

#include <functional>

namespace LizSync
{

  //! All members of a zip.
  QMap<QString, QByteArray> archiveMembers( const QString &path );

  //! Writes a zip of these members.
  void writeArchive( const QString &path, const QMap<QString, QByteArray> &members );

  /**
   * Copies an archive and lets \a change have its members; the manifest's sizes and checksums are made to fit again
   * before \a changeManifest may spoil it.
   */
  void copyArchive( const QString &from, const QString &to, const std::function<void( QMap<QString, QByteArray> &members )> &change, const std::function<void( QJsonObject &manifest )> &changeManifest = nullptr );

} // namespace LizSync
