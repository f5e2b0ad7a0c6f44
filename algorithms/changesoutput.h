/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "algorithms/qgiscompat.h"

#include "engine/sync/synchronize.h"

#include <QCoreApplication>

#include <functional>
#include <memory>
#include <vector>

#include <qgscoordinatereferencesystem.h>
#include <qgsfeature.h>
#include <qgsfeaturesink.h>
#include <qgsfields.h>

namespace LizSync
{

  /**
   * The layer CHANGES of lizsync:synchronize: one feature a change.
   *
   * Points, lines and polygons may all be there. A file takes them as they come (geometry type unknown). A memory layer
   * must be told its type first: there the changes are gathered until close(), which takes the one type that they all
   * have, or else wraps each geometry in a collection.
   */
  class ChangesOutput
  {
      Q_DECLARE_TR_FUNCTIONS( ChangesOutput )

    public:
      //! Makes the sink and sets the destination's id; throws where it cannot.
      using SinkFactory = std::function<QgsFeatureSink *( const QgsFields &, QgisCompat::WkbType, const QgsCoordinateReferenceSystem &, QString & )>;

      //! \a value is the parameter as the user gave it.
      ChangesOutput( SinkFactory factory, const QVariant &value );

      //! FALSE where nobody asked for the layer: all other methods do nothing then.
      bool isWanted() const { return mWanted; }

      //! Makes a file's sink, so that a bad path is an error before anything is synchronised.
      void open();
      void add( const SyncChange &change );
      //! Forgets what was added: the engine has rolled back, and tries again.
      void restart();
      void close();

      //! Id of the layer, for the algorithm's output; empty where it is not wanted.
      QString destination() const { return mDestination; }

      static QgsFields fields();

      //! Geometry from hexadecimal EWKB; null where it is empty or of a type that QGIS does not know.
      static QgsGeometry geometryFromEwkb( const QString &hex );

    private:
      void makeSink( QgisCompat::WkbType type );
      void write( QgsFeature &feature );

      SinkFactory mFactory;
      bool mWanted = false;
      bool mInMemory = false;
      bool mWritten = false;
      QString mDestination;
      std::unique_ptr<QgsFeatureSink> mSink;
      std::vector<QgsFeature> mGathered;
  };

} // namespace LizSync
