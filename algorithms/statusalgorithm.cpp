/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/statusalgorithm.h"
#include "algorithms/feedbackadapter.h"
#include "algorithms/statusreport.h"

#include "engine/fleet/status.h"

#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  QString StatusAlgorithm::name() const
  {
    return QStringLiteral( "status" );
  }

  QString StatusAlgorithm::displayName() const
  {
    return tr( "Status of all clones" );
  }

  QString StatusAlgorithm::group() const
  {
    return tr( "Looking after it" );
  }

  QString StatusAlgorithm::groupId() const
  {
    return QStringLiteral( "care" );
  }

  QString StatusAlgorithm::shortDescription() const
  {
    return tr( "Says how central and all its clones are: who has not synchronised, what waits, what needs attention." );
  }

  QString StatusAlgorithm::shortHelpString() const
  {
    return tr( "Of every clone: when it synchronised last, how many edits of central wait for it and since when, its unresolved conflicts, whether its clock is right, the size of its log, "
               "how many ids for new rows it has left, its version of LizSync, and whether its tables are still the same as central's. What central cannot see it knows from the clone's last "
               "synchronisation; no clone needs to be connected.\n\n"
               "The log panel names the clones that somebody should look at. The report shows all of them, and what was edited on the last 30 days, by clone and by table.\n\n"
               "Nothing is changed in central.\n\n" )
           + connectionHelp();
  }

  QStringList StatusAlgorithm::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,clones,fleet,monitoring,overview,report,central" ).split( ',' );
  }

  StatusAlgorithm *StatusAlgorithm::createInstance() const
  {
    return new StatusAlgorithm();
  }

  void StatusAlgorithm::initAlgorithm( const QVariantMap & )
  {
    addConnection( QStringLiteral( "CENTRAL" ), tr( "Central database" ), tr( "The database that everybody synchronises with." ) );
    add( std::make_unique<QgsProcessingParameterFileDestination>( QStringLiteral( "REPORT" ), tr( "Report" ), tr( "HTML files (*.html)" ), QVariant(), true, true ),
         tr( "A page to read, print or send: numbers, all clones, and what was edited on the last 30 days." ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "CLONES" ), tr( "Number of clones" ) ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "PENDING" ), tr( "Number of central's edits that wait for a clone, of all clones together" ) ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "UNRESOLVED" ), tr( "Number of conflicts that are not resolved" ) ) );
  }

  void StatusAlgorithm::resolve( const QVariantMap &parameters, QgsProcessingContext &context )
  {
    mCentral = connection( parameters, QStringLiteral( "CENTRAL" ), context );
    mReport = parameterAsFileOutput( parameters, QStringLiteral( "REPORT" ), context );
  }

  QVariantMap StatusAlgorithm::execute( const QVariantMap &, QgsProcessingContext &, FeedbackAdapter &feedback )
  {
    StatusReport report( mReport );
    report.setDatabase( mCentral );
    report.open();
    const FleetStatus status = fleetStatus( mCentral, report.isWanted(), feedback );
    report.write( status );
    return { { QStringLiteral( "CLONES" ), status.clones.size() },
             { QStringLiteral( "PENDING" ), status.pending },
             { QStringLiteral( "UNRESOLVED" ), status.unresolved },
             { QStringLiteral( "REPORT" ), mReport } };
  }

} // namespace LizSync
