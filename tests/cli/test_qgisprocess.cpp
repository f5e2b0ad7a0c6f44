/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/cli/qgisprocess.h"

#include <QDir>
#include <QtTest>

using namespace LizSync;

/**
 * qgis_process, with no server: which algorithms it has by which door, and how it ends where something is wrong.
 */
class TestQgisProcess : public QObject
{
    Q_OBJECT

  private:
    static QStringList ids()
    {
      return { QStringLiteral( "lizsync:install" ), QStringLiteral( "lizsync:prepare" ), QStringLiteral( "lizsync:package" ), QStringLiteral( "lizsync:deploy" ), QStringLiteral( "lizsync:synchronize" ), QStringLiteral( "lizsync:conflicts" ), QStringLiteral( "lizsync:restore" ), QStringLiteral( "lizsync:compare" ), QStringLiteral( "lizsync:status" ), QStringLiteral( "lizsync:upgrade" ), QStringLiteral( "lizsync:uninstall" ), QStringLiteral( "lizsync:preparecampaign" ), QStringLiteral( "lizsync:endofday" ), QStringLiteral( "lizsync:checkclone" ) };
    }

  private slots:
    void listShowsTheAlgorithmsWithNoPluginEnabled()
    {
      const QgisProcess qgis;
      // (Some versions load QGIS's own plugin Processing whatever the profile says.)
      const ProgramResult plugins = qgis.run( { QStringLiteral( "plugins" ) } );
      QVERIFY2( plugins.exitCode == 0 && !plugins.output.contains( QLatin1String( "lizsync" ) ), plugins.all() );

      const ProgramResult result = qgis.run( { QStringLiteral( "list" ) } );
      QVERIFY2( result.exitCode == 0, result.all() );
      for ( const QString &id : ids() )
        QVERIFY2( result.output.contains( '\t' + id + '\t' ), result.all() );
      QCOMPARE( result.output.count( QLatin1String( "lizsync:" ) ), ids().size() );
    }

    void listShowsThemWithoutPython()
    {
      const QgisProcess qgis;
      if ( !qgis.run( {} ).output.contains( QLatin1String( "--no-python" ) ) )
        QSKIP( "this QGIS's qgis_process has no --no-python" );
      const ProgramResult result = qgis.run( { QStringLiteral( "--no-python" ), QStringLiteral( "list" ) } );
      for ( const QString &id : ids() )
        QVERIFY2( result.output.contains( '\t' + id + '\t' ), result.all() );
    }

    void helpNamesEveryParameterAndOutput()
    {
      const ProgramResult result = QgisProcess().run( { QStringLiteral( "help" ), QStringLiteral( "lizsync:synchronize" ) } );
      QVERIFY2( result.exitCode == 0, result.all() );
      for ( const char *word : { "CENTRAL: ", "CLONE: ", "DRY_RUN: ", "CHANGES: ", "REPORT: ", "SYNC_ID: <", "TO_CENTRAL: <", "TO_CLONE: <", "CONFLICTS: <", "UNRESOLVED: <" } )
        QVERIFY2( result.output.contains( QLatin1String( word ) ), result.all() );
    }

    void failureExitsNonZeroAndSaysWhy()
    {
      const ProgramResult result = QgisProcess().runAlgorithm( QStringLiteral( "lizsync:install" ), { { QStringLiteral( "CENTRAL" ), QStringLiteral( "Town hall" ) } } );
      QVERIFY2( result.exitCode > 0, result.all() );
      QVERIFY2( result.errors.contains( QLatin1String( "CENTRAL: no PostgreSQL connection named \"Town hall\" is saved in QGIS" ) ), result.all() );
    }

    void parameterCheckExitsNonZeroAndSaysWhy()
    {
      const ProgramResult result = QgisProcess().runAlgorithm( QStringLiteral( "lizsync:prepare" ), { { QStringLiteral( "CENTRAL" ), QStringLiteral( "host=/nowhere" ) }, { QStringLiteral( "SCHEMAS" ), QStringLiteral( "public" ) } } );
      QVERIFY2( result.exitCode > 0, result.all() );
      QVERIFY2( result.errors.contains( QLatin1String( "\"public\" is never synchronised" ) ), result.all() );
    }

    void pluginZipWorksInAFreshProfile()
    {
      const QgisProcess qgis( QgisProcess::Prefix::Bare );
      QVERIFY( !qgis.run( { QStringLiteral( "list" ) } ).output.contains( QLatin1String( "lizsync:" ) ) );
      qgis.installPluginZip();
      const ProgramResult result = qgis.run( { QStringLiteral( "list" ) } );
      for ( const QString &id : ids() )
        QVERIFY2( result.output.contains( '\t' + id + '\t' ), result.all() );
      const ProgramResult plugins = qgis.run( { QStringLiteral( "plugins" ) } );
      QVERIFY2( plugins.output.contains( QLatin1String( "* lizsync" ) ), plugins.all() );
      // They run, too, down to libpq.
      const ProgramResult status = qgis.runAlgorithm( QStringLiteral( "lizsync:status" ), { { QStringLiteral( "CENTRAL" ), QStringLiteral( "host=/nowhere dbname=trees" ) } } );
      QVERIFY2( status.exitCode > 0 && status.errors.contains( QLatin1String( "/nowhere" ) ) && status.errors.contains( QLatin1String( "trees" ) ), status.all() );
      // The button Help leads into the plugin's own folder.
      const QDir help( qgis.folder() + QStringLiteral( "/profiles/default/python/plugins/lizsync/help" ) );
      for ( const char *page : { "user-guide.html", "operations.html", "images/synchronize.png" } )
        QVERIFY2( help.exists( QLatin1String( page ) ), page );
      const ProgramResult link = qgis.runPython( QStringLiteral( "import os, sys, ctypes\nsys.path[:0] = [os.path.join(os.environ['QGIS_CUSTOM_CONFIG_PATH'], 'profiles/default/python/plugins')]\n"
                                                                 "from qgis.core import QgsApplication\napp = QgsApplication([], False)\nQgsApplication.initQgis()\nimport lizsync\nlizsync.classFactory(None).initProcessing()\n"
                                                                 "print(QgsApplication.processingRegistry().algorithmById('lizsync:status').helpUrl())" ) );
      QVERIFY2( link.output.contains( QStringLiteral( "file://%1/user-guide.html#status" ).arg( help.absolutePath() ) ), link.all() );
    }

    void pluginZipBesideTheLibraryIsHarmless()
    {
      const QgisProcess qgis;
      qgis.installPluginZip();
      const ProgramResult result = qgis.run( { QStringLiteral( "list" ) } );
      QVERIFY2( result.exitCode == 0, result.all() );
      QCOMPARE( result.output.count( QLatin1String( "lizsync:" ) ), ids().size() );
      QVERIFY2( !result.errors.contains( QLatin1String( "uplicate" ) ), result.all() );
    }

    void modelIsValid_data()
    {
      QTest::addColumn<QString>( "model" );
      QTest::addColumn<QStringList>( "words" );
      const QString endOfDay = QStringLiteral( "CENTRAL: |CLONE: |CLONE_2: |CLONE_4: |synchronize:REPORT: <|synchronize4:REPORT: <|conflicts:OUTPUT: <|status:REPORT: <" );
      QTest::newRow( "package_deploy_synchronize" ) << "package_deploy_synchronize.model3" << QStringLiteral( "CENTRAL: |CLONE: |SCHEMAS: |CLONE_NAME: |package:ARCHIVE: <|synchronize:REPORT: <" ).split( '|' );
      QTest::newRow( "prepare_campaign" ) << "prepare_campaign.model3" << QStringLiteral( "CENTRAL: |SCHEMAS: |SERVER_NAME: |package:ARCHIVE: <" ).split( '|' );
      QTest::newRow( "end_of_day" ) << "end_of_day.model3" << endOfDay.split( '|' );
      QTest::newRow( "check_clone" ) << "check_clone.model3" << QStringLiteral( "CENTRAL: |CLONE: |compare:REPORT: <|status:REPORT: <" ).split( '|' );
      // As the provider lists it.
      QTest::newRow( "listed" ) << "lizsync:endofday" << endOfDay.split( '|' );
    }

    void modelIsValid()
    {
      QFETCH( QString, model );
      QFETCH( QStringList, words );
      const ProgramResult result = QgisProcess().run( { QStringLiteral( "help" ), model.startsWith( QLatin1String( "lizsync:" ) ) ? model : QStringLiteral( LIZSYNC_MODELS ) + model } );
      QVERIFY2( result.exitCode == 0, result.all() );
      for ( const QString &word : words )
        QVERIFY2( result.output.contains( word ), result.all() );
    }
};

QTEST_GUILESS_MAIN( TestQgisProcess )
#include "test_qgisprocess.moc"
