/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"

#include <QString>

namespace LizSync
{

  /**
   * Reads the SQL that runs on a clone after the restore.
   * \throws LizSync::Error where the file cannot be read, is no text, or ends the transaction in which it would run.
   */
  QString readPostDeploySql( const QString &path );

  //! Shows it to whoever deploys: it is somebody else's, and will run with his rights.
  void showPostDeploySql( const QString &sql, Feedback &feedback );

  /**
   * The statement that runs it, in which nothing ends the transaction.
   */
  QString postDeployStatement( const QString &sql );

} // namespace LizSync
