/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/resources.h"

#include <QFile>

// Q_INIT_RESOURCE may not stand in a namespace.
static void initLizSyncResources()
{
  Q_INIT_RESOURCE( lizsync );
  Q_INIT_RESOURCE( lizsync_i18n );
}

namespace LizSync
{

  void initResources()
  {
    initLizSyncResources();
  }

  QString resourceText( const QString &path )
  {
    initResources();
    QFile file( path );
    // An embedded file cannot be missing: the build would have failed.
    if ( !file.open( QIODevice::ReadOnly ) )
      qFatal( "%s is not embedded", qPrintable( path ) );
    return QString::fromUtf8( file.readAll() );
  }

} // namespace LizSync
