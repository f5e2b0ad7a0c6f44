/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
/**
 * The exported functions of the library: three doors by which QGIS finds the provider.
 */
#include "provider/registration.h"

#include "algorithms/resources.h"

#include <QCoreApplication>
#include <QString>

#include <vector>

#include <qgis.h>
#include <qgisplugin.h>

class QgisInterface;
class QgsProviderMetadata;

namespace LizSync
{

  namespace
  {
    QString pluginDescription()
    {
      return QCoreApplication::translate( "LizSyncPlugin", "Two-way synchronisation between a central PostGIS database and its clones" );
    }

    //! The C++ plugin of QGIS Desktop's plugin manager.
    class Plugin : public QgisPlugin
    {
      public:
        Plugin()
          : QgisPlugin( QStringLiteral( "LizSync" ), pluginDescription(), QStringLiteral( "Database" ), QStringLiteral( LIZSYNC_VERSION ), QgisPlugin::UI )
        {}

        void initGui() override { registerProvider(); }
        void unload() override { unregisterProvider(); }
    };
  } // namespace

} // namespace LizSync

/*
 * Door (a): data providers' folder. Every QGIS program loads the libraries there and asks them for data providers; this
 * one has none, and uses the moment to add its Processing provider.
 */

QGISEXTERN void *multipleProviderMetadataFactory()
{
  LizSync::registerProvider();
  // Deleted by QgsProviderRegistry.
  return new std::vector<QgsProviderMetadata *>();
}

/*
 * Door (b): C++ plugin of QGIS Desktop.
 */

QGISEXTERN QgisPlugin *classFactory( QgisInterface * )
{
  return new LizSync::Plugin();
}

QGISEXTERN void unload( QgisPlugin *plugin )
{
  delete plugin;
}

QGISEXTERN const QString *name()
{
  static const QString sName = QStringLiteral( "LizSync" );
  return &sName;
}

QGISEXTERN const QString *description()
{
  static const QString sDescription = LizSync::pluginDescription();
  return &sDescription;
}

QGISEXTERN const QString *category()
{
  static const QString sCategory = QStringLiteral( "Database" );
  return &sCategory;
}

QGISEXTERN int type()
{
  return QgisPlugin::UI;
}

QGISEXTERN const QString *version()
{
  static const QString sVersion = QStringLiteral( LIZSYNC_VERSION );
  return &sVersion;
}

QGISEXTERN const QString *icon()
{
  LizSync::initResources();
  static const QString sIcon = QStringLiteral( ":/lizsync/icons/lizsync.svg" );
  return &sIcon;
}

QGISEXTERN const QString *experimental()
{
  static const QString sExperimental = QStringLiteral( "false" );
  return &sExperimental;
}

/*
 * Door (c): the Python plugin of the zip calls these through ctypes.
 */

QGISEXTERN int lizsync_register_provider()
{
  return LizSync::registerProvider() ? 1 : 0;
}

QGISEXTERN void lizsync_unregister_provider()
{
  LizSync::unregisterProvider();
}
