/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QString>

class QgsProcessingAlgorithm;

namespace LizSync
{

  /**
   * What the engine says, in the words of the dialogs: after "install with OVERWRITE" nobody finds the box "Overwrite an
   * existing installation". A parameter gets its label, and an algorithm its title, before the name by which scripts and
   * qgis_process know it. What stands in quotes is the user's own, and stays as it is.
   *
   * \a algorithm is the one that speaks: its own parameters are meant first.
   */
  QString plainWords( const QString &message, const QgsProcessingAlgorithm *algorithm );

} // namespace LizSync
