/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/plainwords.h"
#include "algorithms/translation.h"
#include "engine/error.h"
#include "engine/pg/quoting.h"
#include "tests/algorithms/qgissession.h"
#include "tests/common/testdatabase.h"

#include <QThread>
#include <QtTest>

#include <atomic>
#include <thread>

#include <qgsapplication.h>
#include <qgsexception.h>
#include <qgsfeatureiterator.h>
#include <qgsgeometry.h>
#include <qgsmaplayerstore.h>
#include <qgsmaprenderersequentialjob.h>
#include <qgsmapsettings.h>
#include <qgsprocessingalgorithm.h>
#include <qgsprocessingalgrunnertask.h>
#include <qgsprocessingmodelalgorithm.h>
#include <qgsprocessingmodelchildalgorithm.h>
#include <qgsprocessingmodelchildparametersource.h>
#include <qgsprocessingmodeloutput.h>
#include <qgsprocessingmodelparameter.h>
#include <qgsprocessingoutputs.h>
#include <qgsprocessingparameters.h>
#include <qgsprocessingutils.h>
#include <qgsproject.h>
#include <qgsrulebasedrenderer.h>
#include <qgstaskmanager.h>
#include <qgsvectorlayer.h>
#include <qgswkbtypes.h>

using namespace LizSync;

/**
 * The algorithms through QGIS's registry, against real databases.
 */
class TestFlow : public QObject
{
    Q_OBJECT

  private:
    std::unique_ptr<QgisSession> mQgis;
    std::unique_ptr<TestDatabase> mCentral;
    std::unique_ptr<TestDatabase> mClone;
    std::unique_ptr<QgsProcessingContext> mContext;

    static constexpr const char *DATA = R"sql(
      CREATE EXTENSION postgis;
      CREATE SCHEMA green;
      CREATE TABLE green.oak( id serial PRIMARY KEY, name text, geom geometry( Point, 4326 ) );
      CREATE TABLE green."Road & path"( id serial PRIMARY KEY, name text, geom geometry( LineString, 3857 ) );
      CREATE TABLE green.plot( id serial PRIMARY KEY, name text, geom geometry( Polygon, 4326 ) );
      CREATE TABLE green.owner( id serial PRIMARY KEY, name text );
      INSERT INTO green.oak( name, geom ) SELECT 'oak ' || i, ST_SetSRID( ST_MakePoint( i, 1 ), 4326 ) FROM generate_series( 1, 5 ) i;
      INSERT INTO green."Road & path"( name, geom ) SELECT 'road ' || i, ST_SetSRID( ST_MakeLine( ST_MakePoint( i, 1 ), ST_MakePoint( i, 2 ) ), 3857 ) FROM generate_series( 1, 5 ) i;
      INSERT INTO green.plot( name, geom ) SELECT 'plot ' || i, ST_SetSRID( ST_Buffer( ST_MakePoint( i, 1 ), 0.3 ), 4326 ) FROM generate_series( 1, 5 ) i;
      INSERT INTO green.owner( name ) SELECT 'owner ' || i FROM generate_series( 1, 5 ) i;
    )sql";

    static void save( const QString &name, const QString &conninfo )
    {
      const QMap<QString, QString> keywords = Pg::parseConninfo( conninfo );
      QgisSession::saveConnection( name, {
                                           { QStringLiteral( "host" ), keywords.value( QStringLiteral( "host" ) ) },
                                           { QStringLiteral( "port" ), keywords.value( QStringLiteral( "port" ) ) },
                                           { QStringLiteral( "database" ), keywords.value( QStringLiteral( "dbname" ) ) },
                                           { QStringLiteral( "username" ), keywords.value( QStringLiteral( "user" ) ) },
                                           { QStringLiteral( "saveUsername" ), QStringLiteral( "true" ) },
                                         } );
    }

    QStringList mTold;

    QVariantMap run( const QString &id, QVariantMap parameters, QgsProcessingFeedback *feedback = nullptr )
    {
      RecordingFeedback recording;
      const auto remember = qScopeGuard( [&]
                                         { mTold << recording.infos << recording.warnings; } );
      if ( !feedback )
        feedback = &recording;
      if ( !parameters.contains( QStringLiteral( "CENTRAL" ) ) )
        parameters.insert( QStringLiteral( "CENTRAL" ), QStringLiteral( "Central" ) );
      const QVariantMap results = QgisSession::run( id, parameters, *mContext, feedback );
      for ( const QgsProcessingOutputDefinition *output : QgisSession::algorithm( id )->outputDefinitions() )
      {
        if ( !results.contains( output->name() ) )
          throw Error( QStringLiteral( "%1 did not return its output %2" ).arg( id, output->name() ) );
      }
      return results;
    }

    QVariantMap synchronize( QVariantMap parameters = {}, QgsProcessingFeedback *feedback = nullptr )
    {
      parameters.insert( QStringLiteral( "CLONE" ), mClone->conninfo() );
      return run( QStringLiteral( "lizsync:synchronize" ), parameters, feedback );
    }

    QString content( TestDatabase &database, const QString &table ) { return database.rows( QStringLiteral( "SELECT id, uid, name FROM %1 ORDER BY uid" ).arg( table ) ); }

    void editEverything( const QString &mark )
    {
      mClone->exec( QStringLiteral( "UPDATE green.oak SET name = '%1' WHERE id = 1; UPDATE green.\"Road & path\" SET name = '%1' WHERE id = 1; UPDATE green.owner SET name = '%1' WHERE id = 1;" ).arg( mark ) );
      mCentral->exec( QStringLiteral( "UPDATE green.plot SET name = '%1' WHERE id = 1;" ).arg( mark ) );
    }

    //! Of each feature its table and the WKT of its geometry, sorted.
    static QStringList described( const QgsVectorLayer *layer )
    {
      QStringList lines;
      QgsFeature feature;
      QgsFeatureIterator features = layer->getFeatures();
      while ( features.nextFeature( feature ) )
        lines << feature.attribute( QStringLiteral( "table_name" ) ).toString() + QLatin1String( ": " )
                   + ( feature.hasGeometry() ? QgsWkbTypes::geometryDisplayString( feature.geometry().asGeometryCollection().value( 0, feature.geometry() ).type() ) : QStringLiteral( "none" ) );
      lines.sort();
      return lines;
    }

    //! Every feature with all its attributes, sorted.
    static QStringList everything( const QString &path )
    {
      QgsVectorLayer layer( path, QStringLiteral( "layer" ), QStringLiteral( "ogr" ) );
      QStringList lines;
      QgsFeature feature;
      QgsFeatureIterator features = layer.getFeatures();
      while ( features.nextFeature( feature ) )
      {
        QStringList values;
        for ( int i = 0; i < layer.fields().size(); ++i )
        {
          if ( layer.fields().at( i ).name() != QLatin1String( "fid" ) )
            values << feature.attribute( i ).toString();
        }
        lines << values.join( QStringLiteral( " | " ) ) + QStringLiteral( " | " ) + feature.geometry().asWkt( 6 );
      }
      lines.sort();
      return lines;
    }

    //! A report without what must differ between a dry run and a real one: words, times, identity, numbers of conflicts.
    static QString substance( const QString &path )
    {
      QFile file( path );
      if ( !file.open( QIODevice::ReadOnly ) )
        return file.errorString();
      QString html = QString::fromUtf8( file.readAll() );
      for ( const char *pattern : { "<title>.*</title>", "<h1>.*</h1>", "<p class=\"verdict.*</p>", "<tr><th>(Date|Took|Identity|Clone's clock ahead of central's)</th>.*</tr>", "<td class=\"number\">(–|\\d+)</td><td class=\"\">(?=[^<]*</td><td class=\"\">[^<]*</td><td class=\"value\">)" } )
        html.remove( QRegularExpression( QString::fromUtf8( pattern ) ) );
      return html;
    }

    //! Runs an algorithm in a thread of its own, as QGIS does, to be loaded in the project; and loads it.
    QgsVectorLayer *runAndLoad( const QString &id, const QVariantMap &parameters, const QString &output ) { return runAndLoad( QgisSession::algorithm( id ), parameters, output ); }

    QgsVectorLayer *runAndLoad( const QgsProcessingAlgorithm *algorithm, QVariantMap parameters, const QString &output )
    {
      QgsProcessingContext context;
      context.setProject( QgsProject::instance() );
      RecordingFeedback feedback;
      parameters.insert( output, QVariant::fromValue( QgsProcessingOutputLayerDefinition( QgsProcessing::TEMPORARY_OUTPUT, QgsProject::instance() ) ) );
      QVariantMap results;
      bool finished = false;
      {
        auto *task = new QgsProcessingAlgRunnerTask( algorithm, parameters, context, &feedback );
        QObject::connect( task, &QgsProcessingAlgRunnerTask::executed, task, [&]( bool, const QVariantMap &found )
                          { results = found; finished = true; } );
        QgsApplication::taskManager()->addTask( task );
        const QDeadlineTimer deadline( 60000 );
        while ( !finished && !deadline.hasExpired() )
          QCoreApplication::processEvents( QEventLoop::AllEvents, 50 );
      }
      if ( !feedback.errors.isEmpty() )
        throw Error( feedback.errors.join( '\n' ) );
      // The algorithm, its thread and what it had are gone: what QGIS does now must not need them.
      const QString layerId = results.value( output ).toString();
      if ( !context.willLoadLayerOnCompletion( layerId ) )
        return nullptr;
      auto *layer = qobject_cast<QgsVectorLayer *>( context.temporaryLayerStore()->takeMapLayer( context.temporaryLayerStore()->mapLayer( layerId ) ) );
      QgsProject::instance()->addMapLayer( layer );
      QgsProcessingLayerPostProcessorInterface *postProcessor = context.layerToLoadOnCompletionDetails( layerId ).postProcessor();
      if ( !layer || !postProcessor )
        return nullptr;
      feedback.warnings.clear();
      postProcessor->postProcessLayer( layer, context, &feedback );
      if ( !feedback.warnings.isEmpty() )
        throw Error( feedback.warnings.join( '\n' ) );
      return layer;
    }

    //! How many pixels of a map of the layer are not white.
    static int drawnPixels( QgsVectorLayer *layer )
    {
      QgsMapSettings settings;
      settings.setLayers( { layer } );
      settings.setDestinationCrs( layer->crs() );
      settings.setOutputSize( QSize( 200, 200 ) );
      QgsRectangle extent = layer->extent();
      extent.grow( 1 );
      settings.setExtent( extent );
      settings.setBackgroundColor( Qt::white );
      QgsMapRendererSequentialJob job( settings );
      job.start();
      job.waitForFinished();
      const QImage image = job.renderedImage();
      int drawn = 0;
      for ( int x = 0; x < image.width(); ++x )
      {
        for ( int y = 0; y < image.height(); ++y )
          drawn += image.pixelColor( x, y ) == QColor( Qt::white ) ? 0 : 1;
      }
      return drawn;
    }

    static QStringList legend( QgsVectorLayer *layer )
    {
      QStringList labels;
      const auto *renderer = dynamic_cast<QgsRuleBasedRenderer *>( layer->renderer() );
      if ( renderer )
      {
        for ( const QgsRuleBasedRenderer::Rule *rule : const_cast<QgsRuleBasedRenderer *>( renderer )->rootRule()->children() )
          labels << rule->label();
      }
      return labels;
    }

    static QStringList mixedDescription()
    {
      return { QStringLiteral( "\"green\".\"Road & path\": Line" ), QStringLiteral( "\"green\".\"oak\": Point" ), QStringLiteral( "\"green\".\"owner\": none" ), QStringLiteral( "\"green\".\"plot\": Polygon" ) };
    }

  private slots:
    void initTestCase()
    {
      QVERIFY( requireCluster() );
      mQgis = std::make_unique<QgisSession>();
      mCentral = std::make_unique<TestDatabase>( QStringLiteral( "flowcentral" ) );
      mClone = std::make_unique<TestDatabase>( QStringLiteral( "flowclone" ) );
      mContext = std::make_unique<QgsProcessingContext>();
      mContext->setProject( QgsProject::instance() );
      mCentral->exec( QString::fromLatin1( DATA ) );
      save( QStringLiteral( "Central" ), mCentral->conninfo() );

      const QVariantMap installed = run( QStringLiteral( "lizsync:install" ), {} );
      QCOMPARE( installed.value( QStringLiteral( "VERSION" ) ).toString(), QStringLiteral( LIZSYNC_VERSION ) );
      QCOMPARE( installed.value( QStringLiteral( "SERVER_ID" ) ).toString(), mCentral->value( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata" ) ) );

      const QVariantMap prepared = run( QStringLiteral( "lizsync:prepare" ), { { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) }, { QStringLiteral( "SERVER_NAME" ), QStringLiteral( "City hall" ) } } );
      QCOMPARE( prepared.value( QStringLiteral( "TABLES" ) ).toInt(), 4 );
      QCOMPARE( prepared.value( QStringLiteral( "SERVER_ID" ) ), installed.value( QStringLiteral( "SERVER_ID" ) ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT server_name FROM lizsync.server_metadata" ) ), QStringLiteral( "City hall" ) );

      const QString archive = mQgis->folder() + QStringLiteral( "/green.zip" );
      const QVariantMap packaged = run( QStringLiteral( "lizsync:package" ), { { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) }, { QStringLiteral( "ARCHIVE" ), archive } } );
      QCOMPARE( packaged.value( QStringLiteral( "ARCHIVE" ) ).toString(), archive );
      QVERIFY( QFile::exists( archive ) );
      QCOMPARE( packaged.value( QStringLiteral( "TABLES" ) ).toInt(), 4 );
      QCOMPARE( packaged.value( QStringLiteral( "ROWS" ) ).toInt(), 20 );
      QVERIFY( !packaged.value( QStringLiteral( "SYNC_ID" ) ).toString().isEmpty() );

      const QVariantMap deployed = run( QStringLiteral( "lizsync:deploy" ), { { QStringLiteral( "CLONE" ), mClone->conninfo() }, { QStringLiteral( "ARCHIVE" ), archive }, { QStringLiteral( "CLONE_NAME" ), QStringLiteral( "Ann's tablet" ) } } );
      QCOMPARE( deployed.value( QStringLiteral( "TABLES" ) ).toInt(), 4 );
      QCOMPARE( deployed.value( QStringLiteral( "ROWS" ) ).toInt(), 20 );
      QCOMPARE( deployed.value( QStringLiteral( "CLONE_ID" ) ).toString(), mClone->value( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata" ) ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT server_name FROM lizsync.server_metadata" ) ), QStringLiteral( "Ann's tablet" ) );
    }

    void cleanupTestCase()
    {
      mContext.reset();
      QgsProject::instance()->clear();
      mClone.reset();
      mCentral.reset();
      mQgis.reset();
    }

    void cleanup()
    {
      if ( mClone )
        synchronize();
    }

    void editsOfBothSidesTravel()
    {
      editEverything( QStringLiteral( "travelled" ) );
      const QVariantMap results = synchronize();
      QCOMPARE( results.value( QStringLiteral( "TO_CENTRAL" ) ).toInt(), 3 );
      QCOMPARE( results.value( QStringLiteral( "TO_CLONE" ) ).toInt(), 1 );
      QCOMPARE( results.value( QStringLiteral( "CONFLICTS" ) ).toInt(), 0 );
      QCOMPARE( results.value( QStringLiteral( "UNRESOLVED" ) ).toInt(), 0 );
      QVERIFY( !results.value( QStringLiteral( "SYNC_ID" ) ).toString().isEmpty() );
      for ( const QString &table : { QStringLiteral( "green.oak" ), QStringLiteral( "green.plot" ), QStringLiteral( "green.owner" ) } )
        QCOMPARE( content( *mClone, table ), content( *mCentral, table ) );
    }

    void nothingToDoHasNoSyncId()
    {
      const QVariantMap results = synchronize();
      QCOMPARE( results.value( QStringLiteral( "SYNC_ID" ) ).toString(), QString() );
      QCOMPARE( results.value( QStringLiteral( "TO_CENTRAL" ) ).toInt(), 0 );
    }

    void aConflictIsCounted()
    {
      mCentral->exec( QStringLiteral( "UPDATE green.oak SET name = 'central' WHERE id = 2" ) );
      mClone->exec( QStringLiteral( "UPDATE green.oak SET name = 'clone' WHERE id = 2" ) );
      const QVariantMap results = synchronize();
      QCOMPARE( results.value( QStringLiteral( "CONFLICTS" ) ).toInt(), 1 );
      QCOMPARE( content( *mClone, QStringLiteral( "green.oak" ) ), content( *mCentral, QStringLiteral( "green.oak" ) ) );
    }

    void dryRunChangesNothing()
    {
      editEverything( QStringLiteral( "only looked at" ) );
      const QString before = content( *mCentral, QStringLiteral( "green.oak" ) );
      const QVariantMap results = synchronize( { { QStringLiteral( "DRY_RUN" ), true }, { QStringLiteral( "CHANGES" ), QStringLiteral( "memory:" ) } } );
      QCOMPARE( results.value( QStringLiteral( "TO_CENTRAL" ) ).toInt(), 3 );
      QCOMPARE( content( *mCentral, QStringLiteral( "green.oak" ) ), before );
      const QgsVectorLayer *layer = qobject_cast<QgsVectorLayer *>( QgsProcessingUtils::mapLayerFromString( results.value( QStringLiteral( "CHANGES" ) ).toString(), *mContext ) );
      QVERIFY( layer );
      QCOMPARE( described( layer ), mixedDescription() );
    }

    void aDryRunSaysWhatARealRunDoes_data()
    {
      QTest::addColumn<QString>( "inClone" );
      QTest::addColumn<QString>( "inCentral" );
      QTest::addColumn<QString>( "counts" );
      QTest::newRow( "nothing" ) << ""
                                 << ""
                                 << "0/0/0/0";
      QTest::newRow( "edits of both sides" ) << "UPDATE green.oak SET name = 'preview', geom = ST_Translate( geom, 1, 1 ) WHERE id = 4; INSERT INTO green.plot( name ) VALUES ( 'no place' ); DELETE FROM green.owner WHERE id = 4"
                                             << "UPDATE green.\"Road & path\" SET name = 'preview'; INSERT INTO green.plot( name, geom ) VALUES ( 'new', ST_SetSRID( ST_Buffer( ST_MakePoint( 9, 9 ), 0.3 ), 4326 ) )"
                                             << "3/6/0/0";
      QTest::newRow( "conflicts" ) << "UPDATE green.oak SET name = 'preview clone ' || id WHERE id < 4; DELETE FROM green.plot WHERE id = 2; UPDATE green.\"Road & path\" SET name = 'lost', geom = ST_Translate( geom, 9, 9 ) WHERE id = 5"
                                   << "UPDATE green.oak SET name = 'preview central ' || id WHERE id < 4; UPDATE green.plot SET name = 'kept' WHERE id = 2; DELETE FROM green.\"Road & path\" WHERE id = 5"
                                   << "0/5/5/0";
      QTest::newRow( "one that stays" ) << "INSERT INTO green.owner( name ) VALUES ( 'unique' ); UPDATE green.oak SET name = 'goes on' WHERE id = 1"
                                        << "INSERT INTO green.owner( name ) VALUES ( 'unique' )"
                                        << "1/0/1/1";
    }

    void aDryRunSaysWhatARealRunDoes()
    {
      QFETCH( QString, inClone );
      QFETCH( QString, inCentral );
      QFETCH( QString, counts );
      const bool clashes = counts.endsWith( '1' );
      if ( clashes )
      {
        for ( TestDatabase *database : { mCentral.get(), mClone.get() } )
          database->exec( QStringLiteral( "CREATE UNIQUE INDEX owner_name ON green.owner( name )" ) );
      }
      if ( !inClone.isEmpty() )
        mClone->exec( inClone );
      if ( !inCentral.isEmpty() )
        mCentral->exec( inCentral );
      QStringList features[2];
      QString reports[2];
      QVariantMap results[2];
      for ( const int run : { 0, 1 } )
      {
        const QString name = mQgis->folder() + QStringLiteral( "/preview_%1_%2" ).arg( QString::fromLatin1( QTest::currentDataTag() ).remove( ' ' ) ).arg( run );
        results[run] = synchronize( { { QStringLiteral( "DRY_RUN" ), run == 0 }, { QStringLiteral( "CHANGES" ), name + QStringLiteral( ".gpkg" ) }, { QStringLiteral( "REPORT" ), name + QStringLiteral( ".html" ) } } );
        features[run] = everything( name + QStringLiteral( ".gpkg" ) );
        reports[run] = substance( name + QStringLiteral( ".html" ) );
      }
      if ( clashes )
        mCentral->exec( QStringLiteral( "UPDATE green.owner SET name = 'no more' WHERE name = 'unique'" ) );
      QStringList numbers;
      for ( const char *output : { "TO_CENTRAL", "TO_CLONE", "CONFLICTS", "UNRESOLVED" } )
      {
        QCOMPARE( results[0].value( QLatin1String( output ) ), results[1].value( QLatin1String( output ) ) );
        numbers << results[0].value( QLatin1String( output ) ).toString();
      }
      QCOMPARE( numbers.join( '/' ), counts );
      QCOMPARE( results[0].value( QStringLiteral( "SYNC_ID" ) ).toString().isEmpty(), results[1].value( QStringLiteral( "SYNC_ID" ) ).toString().isEmpty() );
      QCOMPARE( features[0].join( '\n' ), features[1].join( '\n' ) );
      QCOMPARE( features[0].size(), results[0].value( QStringLiteral( "TO_CENTRAL" ) ).toInt() + results[0].value( QStringLiteral( "TO_CLONE" ) ).toInt() );
      QCOMPARE( reports[0], reports[1] );
    }

    void everyChangeSaysWhoAndWhen()
    {
      mClone->exec( QStringLiteral( "UPDATE green.oak SET name = 'who a' WHERE id = 1" ) );
      mCentral->exec( QStringLiteral( "UPDATE green.oak SET name = 'who b' WHERE id = 1; UPDATE green.oak SET name = 'who c' WHERE id = 2; DELETE FROM green.owner WHERE id = 3" ) );
      const QString path = mQgis->folder() + QStringLiteral( "/who.gpkg" );
      synchronize( { { QStringLiteral( "CHANGES" ), path } } );
      const QgsVectorLayer layer( path, QStringLiteral( "who" ), QStringLiteral( "ogr" ) );
      QVERIFY( layer.featureCount() > 0 );
      QgsFeature feature;
      QgsFeatureIterator features = layer.getFeatures();
      while ( features.nextFeature( feature ) )
      {
        const QByteArray change = feature.attribute( QStringLiteral( "new_values" ) ).toString().toUtf8();
        QVERIFY2( !feature.attribute( QStringLiteral( "edited_by" ) ).toString().isEmpty(), change.constData() );
        QVERIFY2( feature.attribute( QStringLiteral( "edited_at" ) ).toDateTime().isValid(), change.constData() );
      }
    }

    //! In a model one step shows the conflicts, the next one restores those that are named, and the layer has its style.
    void restoreWorksInAModel()
    {
      mClone->exec( QStringLiteral( "UPDATE green.oak SET name = 'of the clone' WHERE id < 3" ) );
      mCentral->exec( QStringLiteral( "DELETE FROM lizsync.conflicts; UPDATE green.oak SET name = 'of central' WHERE id < 3" ) );
      synchronize();
      QgsProcessingModelAlgorithm model( QStringLiteral( "restore" ), QStringLiteral( "test" ) );
      model.addModelParameter( new QgsProcessingParameterProviderConnection( QStringLiteral( "CENTRAL" ), QStringLiteral( "Central" ), QStringLiteral( "postgres" ) ), QgsProcessingModelParameter( QStringLiteral( "CENTRAL" ) ) );
      model.addModelParameter( new QgsProcessingParameterString( QStringLiteral( "CONFLICT_IDS" ), QStringLiteral( "Numbers" ) ), QgsProcessingModelParameter( QStringLiteral( "CONFLICT_IDS" ) ) );
      QgsProcessingModelChildAlgorithm conflicts( QStringLiteral( "lizsync:conflicts" ) );
      conflicts.setChildId( QStringLiteral( "conflicts" ) );
      conflicts.addParameterSources( QStringLiteral( "CENTRAL" ), { QgsProcessingModelChildParameterSource::fromModelParameter( QStringLiteral( "CENTRAL" ) ) } );
      QgsProcessingModelOutput output( QStringLiteral( "OUTPUT" ) );
      output.setChildOutputName( QStringLiteral( "OUTPUT" ) );
      conflicts.setModelOutputs( { { QStringLiteral( "OUTPUT" ), output } } );
      model.addChildAlgorithm( conflicts );
      QgsProcessingModelChildAlgorithm restore( QStringLiteral( "lizsync:restore" ) );
      restore.setChildId( QStringLiteral( "restore" ) );
      restore.addParameterSources( QStringLiteral( "CENTRAL" ), { QgsProcessingModelChildParameterSource::fromModelParameter( QStringLiteral( "CENTRAL" ) ) } );
      restore.addParameterSources( QStringLiteral( "CONFLICT_IDS" ), { QgsProcessingModelChildParameterSource::fromModelParameter( QStringLiteral( "CONFLICT_IDS" ) ) } );
      restore.setDependencies( { QgsProcessingModelChildDependency( QStringLiteral( "conflicts" ) ) } );
      model.addChildAlgorithm( restore );

      QgsVectorLayer *layer = runAndLoad( &model, { { QStringLiteral( "CENTRAL" ), QStringLiteral( "Central" ) }, { QStringLiteral( "CONFLICT_IDS" ), mCentral->value( QStringLiteral( "SELECT string_agg( id::text, ',' ) FROM lizsync.conflicts" ) ) } }, QStringLiteral( "conflicts:OUTPUT" ) );
      QVERIFY( layer );
      QCOMPARE( layer->featureCount(), 2L );
      QCOMPARE( legend( layer ).size(), 4 );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT count( * ) FROM green.oak WHERE name = 'of the clone'" ) ), QStringLiteral( "2" ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT count( * ) FROM lizsync.conflicts WHERE restored_at IS NULL" ) ), QStringLiteral( "0" ) );
    }

    //! The example model, as the toolbox runs it.
    void theEndOfTheDayLoadsStyledConflicts()
    {
      mClone->exec( QStringLiteral( "ALTER TABLE green.owner ADD CONSTRAINT one_name UNIQUE ( name ); INSERT INTO green.owner( name ) VALUES ( 'both' )" ) );
      mCentral->exec( QStringLiteral( "ALTER TABLE green.owner ADD CONSTRAINT one_name UNIQUE ( name ); INSERT INTO green.owner( name ) VALUES ( 'both' )" ) );
      const auto tidy = qScopeGuard( [this]
                                     { mClone->exec( QStringLiteral( "UPDATE green.owner SET name = 'one of them' WHERE name = 'both'" ) ); } );
      QgsVectorLayer *layer = runAndLoad( QStringLiteral( "lizsync:endofday" ), { { QStringLiteral( "CENTRAL" ), QStringLiteral( "Central" ) }, { QStringLiteral( "CLONE" ), mClone->conninfo() } }, QStringLiteral( "conflicts:OUTPUT" ) );
      QVERIFY( layer );
      QCOMPARE( layer->featureCount(), 1L );
      QVERIFY( !layer->mapTipTemplate().isEmpty() );
      QVERIFY( !layer->attributeAlias( 0 ).isEmpty() );
    }

    void messagesUseTheWordsOfTheDialogs()
    {
      const QgsProcessingAlgorithm *install = QgisSession::algorithm( QStringLiteral( "lizsync:install" ) );
      const QgsProcessingAlgorithm *uninstall = QgisSession::algorithm( QStringLiteral( "lizsync:uninstall" ) );
      QCOMPARE( plainWords( QStringLiteral( "rename it, or install with OVERWRITE, which drops both." ), install ), QStringLiteral( "rename it, or install with \"Overwrite an existing installation\" (OVERWRITE), which drops both." ) );
      QCOMPARE( plainWords( QStringLiteral( "upgrade it first (lizsync:upgrade)." ), install ), QStringLiteral( "upgrade it first (\"Upgrade LizSync in database\", lizsync:upgrade)." ) );
      // Its own parameter goes before that of another one.
      QVERIFY( plainWords( QStringLiteral( "or uninstall with DISCARD_PENDING." ), uninstall ).contains( QLatin1String( "\"Uninstall though edits were not synchronised\" (DISCARD_PENDING)" ) ) );
      QVERIFY( plainWords( QStringLiteral( "or deploy with DISCARD_PENDING." ), QgisSession::algorithm( QStringLiteral( "lizsync:deploy" ) ) ).contains( QLatin1String( "\"Discard edits that were not synchronised\" (DISCARD_PENDING)" ) ) );
      // What is the user's own, or nothing of ours, stays.
      for ( const char *sentence : { "Table \"OVERWRITE\" of \"NEW_CLONE_ID\" is empty.", "CENTRAL: no connection named \"x\".", "lizsync.conflicts has MORE_OF_IT, and lizsync:nothing." } )
        QCOMPARE( plainWords( QString::fromLatin1( sentence ), install ), QString::fromLatin1( sentence ) );
      // As an algorithm throws it.
      TestDatabase bare( QStringLiteral( "flowbare" ) );
      const QString message = QgisSession::errorOf( QStringLiteral( "lizsync:prepare" ), { { QStringLiteral( "CENTRAL" ), bare.conninfo() }, { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) } } );
      QVERIFY2( message.contains( QLatin1String( "run \"Install LizSync in central\" (lizsync:install) on it first" ) ), qPrintable( message ) );
    }

    void conflictsAreALayerWithAStyle()
    {
      mClone->exec( QStringLiteral( "UPDATE green.oak SET name = 'styled' WHERE id < 3" ) );
      mCentral->exec( QStringLiteral( "DELETE FROM lizsync.conflicts; UPDATE green.oak SET name = 'otherwise' WHERE id < 3" ) );
      synchronize();
      QgsVectorLayer *layer = runAndLoad( QStringLiteral( "lizsync:conflicts" ), { { QStringLiteral( "CENTRAL" ), QStringLiteral( "Central" ) } }, QStringLiteral( "OUTPUT" ) );
      QVERIFY( layer );
      QCOMPARE( layer->featureCount(), 2L );
      QCOMPARE( QgsWkbTypes::displayString( layer->wkbType() ), QStringLiteral( "MultiPoint" ) );
      QCOMPARE( layer->crs().authid(), QStringLiteral( "EPSG:4326" ) );
      QCOMPARE( legend( layer ).size(), 4 );
      QVERIFY( legend( layer ).contains( QStringLiteral( "not resolved" ) ) );
      QVERIFY( !layer->attributeAlias( 0 ).isEmpty() );
      QVERIFY( !layer->mapTipTemplate().isEmpty() );
      QVERIFY( drawnPixels( layer ) > 50 );
      QgsFeature feature;
      QVERIFY( layer->getFeatures().nextFeature( feature ) );
      QCOMPARE( feature.attribute( QStringLiteral( "central_value" ) ).toString(), QStringLiteral( "otherwise" ) );
      QCOMPARE( feature.attribute( QStringLiteral( "clone_value" ) ).toString(), QStringLiteral( "styled" ) );
      QCOMPARE( feature.attribute( QStringLiteral( "clone_name" ) ).toString(), QStringLiteral( "Ann's tablet" ) );

      const QString id = feature.attribute( QStringLiteral( "conflict_id" ) ).toString();
      QCOMPARE( run( QStringLiteral( "lizsync:restore" ), { { QStringLiteral( "CONFLICT_IDS" ), id + QStringLiteral( ", ," ) + id } } ).value( QStringLiteral( "COUNT" ) ).toInt(), 1 );
      QVERIFY( QgisSession::errorOf( QStringLiteral( "lizsync:restore" ), { { QStringLiteral( "CENTRAL" ), QStringLiteral( "Central" ) }, { QStringLiteral( "CONFLICT_IDS" ), id } } ).contains( QLatin1String( "restored already" ) ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT count( * ) FROM green.oak WHERE name = 'styled'" ) ), QStringLiteral( "1" ) );
      const QVariantMap unresolved = run( QStringLiteral( "lizsync:conflicts" ), { { QStringLiteral( "UNRESOLVED_ONLY" ), true }, { QStringLiteral( "OUTPUT" ), QStringLiteral( "memory:" ) } } );
      QCOMPARE( unresolved.value( QStringLiteral( "COUNT" ) ).toInt(), 0 );
    }

    void mixedConflictsAreDrawnByTheirKind()
    {
      mClone->exec( QStringLiteral( "UPDATE green.oak SET name = 'm1' WHERE id = 1; UPDATE green.\"Road & path\" SET name = 'm1' WHERE id = 1; UPDATE green.plot SET name = 'm1' WHERE id = 4; UPDATE green.owner SET name = 'm1' WHERE id = 1" ) );
      mCentral->exec( QStringLiteral( "DELETE FROM lizsync.conflicts; UPDATE green.oak SET name = 'm2' WHERE id = 1; UPDATE green.\"Road & path\" SET name = 'm2' WHERE id = 1; DELETE FROM green.plot WHERE id = 4; UPDATE green.owner SET name = 'm2' WHERE id = 1" ) );
      synchronize();
      QgsVectorLayer *layer = runAndLoad( QStringLiteral( "lizsync:conflicts" ), { { QStringLiteral( "CENTRAL" ), QStringLiteral( "Central" ) } }, QStringLiteral( "OUTPUT" ) );
      QVERIFY( layer );
      QCOMPARE( described( layer ), mixedDescription() );
      for ( const char *kind : { "points", "lines", "areas" } )
      {
        const QList<QgsMapLayer *> parts = QgsProject::instance()->mapLayersByName( QStringLiteral( "%1 (%2)" ).arg( layer->name(), QLatin1String( kind ) ) );
        QCOMPARE( parts.size(), 1 );
        QgsVectorLayer *part = qobject_cast<QgsVectorLayer *>( parts.first() );
        QCOMPARE( part->featureCount(), 1L );
        QCOMPARE( legend( part ).size(), 4 );
        QVERIFY2( drawnPixels( part ) > 10, kind );
      }
    }

    void changesAreALayerWithAStyle()
    {
      mClone->exec( QStringLiteral( "UPDATE green.oak SET name = 'drawn' WHERE id < 3" ) );
      QgsVectorLayer *layer = runAndLoad( QStringLiteral( "lizsync:synchronize" ), { { QStringLiteral( "CENTRAL" ), QStringLiteral( "Central" ) }, { QStringLiteral( "CLONE" ), mClone->conninfo() }, { QStringLiteral( "DRY_RUN" ), true } }, QStringLiteral( "CHANGES" ) );
      QVERIFY( layer );
      QCOMPARE( legend( layer ).size(), 6 );
      QVERIFY( drawnPixels( layer ) > 50 );
    }

    void statusTellsOfTheClones()
    {
      mCentral->exec( QStringLiteral( "UPDATE green.oak SET name = 'waits' WHERE id < 4" ) );
      const QString path = mQgis->folder() + QStringLiteral( "/status.html" );
      RecordingFeedback feedback;
      const QVariantMap results = run( QStringLiteral( "lizsync:status" ), { { QStringLiteral( "REPORT" ), path } }, &feedback );
      QCOMPARE( results.value( QStringLiteral( "CLONES" ) ).toInt(), 1 );
      QCOMPARE( results.value( QStringLiteral( "PENDING" ) ).toInt(), 3 );
      QCOMPARE( results.value( QStringLiteral( "UNRESOLVED" ) ).toInt(), 0 );
      QFile file( path );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      const QString html = QString::fromUtf8( file.readAll() );
      for ( const char *words : { "City hall", "Ann's tablet", "<svg", "green.oak" } )
        QVERIFY2( html.contains( QString::fromUtf8( words ).toHtmlEscaped() ) || html.contains( QString::fromUtf8( words ) ), words );
      QCOMPARE( feedback.warnings, QStringList() );
      synchronize();
      QCOMPARE( run( QStringLiteral( "lizsync:status" ), {} ).value( QStringLiteral( "PENDING" ) ).toInt(), 0 );
      QVERIFY( QgisSession::errorOf( QStringLiteral( "lizsync:status" ), { { QStringLiteral( "CENTRAL" ), mClone->conninfo() } } ).contains( QLatin1String( "is clone \"Ann's tablet\"" ) ) );
    }

    void aBatchIsRunsThatStandByThemselves()
    {
      // What the batch panel does: the same algorithm, again and again, in one context; a row that fails is one row.
      mClone->exec( QStringLiteral( "UPDATE green.oak SET name = 'in a batch' WHERE id = 1" ) );
      QStringList outcomes;
      for ( const QString &clone : { QStringLiteral( "no such clone" ), mClone->conninfo(), mCentral->conninfo(), mClone->conninfo() } )
      {
        try
        {
          const QVariantMap results = run( QStringLiteral( "lizsync:synchronize" ), { { QStringLiteral( "CLONE" ), clone }, { QStringLiteral( "CHANGES" ), QStringLiteral( "memory:" ) } } );
          outcomes << results.value( QStringLiteral( "TO_CENTRAL" ) ).toString();
        }
        catch ( const QgsProcessingException & )
        {
          outcomes << QStringLiteral( "refused" );
        }
      }
      QCOMPARE( outcomes, QStringList( { QStringLiteral( "refused" ), QStringLiteral( "1" ), QStringLiteral( "refused" ), QStringLiteral( "0" ) } ) );
    }

    void changesInMemoryKeepEveryGeometry()
    {
      editEverything( QStringLiteral( "in memory" ) );
      const QVariantMap results = synchronize( { { QStringLiteral( "CHANGES" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } } );
      const QgsVectorLayer *layer = qobject_cast<QgsVectorLayer *>( QgsProcessingUtils::mapLayerFromString( results.value( QStringLiteral( "CHANGES" ) ).toString(), *mContext ) );
      QVERIFY( layer );
      QCOMPARE( described( layer ), mixedDescription() );
      QCOMPARE( layer->crs().authid(), QStringLiteral( "EPSG:4326" ) );
    }

    void changesOfOneKindAreDrawable()
    {
      mClone->exec( QStringLiteral( "UPDATE green.plot SET name = 'drawn' WHERE id < 4" ) );
      const QVariantMap results = synchronize( { { QStringLiteral( "CHANGES" ), QStringLiteral( "TEMPORARY_OUTPUT" ) } } );
      const QgsVectorLayer *layer = qobject_cast<QgsVectorLayer *>( QgsProcessingUtils::mapLayerFromString( results.value( QStringLiteral( "CHANGES" ) ).toString(), *mContext ) );
      QVERIFY( layer );
      QCOMPARE( QgsWkbTypes::displayString( layer->wkbType() ), QStringLiteral( "MultiPolygon" ) );
      QCOMPARE( layer->featureCount(), 3L );
    }

    void changesInAFileKeepEveryGeometryAndValue()
    {
      editEverything( QStringLiteral( "in a \"file\"" ) );
      const QString path = mQgis->folder() + QStringLiteral( "/changes.gpkg" );
      const QVariantMap results = synchronize( { { QStringLiteral( "CHANGES" ), path } } );
      QCOMPARE( results.value( QStringLiteral( "CHANGES" ) ).toString(), path );
      QgsVectorLayer layer( path, QStringLiteral( "changes" ), QStringLiteral( "ogr" ) );
      QVERIFY( layer.isValid() );
      QCOMPARE( described( &layer ), mixedDescription() );

      QgsFeature feature;
      QVERIFY( layer.getFeatures( QStringLiteral( "table_name LIKE '%oak%'" ) ).nextFeature( feature ) );
      QCOMPARE( feature.attribute( QStringLiteral( "direction" ) ).toString(), QStringLiteral( "to_central" ) );
      QCOMPARE( feature.attribute( QStringLiteral( "action" ) ).toString(), QStringLiteral( "U" ) );
      QCOMPARE( feature.attribute( QStringLiteral( "columns" ) ).toString(), QStringLiteral( "name" ) );
      QCOMPARE( feature.attribute( QStringLiteral( "uid" ) ).toString(), mClone->value( QStringLiteral( "SELECT uid FROM green.oak WHERE id = 1" ) ) );
      QVERIFY( feature.attribute( QStringLiteral( "new_values" ) ).toString().contains( QLatin1String( "in a \\\"file\\\"" ) ) );
      QVERIFY( feature.attribute( QStringLiteral( "edited_at" ) ).toDateTime().isValid() );
      QCOMPARE( feature.attribute( QStringLiteral( "edited_by" ) ).toString(), mClone->value( QStringLiteral( "SELECT session_user" ) ) );
      QCOMPARE( feature.geometry().asWkt(), QStringLiteral( "Point (1 1)" ) );
    }

    void reportIsWritten()
    {
      editEverything( QStringLiteral( "reported" ) );
      const QString path = mQgis->folder() + QStringLiteral( "/report.html" );
      const QVariantMap results = synchronize( { { QStringLiteral( "REPORT" ), path } } );
      QCOMPARE( results.value( QStringLiteral( "REPORT" ) ).toString(), path );
      QFile file( path );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      const QString html = QString::fromUtf8( file.readAll() );
      QVERIFY( html.contains( results.value( QStringLiteral( "SYNC_ID" ) ).toString() ) );
      QVERIFY( html.contains( QStringLiteral( "→ reported" ) ) );
      QVERIFY( html.contains( QStringLiteral( "Road &amp; path" ) ) );
    }

    void compareFindsNothingAfterASync()
    {
      synchronize();
      const QString path = mQgis->folder() + QStringLiteral( "/equal.html" );
      RecordingFeedback feedback;
      const QVariantMap results = run( QStringLiteral( "lizsync:compare" ), { { QStringLiteral( "CLONE" ), mClone->conninfo() }, { QStringLiteral( "REPORT" ), path } }, &feedback );
      QCOMPARE( results.value( QStringLiteral( "DIFFERENCES" ) ), QVariant( 0 ) );
      QCOMPARE( results.value( QStringLiteral( "REPORT" ) ).toString(), path );
      QVERIFY( feedback.infos.contains( QStringLiteral( "\"green\".\"oak\": equal (5 rows)." ) ) );
      QCOMPARE( feedback.warnings, QStringList() );
      QFile file( path );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      QVERIFY( file.readAll().contains( "Both databases hold the same." ) );
    }

    void compareFindsWhatDiffersAndChangesNothing()
    {
      mClone->exec( QStringLiteral( "UPDATE green.\"Road & path\" SET name = 'compared', geom = ST_Translate( geom, 1, 0 ) WHERE id = 1; DELETE FROM green.owner WHERE id = 5;" ) );
      const QString path = mQgis->folder() + QStringLiteral( "/differences.html" );
      RecordingFeedback feedback;
      const QVariantMap results = run( QStringLiteral( "lizsync:compare" ), { { QStringLiteral( "CLONE" ), mClone->conninfo() }, { QStringLiteral( "REPORT" ), path } }, &feedback );
      QCOMPARE( results.value( QStringLiteral( "DIFFERENCES" ) ), QVariant( 2 ) );
      QVERIFY( feedback.warnings.contains( QStringLiteral( "\"green\".\"owner\": 1 row differs: 1 only in central." ) ) );
      QFile file( path );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      const QString html = QString::fromUtf8( file.readAll() );
      for ( const char *words : { "Road &amp; path", "name: compared", "geom: LineString (2 1, 2 2)", "geom: LineString (1 1, 1 2)", "green.owner", "only in central" } )
        QVERIFY2( html.contains( QString::fromUtf8( words ) ), words );
      const QVariantMap again = run( QStringLiteral( "lizsync:compare" ), { { QStringLiteral( "CLONE" ), mClone->conninfo() } } );
      QCOMPARE( again.value( QStringLiteral( "DIFFERENCES" ) ), QVariant( 2 ) );
      QCOMPARE( again.value( QStringLiteral( "REPORT" ) ).toString(), QString() );
      // The clone's edits are still there to be sent.
      QCOMPARE( synchronize().value( QStringLiteral( "TO_CENTRAL" ) ).toInt(), 2 );
    }

    void aBadSinkIsSaidBeforeAnythingIsSynchronized()
    {
      editEverything( QStringLiteral( "kept back" ) );
      QVERIFY_EXCEPTION_THROWN( synchronize( { { QStringLiteral( "CHANGES" ), QStringLiteral( "/proc/nowhere/changes.gpkg" ) } } ), QgsProcessingException );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT count( * ) FROM green.oak WHERE name = 'kept back'" ) ), QStringLiteral( "0" ) );
    }

    void layersNameTables()
    {
      mCentral->exec( QStringLiteral( "CREATE SCHEMA later; CREATE TABLE later.\"Beech \"\"1\"\"\"( id serial PRIMARY KEY, geom geometry( Point, 4326 ) ); CREATE TABLE later.other( id serial PRIMARY KEY );" ) );
      const QMap<QString, QString> keywords = Pg::parseConninfo( mCentral->conninfo() );
      QgsDataSourceUri uri;
      uri.setConnection( keywords.value( QStringLiteral( "host" ) ), keywords.value( QStringLiteral( "port" ) ), mCentral->name(), keywords.value( QStringLiteral( "user" ) ), QString() );
      uri.setDataSource( QStringLiteral( "later" ), QStringLiteral( "Beech \"1\"" ), QStringLiteral( "geom" ), QString(), QStringLiteral( "id" ) );
      uri.setSrid( QStringLiteral( "4326" ) );
      QgsVectorLayer *layer = new QgsVectorLayer( uri.uri(), QStringLiteral( "beeches" ), QStringLiteral( "postgres" ) );
      QVERIFY( layer->isValid() );
      QgsProject::instance()->addMapLayer( layer );

      for ( const QVariant &value : { QVariant( layer->id() ), QVariant( QStringList { QStringLiteral( "postgres://" ) + uri.uri() } ), QVariant( QVariantList { QVariant::fromValue( static_cast<QObject *>( layer ) ) } ) } )
      {
        const QVariantMap results = run( QStringLiteral( "lizsync:prepare" ), { { QStringLiteral( "LAYERS" ), value } } );
        QCOMPARE( results.value( QStringLiteral( "TABLES" ) ).toInt(), 1 );
      }
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT string_agg( table_name, ',' ) FROM information_schema.columns WHERE table_schema = 'later' AND column_name = 'uid'" ) ), QStringLiteral( "Beech \"1\"" ) );

      const QString message = QgisSession::errorOf( QStringLiteral( "lizsync:prepare" ), { { QStringLiteral( "CENTRAL" ), mClone->conninfo() }, { QStringLiteral( "LAYERS" ), layer->id() } } );
      QVERIFY2( message.contains( QLatin1String( "\"beeches\" is a table of the database" ) ), qPrintable( message ) );
    }

    void cancelCancels()
    {
      editEverything( QStringLiteral( "cancelled" ) );
      const QString before = content( *mCentral, QStringLiteral( "green.oak" ) );
      RecordingFeedback feedback;
      QString message;
      {
        // Somebody else's open transaction makes the synchronization wait, until the user has had enough.
        Pg::Connection blocker( mClone->conninfo(), QStringLiteral( "lizsync test" ) );
        Pg::Transaction transaction( blocker );
        transaction.execute( QStringLiteral( "UPDATE green.plot SET name = 'blocker' WHERE id = 5" ) );
        std::atomic<bool> finished { false };
        std::thread user(
          [&]
          {
            Pg::Connection watcher( mClone->conninfo(), QStringLiteral( "lizsync test watcher" ) );
            const QString waiting = QStringLiteral( "SELECT count( * ) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'" );
            const QDeadlineTimer deadline( 20000 );
            bool seen = false;
            while ( !seen && !finished && !deadline.hasExpired() )
            {
              Pg::Transaction look( watcher );
              seen = look.scalar( waiting ).value_or( QString() ) != QLatin1String( "0" );
              QThread::yieldCurrentThread();
            }
            feedback.cancel();
          } );
        try
        {
          synchronize( {}, &feedback );
        }
        catch ( const QgsProcessingException &e )
        {
          message = e.what();
        }
        finished = true;
        user.join();
      }
      QVERIFY2( message.contains( QLatin1String( "ancel" ) ), qPrintable( message ) );
      QCOMPARE( content( *mCentral, QStringLiteral( "green.oak" ) ), before );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT count( * ) FROM pg_stat_activity WHERE datname = current_database() AND state LIKE 'idle in transaction%'" ) ), QStringLiteral( "0" ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT name FROM green.oak WHERE id = 1" ) ), QStringLiteral( "cancelled" ) );
    }

    void everythingIsSaidInFrench()
    {
      const Translation translation( QStringLiteral( "fr" ) );
      TestDatabase central( QStringLiteral( "flowfrench" ) );
      TestDatabase clone( QStringLiteral( "flowfrenchclone" ) );
      central.exec( QString::fromLatin1( DATA ) );
      const QString archive = mQgis->folder() + QStringLiteral( "/french.zip" );
      RecordingFeedback feedback;
      const auto french = [&]( const char *id, QVariantMap parameters )
      {
        parameters.insert( QLatin1String( id ).endsWith( QLatin1String( "install" ) ) && QLatin1String( id ) != QLatin1String( "lizsync:install" ) ? QStringLiteral( "CONNECTION" ) : QStringLiteral( "CENTRAL" ), central.conninfo() );
        return run( QLatin1String( id ), parameters, &feedback );
      };
      const QString cloneKey = QStringLiteral( "CLONE" );
      french( "lizsync:install", {} );
      french( "lizsync:prepare", { { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) } } );
      french( "lizsync:package", { { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) }, { QStringLiteral( "ARCHIVE" ), archive } } );
      french( "lizsync:deploy", { { cloneKey, clone.conninfo() }, { QStringLiteral( "ARCHIVE" ), archive } } );
      clone.exec( QStringLiteral( "UPDATE green.oak SET name = 'ici' WHERE id < 3" ) );
      central.exec( QStringLiteral( "UPDATE green.oak SET name = 'bureau' WHERE id < 3" ) );
      french( "lizsync:compare", { { cloneKey, clone.conninfo() } } );
      french( "lizsync:synchronize", { { cloneKey, clone.conninfo() } } );
      french( "lizsync:conflicts", { { QStringLiteral( "OUTPUT" ), QStringLiteral( "memory:" ) } } );
      french( "lizsync:restore", { { QStringLiteral( "CONFLICT_IDS" ), central.value( QStringLiteral( "SELECT min( id ) FROM lizsync.conflicts" ) ) } } );
      central.exec( QStringLiteral( "ALTER TABLE green.oak ADD COLUMN age integer" ) );
      const QString page = mQgis->folder() + QStringLiteral( "/statut.html" );
      french( "lizsync:status", { { QStringLiteral( "REPORT" ), page } } );
      const QString refused = QgisSession::errorOf( QStringLiteral( "lizsync:compare" ), { { QStringLiteral( "CENTRAL" ), central.conninfo() }, { cloneKey, clone.conninfo() } } );
      french( "lizsync:uninstall", { { QStringLiteral( "DISCARD_PENDING" ), true } } );

      QFile file( page );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      const QString html = QString::fromUtf8( file.readAll() );
      static const QRegularExpression sEnglish( QStringLiteral( "\\b(the|has|with|and|is|are|was|were|of|edits?|rows?|column)\\b" ) );
      QVERIFY( feedback.infos.size() > 15 && feedback.warnings.size() > 1 );
      for ( const QString &line : feedback.infos + feedback.warnings + QStringList( refused ) )
        QVERIFY2( !line.contains( sEnglish ), qPrintable( line ) );
      QVERIFY2( !html.contains( QLatin1String( "has a column" ) ) && html.contains( QLatin1String( "lang=\"fr\"" ) ), "the difference of structure is English" );
    }

    void nothingIsSaidForDevelopersOnly()
    {
      QVERIFY( mTold.size() > 50 );
      // Names that databases and columns have are the user's own.
      static const QRegularExpression sNames( QStringLiteral( "\"[^\"]*\"|\\S*/\\S*|\\S*lizsync_test\\S*|\\S*flow[a-z]*_\\S*" ) );
      static const QRegularExpression sDevelopers( QStringLiteral( "\\.sql\\b|\\bline \\d|\\b[a-z]+_[a-z_]+\\b|[0-9a-f]{8}-[0-9a-f]{4}|SQLSTATE|::" ) );
      for ( const QString &line : qAsConst( mTold ) )
        QVERIFY2( !QString( line ).remove( sNames ).contains( sDevelopers ), qPrintable( line ) );
    }

    void upgradeAndUninstall()
    {
      const QString connection = QStringLiteral( "CONNECTION" );
      for ( TestDatabase *database : { mCentral.get(), mClone.get() } )
      {
        const QVariantMap upgraded = run( QStringLiteral( "lizsync:upgrade" ), { { connection, database->conninfo() } } );
        QCOMPARE( upgraded.value( QStringLiteral( "VERSION_BEFORE" ) ).toString(), QStringLiteral( LIZSYNC_VERSION ) );
        QCOMPARE( upgraded.value( QStringLiteral( "VERSION" ) ).toString(), QStringLiteral( LIZSYNC_VERSION ) );
      }
      // Of databases of their own, as the others are still needed.
      mClone->exec( QStringLiteral( "UPDATE green.oak SET name = 'unsent' WHERE id = 1" ) );
      mClone->disconnect();
      TestDatabase copy( QStringLiteral( "flowcopy" ), mClone->name() );
      const QString message = QgisSession::errorOf( QStringLiteral( "lizsync:uninstall" ), { { connection, copy.conninfo() } } );
      QVERIFY2( message.contains( QLatin1String( "DISCARD_PENDING" ) ), qPrintable( message ) );
      const QVariantMap uninstalled = run( QStringLiteral( "lizsync:uninstall" ), { { connection, copy.conninfo() }, { QStringLiteral( "DISCARD_PENDING" ), true }, { QStringLiteral( "DROP_UID_COLUMNS" ), true } } );
      QCOMPARE( uninstalled.value( QStringLiteral( "TABLES" ) ).toInt(), 4 );
      QCOMPARE( copy.value( QStringLiteral( "SELECT count(*) FROM pg_attribute WHERE attname = 'uid' AND attrelid IN ( 'green.oak'::regclass, 'green.plot'::regclass )" ) ), QStringLiteral( "0" ) );
      QCOMPARE( copy.value( QStringLiteral( "SELECT name FROM green.oak WHERE id = 1" ) ), QStringLiteral( "unsent" ) );
    }
};

QTEST_APPLESS_MAIN( TestFlow )
#include "test_flow.moc"
