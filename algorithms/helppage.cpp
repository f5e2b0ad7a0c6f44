/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/helppage.h"
#include "algorithms/reporttext.h"

#include <QDir>
#include <QFileInfo>
#include <QUrl>

#ifdef Q_OS_UNIX
#include <dlfcn.h>
#endif

namespace LizSync
{

  namespace
  {
    //! Folder of the library that this code is in; empty where the system does not say.
    QString libraryFolder()
    {
#ifdef Q_OS_UNIX
      Dl_info info;
      if ( dladdr( reinterpret_cast<const void *>( &libraryFolder ), &info ) && info.dli_fname )
        return QFileInfo( QString::fromLocal8Bit( info.dli_fname ) ).absolutePath();
#endif
      return QString();
    }
  } // namespace

  QString helpPage( const QString &anchor )
  {
    // The last one is the Debian package's, whatever the prefix was when the library was built.
    for ( const QString &folder : { libraryFolder(), QStringLiteral( LIZSYNC_DOC_DIR ), QStringLiteral( "/usr/share/lizsync" ) } )
    {
      // In the user's language, where it was translated.
      for ( const QString &name : { QStringLiteral( "help/user-guide.%1.html" ).arg( ReportText::language() ), QStringLiteral( "help/user-guide.html" ) } )
      {
        const QFileInfo page( QDir( folder ), name );
        if ( folder.isEmpty() || !page.exists() )
          continue;
        QUrl url = QUrl::fromLocalFile( page.absoluteFilePath() );
        url.setFragment( anchor );
        return url.toString();
      }
    }
    return QString();
  }

} // namespace LizSync
