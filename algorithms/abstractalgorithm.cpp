/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/abstractalgorithm.h"
#include "algorithms/connectionresolver.h"
#include "algorithms/feedbackadapter.h"
#include "algorithms/helppage.h"
#include "algorithms/plainwords.h"
#include "algorithms/qgiscompat.h"
#include "algorithms/selectionparameters.h"

#include "engine/error.h"

#include <QIcon>

#include <qgsdatasourceuri.h>
#include <qgsmaplayerstore.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  QIcon AbstractAlgorithm::icon() const
  {
    return QIcon( svgIconPath() );
  }

  QString AbstractAlgorithm::svgIconPath() const
  {
    return QStringLiteral( ":/lizsync/icons/%1.svg" ).arg( name() );
  }

  QString AbstractAlgorithm::helpUrl() const
  {
    return helpPage( name() );
  }

  bool AbstractAlgorithm::checkParameterValues( const QVariantMap &parameters, QgsProcessingContext &context, QString *message ) const
  {
    if ( QgsProcessingAlgorithm::checkParameterValues( parameters, context, message ) )
      return true;
    // QGIS says "Incorrect parameter value for X": the help of X says what would be a correct one.
    for ( const QgsProcessingParameterDefinition *definition : parameterDefinitions() )
    {
      const QVariant value = parameters.value( definition->name() );
      if ( !message || definition->checkValueIsAcceptable( value, &context ) )
        continue;
      const QString given = QgsDataSourceUri::removePassword( value.toStringList().join( QLatin1String( ", " ) ) );
      *message = given.trimmed().isEmpty() ? tr( "%1 is empty: %2" ).arg( definition->name(), definition->help() )
                                           : tr( "%1: \"%2\" cannot be used: %3" ).arg( definition->name(), given, definition->help() );
      break;
    }
    return false;
  }

  void AbstractAlgorithm::add( std::unique_ptr<QgsProcessingParameterDefinition> parameter, const QString &help, bool advanced )
  {
    parameter->setHelp( help );
    if ( advanced )
      parameter->setFlags( parameter->flags() | QgisCompat::FLAG_ADVANCED );
    addParameter( parameter.release() );
  }

  void AbstractAlgorithm::addConnection( const QString &name, const QString &description, const QString &help )
  {
    add( std::make_unique<QgsProcessingParameterProviderConnection>( name, description, QStringLiteral( "postgres" ) ), help );
  }

  void AbstractAlgorithm::addSelection( const QString &verb )
  {
    add( std::make_unique<QgsProcessingParameterString>( QStringLiteral( "SCHEMAS" ), tr( "Schemas to %1 (comma-separated)" ).arg( verb ), QVariant(), false, true ),
         tr( "Names of the schemas of central, separated by commas: all their tables are meant. The schemas public, audit and lizsync are never synchronised. "
             "May be empty where layers are chosen." ) );
    add( std::make_unique<QgsProcessingParameterMultipleLayers>( QStringLiteral( "LAYERS" ), tr( "Layers to %1" ).arg( verb ), QgisCompat::SOURCE_VECTOR, QVariant(), true ),
         tr( "PostgreSQL layers of central: the tables behind them are meant, in addition to those of the schemas." ) );
  }

  QString AbstractAlgorithm::connection( const QVariantMap &parameters, const QString &name, QgsProcessingContext &context ) const
  {
    return ConnectionResolver::resolve( QgsProcessingParameters::parameterAsConnectionName( parameterDefinition( name ), parameters, context ), name );
  }

  Selection AbstractAlgorithm::selection( const QVariantMap &parameters, const QString &conninfo, QgsProcessingContext &context ) const
  {
    Selection result;
    result.schemas = SelectionParameters::splitSchemas( QgsProcessingParameters::parameterAsString( parameterDefinition( QStringLiteral( "SCHEMAS" ) ), parameters, context ) );
    result.tables = SelectionParameters::tables( parameters.value( QStringLiteral( "LAYERS" ) ), conninfo, context );
    return result;
  }

  bool AbstractAlgorithm::checkSelection( const QVariantMap &parameters, QgsProcessingContext &context, QString *message ) const
  {
    const QString schemas = QgsProcessingParameters::parameterAsString( parameterDefinition( QStringLiteral( "SCHEMAS" ) ), parameters, context );
    const bool hasLayers = !SelectionParameters::layerItems( parameters.value( QStringLiteral( "LAYERS" ) ) ).isEmpty();
    const QString problem = SelectionParameters::validate( SelectionParameters::splitSchemas( schemas ), hasLayers );
    if ( message )
      *message = problem;
    return problem.isEmpty();
  }

  FeatureOutput::SinkFactory AbstractAlgorithm::sinkFactory( const QVariantMap &parameters, const QString &name, QgsProcessingContext &context ) const
  {
    return [this, parameters, name, &context]( const QgsFields &fields, QgisCompat::WkbType type, const QgsCoordinateReferenceSystem &crs, QString &destination )
    {
      QgsFeatureSink *sink = parameterAsSink( parameters, name, context, destination, fields, type, crs );
      if ( !sink )
        throw Error( invalidSinkError( parameters, name ) );
      // QGIS forgets the CRS of a memory layer of geometry collections.
      if ( QgsMapLayer *layer = context.temporaryLayerStore()->mapLayer( destination ) )
        layer->setCrs( crs );
      return sink;
    };
  }

  QString AbstractAlgorithm::connectionHelp()
  {
    return tr( "A database is given by the name of a PostgreSQL connection saved in QGIS: stored passwords, authentication configurations, services and .pgpass all "
               "work. Models, scripts, batch runs and qgis_process may also give a libpq URI or a conninfo string such as \"host=example.org dbname=trees user=ann\".\n\n"
               "Where something is wrong, the algorithm stops with one sentence that says what to do, and the databases stay as they were." );
  }

  bool AbstractAlgorithm::prepareAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context, QgsProcessingFeedback * )
  {
    // QGIS turns what is thrown here into a mere FALSE, and the sentence would not reach who runs the algorithm from
    // Python or a model: so it is kept, and thrown by processAlgorithm().
    mPrepareError.clear();
    try
    {
      resolve( parameters, context );
    }
    catch ( const Error &e )
    {
      mPrepareError = e.message();
    }
    return true;
  }

  QVariantMap AbstractAlgorithm::processAlgorithm( const QVariantMap &parameters, QgsProcessingContext &context, QgsProcessingFeedback *feedback )
  {
    if ( !mPrepareError.isEmpty() )
      throw QgsProcessingException( mPrepareError );
    const auto words = [this]( const QString &message )
    { return plainWords( message, this ); };
    FeedbackAdapter adapter( feedback, words );
    try
    {
      return execute( parameters, context, adapter );
    }
    catch ( const Error &e )
    {
      throw QgsProcessingException( words( e.message() ) );
    }
    catch ( const std::exception &e )
    {
      // QGIS lets only its own exceptions out of an algorithm's thread; any other would end the whole program.
      throw QgsProcessingException( tr( "LizSync stopped at something that it did not expect: %1. Please report this with the log above." ).arg( QString::fromLocal8Bit( e.what() ) ) );
    }
  }

} // namespace LizSync
