/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/featureoutput.h"

#include "engine/error.h"

#include <QtEndian>

#include <cpl_conv.h>
#include <ogr_api.h>

#include <qgsgeometry.h>
#include <qgsgeometrycollection.h>
#include <qgsprocessing.h>
#include <qgsprocessingparameters.h>
#include <qgsproperty.h>

namespace LizSync
{

  namespace
  {
    QString destinationText( const QVariant &value )
    {
      if ( value.userType() == qMetaTypeId<QgsProcessingOutputLayerDefinition>() )
        return value.value<QgsProcessingOutputLayerDefinition>().sink.staticValue().toString();
      if ( value.userType() == qMetaTypeId<QgsProperty>() )
        return value.value<QgsProperty>().staticValue().toString();
      return value.toString();
    }

    //! The type that all features' geometries have, as a multi type; a collection where they differ.
    QgisCompat::WkbType commonType( const std::vector<QgsFeature> &features )
    {
      QgisCompat::WkbType common = QgisCompat::WKB_UNKNOWN;
      for ( const QgsFeature &feature : features )
      {
        if ( !feature.hasGeometry() )
          continue;
        const QgisCompat::WkbType type = QgsWkbTypes::multiType( QgsWkbTypes::flatType( feature.geometry().wkbType() ) );
        if ( common == QgisCompat::WKB_UNKNOWN )
          common = type;
        else if ( common != type )
          return QgisCompat::WKB_GEOMETRY_COLLECTION;
      }
      return common == QgisCompat::WKB_UNKNOWN ? QgisCompat::WKB_GEOMETRY_COLLECTION : common;
    }

    QgsGeometry inCollection( const QgsGeometry &geometry )
    {
      if ( geometry.isNull() || QgsWkbTypes::flatType( geometry.wkbType() ) == QgisCompat::WKB_GEOMETRY_COLLECTION )
        return geometry;
      auto collection = std::make_unique<QgsGeometryCollection>();
      collection->addGeometry( geometry.constGet()->clone() );
      return QgsGeometry( std::move( collection ) );
    }
  } // namespace

  FeatureOutput::FeatureOutput( const QString &parameter, const QVariant &value, const QgsFields &fields, SinkFactory factory )
    : mFactory( std::move( factory ) )
    , mParameter( parameter )
    , mFields( fields )
  {
    const QString text = destinationText( value );
    mWanted = !text.isEmpty();
    mInMemory = text == QgsProcessing::TEMPORARY_OUTPUT || text.startsWith( QLatin1String( "memory:" ) );
  }

  void FeatureOutput::open()
  {
    if ( mWanted && !mInMemory )
      makeSink( QgisCompat::WKB_UNKNOWN );
  }

  void FeatureOutput::add( const QgsAttributes &attributes, const QString &ewkb )
  {
    if ( !mWanted )
      return;
    QgsFeature feature( mFields );
    feature.setAttributes( attributes );
    feature.setGeometry( geometryFromEwkb( ewkb ) );
    if ( mInMemory )
      mGathered.push_back( feature );
    else
      write( feature );
  }

  void FeatureOutput::restart()
  {
    mGathered.clear();
    if ( !mSink || !mWritten )
      return;
    // Closed first: the new sink overwrites the file of the old one.
    mSink.reset();
    mWritten = false;
    makeSink( QgisCompat::WKB_UNKNOWN );
  }

  void FeatureOutput::close()
  {
    if ( mWanted && mInMemory )
    {
      const QgisCompat::WkbType type = commonType( mGathered );
      makeSink( type );
      for ( QgsFeature &feature : mGathered )
      {
        QgsGeometry geometry = feature.geometry();
        if ( type == QgisCompat::WKB_GEOMETRY_COLLECTION )
          feature.setGeometry( inCollection( geometry ) );
        else if ( geometry.convertToMultiType() )
          feature.setGeometry( geometry );
        write( feature );
      }
      mGathered.clear();
    }
    if ( mSink && !mSink->flushBuffer() )
      throw Error( tr( "%1 cannot be written: %2" ).arg( mParameter, mSink->lastError() ) );
    mSink.reset();
  }

  QgsGeometry FeatureOutput::geometryFromEwkb( const QString &hex )
  {
    QByteArray wkb = QByteArray::fromHex( hex.toLatin1() );
    constexpr int HEADER = 5;
    constexpr quint32 HAS_SRID = 0x20000000;
    if ( wkb.size() < HEADER )
      return QgsGeometry();

    // GDAL reads PostGIS's flags for Z and M, but not the one for the SRID.
    const bool littleEndian = wkb.at( 0 ) == 1;
    char *typePosition = wkb.data() + 1;
    const quint32 type = littleEndian ? qFromLittleEndian<quint32>( typePosition ) : qFromBigEndian<quint32>( typePosition );
    if ( type & HAS_SRID )
    {
      if ( littleEndian )
        qToLittleEndian<quint32>( type & ~HAS_SRID, typePosition );
      else
        qToBigEndian<quint32>( type & ~HAS_SRID, typePosition );
      wkb.remove( HEADER, 4 );
    }

    OGRGeometryH ogrGeometry = nullptr;
    if ( OGR_G_CreateFromWkb( wkb.constData(), nullptr, &ogrGeometry, wkb.size() ) != OGRERR_NONE || !ogrGeometry )
      return QgsGeometry();
    QByteArray iso( OGR_G_WkbSize( ogrGeometry ), Qt::Uninitialized );
    const OGRErr exported = OGR_G_ExportToIsoWkb( ogrGeometry, wkbNDR, reinterpret_cast<unsigned char *>( iso.data() ) );
    OGR_G_DestroyGeometry( ogrGeometry );
    QgsGeometry geometry;
    if ( exported == OGRERR_NONE )
      geometry.fromWkb( iso );
    return geometry;
  }

  void FeatureOutput::makeSink( QgisCompat::WkbType type )
  {
    mSink.reset( mFactory( mFields, type, QgsCoordinateReferenceSystem( QStringLiteral( "EPSG:4326" ) ), mDestination ) );
  }

  void FeatureOutput::write( QgsFeature &feature )
  {
    mWritten = true;
    if ( !mSink->addFeature( feature, QgsFeatureSink::FastInsert ) )
      throw Error( tr( "%1 cannot be written: %2" ).arg( mParameter, mSink->lastError() ) );
  }

} // namespace LizSync
