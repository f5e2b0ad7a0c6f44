/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/comparealgorithm.h"
#include "algorithms/comparereport.h"
#include "algorithms/feedbackadapter.h"

#include "engine/compare/compare.h"
#include "engine/error.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  QString CompareAlgorithm::name() const
  {
    return QStringLiteral( "compare" );
  }

  QString CompareAlgorithm::displayName() const
  {
    return tr( "Compare clone with central" );
  }

  QString CompareAlgorithm::group() const
  {
    return tr( "Looking after it" );
  }

  QString CompareAlgorithm::groupId() const
  {
    return QStringLiteral( "care" );
  }

  QString CompareAlgorithm::shortDescription() const
  {
    return tr( "Finds the rows of a clone that differ from those of central." );
  }

  QString CompareAlgorithm::shortHelpString() const
  {
    return tr( "Compares every table that the clone synchronises with central's, row by row, and says per table whether it is equal or how many rows differ. Nothing is changed "
               "in either database. Checksums are compared first, so that rows travel only where something differs.\n\n"
               "Right after a synchronisation there should be no difference. What was edited since, on either side, differs until the next one; so does a row whose conflict is not "
               "resolved, which stays on each side as it was typed there. Columns that are left out of the log are not compared.\n\n" )
           + connectionHelp();
  }

  QStringList CompareAlgorithm::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,difference,diff,check,verify,clone,central,report" ).split( ',' );
  }

  CompareAlgorithm *CompareAlgorithm::createInstance() const
  {
    return new CompareAlgorithm();
  }

  void CompareAlgorithm::initAlgorithm( const QVariantMap & )
  {
    addConnection( QStringLiteral( "CENTRAL" ), tr( "Central database" ), tr( "The database that the clone was deployed from." ) );
    addConnection( QStringLiteral( "CLONE" ), tr( "Clone database" ), tr( "The clone whose tables are compared with central's." ) );
    add( std::make_unique<QgsProcessingParameterFileDestination>( QStringLiteral( "REPORT" ), tr( "Report" ), tr( "HTML files (*.html)" ), QVariant(), true, true ),
         tr( "A page to read, print or send: numbers, counts a table, and the first 1,000 rows that differ with their values on both sides." ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "DIFFERENCES" ), tr( "Number of rows that differ" ) ) );
  }

  void CompareAlgorithm::resolve( const QVariantMap &parameters, QgsProcessingContext &context )
  {
    mCentral = connection( parameters, QStringLiteral( "CENTRAL" ), context );
    mClone = connection( parameters, QStringLiteral( "CLONE" ), context );
    mReport = parameterAsFileOutput( parameters, QStringLiteral( "REPORT" ), context );
  }

  QVariantMap CompareAlgorithm::execute( const QVariantMap &, QgsProcessingContext &, FeedbackAdapter &feedback )
  {
    CompareReport report( mReport );
    report.setDatabases( mCentral, mClone );
    report.open();
    DifferenceSink sink;
    if ( report.isWanted() )
      sink = [&report]( const RowDifference &difference )
      { report.add( difference ); };
    const CompareResult result = compare( mCentral, mClone, sink, feedback );
    report.write( result );
    return { { QStringLiteral( "DIFFERENCES" ), result.differences }, { QStringLiteral( "REPORT" ), mReport } };
  }

} // namespace LizSync
