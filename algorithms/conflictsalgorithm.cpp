/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/conflictsalgorithm.h"
#include "algorithms/conflictsoutput.h"
#include "algorithms/feedbackadapter.h"
#include "algorithms/layerstyle.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  QString ConflictsAlgorithm::name() const
  {
    return QStringLiteral( "conflicts" );
  }

  QString ConflictsAlgorithm::displayName() const
  {
    return tr( "Show conflicts of central" );
  }

  QString ConflictsAlgorithm::group() const
  {
    return tr( "Daily work" );
  }

  QString ConflictsAlgorithm::groupId() const
  {
    return QStringLiteral( "daily" );
  }

  QString ConflictsAlgorithm::shortDescription() const
  {
    return tr( "Makes a layer of the conflicts that synchronisations met, with the values of both sides." );
  }

  QString ConflictsAlgorithm::shortHelpString() const
  {
    return tr( "One feature a conflict, where the row is on the map now, or was when it was deleted; a row without a geometry is in the attribute table. Each says which table, row "
               "and column it is about, what central had and what the clone had, who edited it there and when, which rule decided, and whose edit did not come through.\n\n"
               "Unresolved conflicts are rows that are not the same in both databases yet: change one of them and synchronise. The others are decided; \"Restore rejected values\" puts the rejected "
               "value back where it was the right one after all, by the number of the conflict in the column \"Number\".\n\n"
               "Nothing is changed in central.\n\n" )
           + connectionHelp();
  }

  QStringList ConflictsAlgorithm::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,conflict,unresolved,merge,map,review,central" ).split( ',' );
  }

  ConflictsAlgorithm *ConflictsAlgorithm::createInstance() const
  {
    return new ConflictsAlgorithm();
  }

  void ConflictsAlgorithm::initAlgorithm( const QVariantMap & )
  {
    addConnection( QStringLiteral( "CENTRAL" ), tr( "Central database" ), tr( "The database that everybody synchronises with: it keeps the conflicts of all clones." ) );
    add( std::make_unique<QgsProcessingParameterBoolean>( QStringLiteral( "UNRESOLVED_ONLY" ), tr( "Only those that are not resolved" ), false ),
         tr( "Leaves out the conflicts that were decided: what remains needs somebody's attention." ) );
    add( std::make_unique<QgsProcessingParameterFeatureSink>( QStringLiteral( "OUTPUT" ), tr( "Conflicts" ), QgisCompat::SOURCE_VECTOR_GEOMETRY ),
         tr( "The layer, in longitude and latitude. A file (GeoPackage) keeps points, lines and polygons as they are; a temporary layer wraps them in collections where they are mixed." ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "COUNT" ), tr( "Number of conflicts" ) ) );
  }

  void ConflictsAlgorithm::resolve( const QVariantMap &parameters, QgsProcessingContext &context )
  {
    mCentral = connection( parameters, QStringLiteral( "CENTRAL" ), context );
    mUnresolvedOnly = parameterAsBoolean( parameters, QStringLiteral( "UNRESOLVED_ONLY" ), context );
  }

  QVariantMap ConflictsAlgorithm::execute( const QVariantMap &parameters, QgsProcessingContext &context, FeedbackAdapter &feedback )
  {
    ConflictsOutput output( parameters.value( QStringLiteral( "OUTPUT" ) ), sinkFactory( parameters, QStringLiteral( "OUTPUT" ), context ) );
    output.open();
    const auto addConflict = [&output]( const Conflict &conflict )
    { output.add( conflict ); };
    const qint64 count = listConflicts( mCentral, mUnresolvedOnly, addConflict, feedback );
    output.close();
    LayerStyle::applyOnLoad( LayerStyle::Style::Conflicts, output.destination(), context );
    return { { QStringLiteral( "OUTPUT" ), output.destination() }, { QStringLiteral( "COUNT" ), count } };
  }

} // namespace LizSync
