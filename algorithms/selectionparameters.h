/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/schema/prepare.h"

#include <QCoreApplication>
#include <QVariantMap>

class QgsMapLayer;
class QgsProcessingAlgorithm;
class QgsProcessingContext;

namespace LizSync
{

  /**
   * The parameters SCHEMAS and LAYERS, by which prepare and package are told which tables are meant.
   */
  class SelectionParameters
  {
      Q_DECLARE_TR_FUNCTIONS( SelectionParameters )

    public:
      //! What is wrong with the schemas' names in \a schemas, given that there are layers or not; empty where nothing is.
      static QString validate( const QStringList &schemas, bool hasLayers );

      //! Names in a comma-separated list, trimmed, each once; a name in double quotes may hold commas and blanks.
      static QStringList splitSchemas( const QString &schemas );

      /**
       * The table behind \a layer.
       * \throws LizSync::Error where the layer is no PostgreSQL table of the database that \a conninfo names.
       */
      static Pg::TableName tableOf( const QgsMapLayer *layer, const QString &conninfo );

      /**
       * The items of a list of layers as they were given, before any of them is loaded: QGIS drops silently what it
       * cannot load, and a table that is left out silently would be missed only weeks later.
       */
      static QVariantList layerItems( const QVariant &value );

      /**
       * Tables of all layers of \a value. Loads layers: main thread only.
       * \throws LizSync::Error where one is no layer, or tableOf() throws.
       */
      static QList<Pg::TableName> tables( const QVariant &value, const QString &conninfo, QgsProcessingContext &context );
  };

} // namespace LizSync
