/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "algorithms/qgiscompat.h"

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
   * A layer that an algorithm makes, of features of any geometry type in EPSG:4326.
   *
   * Points, lines and polygons may all be there. A file takes them as they come (geometry type unknown). A memory layer
   * must be told its type first: there the features are gathered until close(), which takes the one type that they all
   * have, or else wraps each geometry in a collection.
   */
  class FeatureOutput
  {
      Q_DECLARE_TR_FUNCTIONS( FeatureOutput )

    public:
      //! Makes the sink and sets the destination's id; throws where it cannot.
      using SinkFactory = std::function<QgsFeatureSink *( const QgsFields &, QgisCompat::WkbType, const QgsCoordinateReferenceSystem &, QString & )>;

      //! \a parameter is the output's name (such as CHANGES), \a value what the user gave for it.
      FeatureOutput( const QString &parameter, const QVariant &value, const QgsFields &fields, SinkFactory factory );

      //! FALSE where nobody asked for the layer: all other methods do nothing then.
      bool isWanted() const { return mWanted; }

      //! Makes a file's sink, so that a bad path is an error before anything is done.
      void open();
      //! \a ewkb: hexadecimal, may be empty.
      void add( const QgsAttributes &attributes, const QString &ewkb );
      //! Forgets what was added: the engine has rolled back, and tries again.
      void restart();
      void close();

      //! Id of the layer, for the algorithm's output; empty where it is not wanted.
      QString destination() const { return mDestination; }

      //! Geometry from hexadecimal EWKB; null where it is empty or of a type that QGIS does not know.
      static QgsGeometry geometryFromEwkb( const QString &hex );

    private:
      void makeSink( QgisCompat::WkbType type );
      void write( QgsFeature &feature );

      SinkFactory mFactory;
      QString mParameter;
      QgsFields mFields;
      bool mWanted = false;
      bool mInMemory = false;
      bool mWritten = false;
      QString mDestination;
      std::unique_ptr<QgsFeatureSink> mSink;
      std::vector<QgsFeature> mGathered;
  };

} // namespace LizSync
