/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <qgis.h>
#include <qgsprocessing.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingparameters.h>
#include <qgswkbtypes.h>

/**
 * Names that QGIS moved from one class to another between 3.22 and today; the only place that asks for its version.
 */
namespace LizSync
{
  namespace QgisCompat
  {
#if _QGIS_VERSION_INT >= 33600
    constexpr auto SOURCE_VECTOR = Qgis::ProcessingSourceType::Vector;
    constexpr auto SOURCE_VECTOR_GEOMETRY = Qgis::ProcessingSourceType::VectorAnyGeometry;
    constexpr auto FILE_BEHAVIOR = Qgis::ProcessingFileParameterBehavior::File;
    constexpr auto FLAG_ADVANCED = Qgis::ProcessingParameterFlag::Advanced;
    constexpr auto FLAG_HIDDEN = Qgis::ProcessingParameterFlag::Hidden;
    constexpr auto FLAG_OPTIONAL = Qgis::ProcessingParameterFlag::Optional;
    constexpr auto CAN_CANCEL = Qgis::ProcessingAlgorithmFlag::CanCancel;
    constexpr auto NO_THREADING = Qgis::ProcessingAlgorithmFlag::NoThreading;
#else
    constexpr auto SOURCE_VECTOR = QgsProcessing::TypeVector;
    constexpr auto SOURCE_VECTOR_GEOMETRY = QgsProcessing::TypeVectorAnyGeometry;
    constexpr auto FILE_BEHAVIOR = QgsProcessingParameterFile::File;
    constexpr auto FLAG_ADVANCED = QgsProcessingParameterDefinition::FlagAdvanced;
    constexpr auto FLAG_HIDDEN = QgsProcessingParameterDefinition::FlagHidden;
    constexpr auto FLAG_OPTIONAL = QgsProcessingParameterDefinition::FlagOptional;
    constexpr auto CAN_CANCEL = QgsProcessingAlgorithm::FlagCanCancel;
    constexpr auto NO_THREADING = QgsProcessingAlgorithm::FlagNoThreading;
#endif

#if _QGIS_VERSION_INT >= 33000
    using WkbType = Qgis::WkbType;
    constexpr auto WKB_UNKNOWN = Qgis::WkbType::Unknown;
    constexpr auto WKB_GEOMETRY_COLLECTION = Qgis::WkbType::GeometryCollection;
#else
    using WkbType = QgsWkbTypes::Type;
    constexpr auto WKB_UNKNOWN = QgsWkbTypes::Unknown;
    constexpr auto WKB_GEOMETRY_COLLECTION = QgsWkbTypes::GeometryCollection;
#endif

#if _QGIS_VERSION_INT >= 33800
    constexpr auto FIELD_STRING = QMetaType::Type::QString;
    constexpr auto FIELD_DATETIME = QMetaType::Type::QDateTime;
    constexpr auto FIELD_INT64 = QMetaType::Type::LongLong;
#else
    constexpr auto FIELD_STRING = QVariant::String;
    constexpr auto FIELD_DATETIME = QVariant::DateTime;
    constexpr auto FIELD_INT64 = QVariant::LongLong;
#endif
  } // namespace QgisCompat
} // namespace LizSync
