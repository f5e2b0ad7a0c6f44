/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/synchronizealgorithm.h"
#include "algorithms/feedbackadapter.h"
#include "algorithms/changesoutput.h"
#include "algorithms/layerstyle.h"
#include "algorithms/qgiscompat.h"
#include "algorithms/syncreport.h"

#include "engine/error.h"
#include "engine/sync/synchronize.h"

#include <qgsprocessingcontext.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>

namespace LizSync
{

  QString SynchronizeAlgorithm::name() const
  {
    return QStringLiteral( "synchronize" );
  }

  QString SynchronizeAlgorithm::displayName() const
  {
    return tr( "Synchronise clone with central" );
  }

  QString SynchronizeAlgorithm::group() const
  {
    return tr( "Daily work" );
  }

  QString SynchronizeAlgorithm::groupId() const
  {
    return QStringLiteral( "daily" );
  }

  QString SynchronizeAlgorithm::shortDescription() const
  {
    return tr( "Sends a clone's edits to central and brings central's edits to the clone." );
  }

  QString SynchronizeAlgorithm::shortHelpString() const
  {
    return tr( "Edits made in the clone and in central since their last synchronisation travel both ways and are merged column by column. Where both changed the same "
               "value, the later edit wins, and what lost is kept in the table lizsync.conflicts of central. All of it happens, or none of it.\n\n"
               "A dry run says what would happen and changes nothing.\n\n" )
           + connectionHelp();
  }

  QStringList SynchronizeAlgorithm::tags() const
  {
    return tr( "postgresql,postgis,database,synchronisation,synchronization,merge,replication,sync,offline,clone,conflict,exchange" ).split( ',' );
  }

  SynchronizeAlgorithm *SynchronizeAlgorithm::createInstance() const
  {
    return new SynchronizeAlgorithm();
  }

  void SynchronizeAlgorithm::initAlgorithm( const QVariantMap & )
  {
    addConnection( QStringLiteral( "CENTRAL" ), tr( "Central database" ), tr( "The database that the clone was deployed from." ) );
    addConnection( QStringLiteral( "CLONE" ), tr( "Clone database" ), tr( "The clone whose edits are sent, and which gets central's." ) );
    add( std::make_unique<QgsProcessingParameterBoolean>( QStringLiteral( "DRY_RUN" ), tr( "Only say what would happen (dry run)" ), false ),
         tr( "Computes everything, then undoes it: no table of either database changes." ) );
    add( std::make_unique<QgsProcessingParameterFeatureSink>( QStringLiteral( "CHANGES" ), tr( "Changes" ), QgisCompat::SOURCE_VECTOR_GEOMETRY, QVariant(), true, false ),
         tr( "A layer with one feature a change, with the row's geometry where it has one: in which direction it went, its table, its old and new values, who "
             "edited it and when. A file (GeoPackage) keeps points, lines and polygons as they are; a temporary layer wraps them in collections where they are mixed." ) );
    add( std::make_unique<QgsProcessingParameterFileDestination>( QStringLiteral( "REPORT" ), tr( "Report" ), tr( "HTML files (*.html)" ), QVariant(), true, false ),
         tr( "A page to read, print or send: numbers, counts a table, the conflicts and the changes with their values." ) );
    addOutput( new QgsProcessingOutputString( QStringLiteral( "SYNC_ID" ), tr( "Identity of the synchronisation; empty where there was nothing to do" ) ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "TO_CENTRAL" ), tr( "Number of changes applied in central" ) ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "TO_CLONE" ), tr( "Number of changes applied in the clone" ) ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "CONFLICTS" ), tr( "Number of conflicts" ) ) );
    addOutput( new QgsProcessingOutputNumber( QStringLiteral( "UNRESOLVED" ), tr( "Number of conflicts that still stand" ) ) );
  }

  void SynchronizeAlgorithm::resolve( const QVariantMap &parameters, QgsProcessingContext &context )
  {
    mCentral = connection( parameters, QStringLiteral( "CENTRAL" ), context );
    mClone = connection( parameters, QStringLiteral( "CLONE" ), context );
    mDryRun = parameterAsBoolean( parameters, QStringLiteral( "DRY_RUN" ), context );
    mReport = parameterAsFileOutput( parameters, QStringLiteral( "REPORT" ), context );
  }

  QVariantMap SynchronizeAlgorithm::execute( const QVariantMap &parameters, QgsProcessingContext &context, FeedbackAdapter &feedback )
  {
    ChangesOutput changes( parameters.value( QStringLiteral( "CHANGES" ) ), sinkFactory( parameters, QStringLiteral( "CHANGES" ), context ) );
    SyncReport report( mReport );
    report.setDatabases( mCentral, mClone );
    report.setDryRun( mDryRun );
    changes.open();
    report.open();

    SyncOptions options;
    options.dryRun = mDryRun;
    if ( changes.isWanted() || report.isWanted() )
    {
      // Looking at every change costs time: only where somebody wants to see them.
      options.changeSink = [&]( const SyncChange &change )
      {
        changes.add( change );
        report.add( change );
      };
      options.stepDone = [&]( SyncStep step )
      {
        if ( step != SyncStep::Hello )
          return;
        changes.restart();
        report.restart();
      };
    }

    if ( report.isWanted() )
      options.conflictSink = [&]( const Conflict &conflict )
      { report.add( conflict ); };

    const SyncResult result = synchronize( mCentral, mClone, options, feedback );

    // Both databases have committed: what goes wrong from here on must not look as if they had not.
    QString reportPath = mReport;
    try
    {
      changes.close();
      LayerStyle::applyOnLoad( LayerStyle::Style::Changes, changes.destination(), context );
    }
    catch ( const Error &e )
    {
      feedback.warning( e.message() );
    }
    try
    {
      report.write( result );
    }
    catch ( const Error &e )
    {
      feedback.warning( e.message() );
      reportPath.clear();
    }

    return { { QStringLiteral( "SYNC_ID" ), result.syncId },
             { QStringLiteral( "TO_CENTRAL" ), result.toCentral },
             { QStringLiteral( "TO_CLONE" ), result.toClone },
             { QStringLiteral( "CONFLICTS" ), result.conflicts },
             { QStringLiteral( "UNRESOLVED" ), result.unresolved },
             { QStringLiteral( "CHANGES" ), changes.destination() },
             { QStringLiteral( "REPORT" ), reportPath } };
  }

} // namespace LizSync
