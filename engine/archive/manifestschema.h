/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QJsonObject>
#include <QString>

namespace LizSync
{

  /**
   * Looks at every value of a manifest: types, forms, and that there is nothing else.
   * \throws LizSync::Error that names the first key that is missing, unknown, or not as it has to be.
   */
  void checkManifest( const QJsonObject &manifest, const QString &archivePath );

  //! The same for the list of what is needed from elsewhere.
  void checkNeeds( const QByteArray &json, const QString &archivePath );

} // namespace LizSync
