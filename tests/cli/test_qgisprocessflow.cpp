/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/cli/qgisprocess.h"
#include "tests/common/testdatabase.h"

#include "engine/pg/quoting.h"

#include <QDeadlineTimer>
#include <QProcess>
#include <QtTest>

#include <csignal>

using namespace LizSync;

/**
 * qgis_process against real databases: the algorithms one after the other, and the model that chains them.
 */
class TestQgisProcessFlow : public QObject
{
    Q_OBJECT

  private:
    std::unique_ptr<TestDatabase> mCentral;
    QgisProcess mQgis;

    static constexpr const char *DATA = R"sql(
      CREATE SCHEMA green;
      CREATE TABLE green.oak( id serial PRIMARY KEY, name text );
      INSERT INTO green.oak( name ) SELECT 'oak ' || i FROM generate_series( 1, 5 ) i;
    )sql";

    static QString rows( TestDatabase &database ) { return database.rows( QStringLiteral( "SELECT id, uid, name FROM green.oak ORDER BY uid" ) ); }

  private slots:
    void initTestCase() { QVERIFY( requireCluster() ); }

    void init()
    {
      mCentral = std::make_unique<TestDatabase>( QStringLiteral( "clicentral" ) );
      mCentral->exec( QString::fromLatin1( DATA ) );
      const ProgramResult installed = mQgis.runAlgorithm( QStringLiteral( "lizsync:install" ), { { QStringLiteral( "CENTRAL" ), mCentral->conninfo() } } );
      QVERIFY2( installed.exitCode == 0, installed.all() );
      QCOMPARE( installed.results().keys(), QStringList( { QStringLiteral( "SERVER_ID" ), QStringLiteral( "VERSION" ) } ) );
      const ProgramResult prepared = mQgis.runAlgorithm( QStringLiteral( "lizsync:prepare" ), { { QStringLiteral( "CENTRAL" ), mCentral->conninfo() }, { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) } } );
      QVERIFY2( prepared.exitCode == 0, prepared.all() );
      QCOMPARE( prepared.results().value( QStringLiteral( "TABLES" ) ).toInt(), 1 );
    }

    void cleanup() { mCentral.reset(); }

    void packageDeploySynchronize()
    {
      TestDatabase clone( QStringLiteral( "cliclone" ) );
      const QString archive = mQgis.folder() + QStringLiteral( "/green.zip" );
      const ProgramResult packaged = mQgis.runAlgorithm( QStringLiteral( "lizsync:package" ), { { QStringLiteral( "CENTRAL" ), mCentral->conninfo() }, { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) }, { QStringLiteral( "ARCHIVE" ), archive } } );
      QVERIFY2( packaged.exitCode == 0, packaged.all() );
      QCOMPARE( packaged.results().value( QStringLiteral( "ARCHIVE" ) ).toString(), archive );
      QCOMPARE( packaged.results().value( QStringLiteral( "ROWS" ) ).toInt(), 5 );

      const ProgramResult deployed = mQgis.runAlgorithm( QStringLiteral( "lizsync:deploy" ), { { QStringLiteral( "CENTRAL" ), mCentral->conninfo() }, { QStringLiteral( "CLONE" ), clone.conninfo() }, { QStringLiteral( "ARCHIVE" ), archive } } );
      QVERIFY2( deployed.exitCode == 0, deployed.all() );
      QCOMPARE( deployed.results().keys(), QStringList( { QStringLiteral( "CLONE_ID" ), QStringLiteral( "ROWS" ), QStringLiteral( "TABLES" ) } ) );

      clone.exec( QStringLiteral( "UPDATE green.oak SET name = 'edited in the clone' WHERE id = 1; DELETE FROM green.oak WHERE id = 2;" ) );
      mCentral->exec( QStringLiteral( "INSERT INTO green.oak( name ) VALUES ( 'planted in central' )" ) );
      const QString report = mQgis.folder() + QStringLiteral( "/report.html" );
      const QString changes = mQgis.folder() + QStringLiteral( "/changes.gpkg" );
      const ProgramResult synchronized = mQgis.runAlgorithm( QStringLiteral( "lizsync:synchronize" ), { { QStringLiteral( "CENTRAL" ), mCentral->conninfo() }, { QStringLiteral( "CLONE" ), clone.conninfo() }, { QStringLiteral( "REPORT" ), report }, { QStringLiteral( "CHANGES" ), changes } } );
      QVERIFY2( synchronized.exitCode == 0, synchronized.all() );
      const QJsonObject results = synchronized.results();
      QCOMPARE( results.keys(), QStringList( { QStringLiteral( "CHANGES" ), QStringLiteral( "CONFLICTS" ), QStringLiteral( "REPORT" ), QStringLiteral( "SYNC_ID" ), QStringLiteral( "TO_CENTRAL" ), QStringLiteral( "TO_CLONE" ), QStringLiteral( "UNRESOLVED" ) } ) );
      QCOMPARE( results.value( QStringLiteral( "TO_CENTRAL" ) ).toInt(), 2 );
      QCOMPARE( results.value( QStringLiteral( "TO_CLONE" ) ).toInt(), 1 );
      QCOMPARE( results.value( QStringLiteral( "CONFLICTS" ) ).toInt(), 0 );
      QCOMPARE( results.value( QStringLiteral( "UNRESOLVED" ) ).toInt(), 0 );
      QCOMPARE( results.value( QStringLiteral( "REPORT" ) ).toString(), report );
      QCOMPARE( results.value( QStringLiteral( "CHANGES" ) ).toString(), changes );
      QVERIFY( QFile::exists( report ) && QFile::exists( changes ) );
      QCOMPARE( rows( clone ), rows( *mCentral ) );

      const ProgramResult again = mQgis.runAlgorithm( QStringLiteral( "lizsync:synchronize" ), { { QStringLiteral( "CENTRAL" ), mCentral->conninfo() }, { QStringLiteral( "CLONE" ), clone.conninfo() } } );
      QVERIFY2( again.exitCode == 0, again.all() );
      QCOMPARE( again.results().keys(), results.keys() );
      QCOMPARE( again.results().value( QStringLiteral( "SYNC_ID" ) ).toString(), QString() );
    }

    void upgradeAndUninstall()
    {
      const QMap<QString, QString> connection { { QStringLiteral( "CONNECTION" ), mCentral->conninfo() } };
      mCentral->exec( QStringLiteral( "CREATE OR REPLACE FUNCTION lizsync.version() RETURNS text LANGUAGE sql AS $$ SELECT '0.9.0'::text $$" ) );
      const ProgramResult refused = mQgis.runAlgorithm( QStringLiteral( "lizsync:prepare" ), { { QStringLiteral( "CENTRAL" ), mCentral->conninfo() }, { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) } } );
      QVERIFY2( refused.exitCode > 0 && refused.errors.contains( QLatin1String( "upgrade it first (\"Upgrade LizSync in database\", lizsync:upgrade)" ) ), refused.all() );
      const ProgramResult upgraded = mQgis.runAlgorithm( QStringLiteral( "lizsync:upgrade" ), connection );
      QVERIFY2( upgraded.exitCode == 0, upgraded.all() );
      QCOMPARE( upgraded.results().keys(), QStringList( { QStringLiteral( "VERSION" ), QStringLiteral( "VERSION_BEFORE" ) } ) );
      QCOMPARE( upgraded.results().value( QStringLiteral( "VERSION_BEFORE" ) ).toString(), QStringLiteral( "0.9.0" ) );

      const QString content = rows( *mCentral );
      const ProgramResult uninstalled = mQgis.runAlgorithm( QStringLiteral( "lizsync:uninstall" ), connection );
      QVERIFY2( uninstalled.exitCode == 0, uninstalled.all() );
      QCOMPARE( uninstalled.results().value( QStringLiteral( "TABLES" ) ).toInt(), 1 );
      QCOMPARE( rows( *mCentral ), content );
      const ProgramResult again = mQgis.runAlgorithm( QStringLiteral( "lizsync:uninstall" ), connection );
      QVERIFY2( again.exitCode > 0 && again.errors.contains( QLatin1String( "there is nothing to uninstall" ) ), again.all() );
    }

    void interruptCancels()
    {
      TestDatabase clone( QStringLiteral( "clicancel" ) );
      const QString archive = mQgis.folder() + QStringLiteral( "/cancel.zip" );
      const ProgramResult packaged = mQgis.runAlgorithm( QStringLiteral( "lizsync:package" ), { { QStringLiteral( "CENTRAL" ), mCentral->conninfo() }, { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) }, { QStringLiteral( "ARCHIVE" ), archive } } );
      QVERIFY2( packaged.exitCode == 0, packaged.all() );
      const ProgramResult deployed = mQgis.runAlgorithm( QStringLiteral( "lizsync:deploy" ), { { QStringLiteral( "CENTRAL" ), mCentral->conninfo() }, { QStringLiteral( "CLONE" ), clone.conninfo() }, { QStringLiteral( "ARCHIVE" ), archive } } );
      QVERIFY2( deployed.exitCode == 0, deployed.all() );
      clone.exec( QStringLiteral( "UPDATE green.oak SET name = 'clone' WHERE id = 1" ) );
      mCentral->exec( QStringLiteral( "UPDATE green.oak SET name = 'central' WHERE id = 2" ) );
      const QString before = rows( *mCentral );

      ProgramResult result;
      {
        // Somebody's open transaction in the clone makes the synchronization wait until Ctrl+C.
        Pg::Connection blocker( clone.conninfo(), QStringLiteral( "lizsync test" ) );
        Pg::Transaction transaction( blocker );
        transaction.execute( QStringLiteral( "UPDATE green.oak SET name = 'blocker' WHERE id = 3" ) );
        const auto interruptWhenItWaits = [&]( QProcess &process )
        {
          const QDeadlineTimer deadline( 30000 );
          while ( clone.value( QStringLiteral( "SELECT count( * ) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'" ) ) == QLatin1String( "0" ) )
          {
            if ( deadline.hasExpired() || process.waitForFinished( 20 ) )
              return;
          }
          ::kill( static_cast<pid_t>( process.processId() ), SIGINT );
        };
        result = runProgram( QStringLiteral( LIZSYNC_QGIS_PROCESS ), { QStringLiteral( "run" ), QStringLiteral( "lizsync:synchronize" ), QStringLiteral( "--CENTRAL=" ) + mCentral->conninfo(), QStringLiteral( "--CLONE=" ) + clone.conninfo() }, mQgis.environment, QString(), interruptWhenItWaits );
      }
      QVERIFY2( result.exitCode > 0, result.all() );
      QVERIFY2( result.errors.contains( QLatin1String( "ancel" ) ), result.all() );
      QCOMPARE( rows( *mCentral ), before );
      QCOMPARE( clone.value( QStringLiteral( "SELECT string_agg( name, ',' ORDER BY id ) FROM green.oak WHERE id < 4" ) ), QStringLiteral( "clone,oak 2,oak 3" ) );
    }

    void modelChainsPackageDeploySynchronize()
    {
      TestDatabase clone( QStringLiteral( "climodel" ) );
      const QString archive = mQgis.folder() + QStringLiteral( "/model.zip" );
      const QString report = mQgis.folder() + QStringLiteral( "/model.html" );
      const ProgramResult result = mQgis.runAlgorithm( QStringLiteral( LIZSYNC_MODELS "package_deploy_synchronize.model3" ), { { QStringLiteral( "CENTRAL" ), mCentral->conninfo() }, { QStringLiteral( "CLONE" ), clone.conninfo() }, { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) }, { QStringLiteral( "CLONE_NAME" ), QStringLiteral( "From a model" ) }, { QStringLiteral( "package:ARCHIVE" ), archive }, { QStringLiteral( "synchronize:REPORT" ), report } } );
      QVERIFY2( result.exitCode == 0, result.all() );
      QCOMPARE( result.results().value( QStringLiteral( "package:ARCHIVE" ) ).toString(), archive );
      QVERIFY( QFile::exists( archive ) && QFile::exists( report ) );
      QCOMPARE( clone.value( QStringLiteral( "SELECT server_name FROM lizsync.server_metadata" ) ), QStringLiteral( "From a model" ) );
      QCOMPARE( rows( clone ), rows( *mCentral ) );
    }

    void modelsOfACampaign()
    {
      const QString model = QStringLiteral( LIZSYNC_MODELS );
      const QString central = mCentral->conninfo();
      const QString archive = mQgis.folder() + QStringLiteral( "/campaign.zip" );
      const ProgramResult prepared = mQgis.runAlgorithm( model + QStringLiteral( "prepare_campaign.model3" ), { { QStringLiteral( "CENTRAL" ), central }, { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) }, { QStringLiteral( "SERVER_NAME" ), QStringLiteral( "City hall" ) }, { QStringLiteral( "package:ARCHIVE" ), archive } } );
      QVERIFY2( prepared.exitCode == 0, prepared.all() );
      QVERIFY( QFile::exists( archive ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT server_name FROM lizsync.server_metadata" ) ), QStringLiteral( "City hall" ) );

      TestDatabase ann( QStringLiteral( "cliann" ) );
      TestDatabase bob( QStringLiteral( "clibob" ) );
      for ( const TestDatabase *clone : { &ann, &bob } )
      {
        const ProgramResult deployed = mQgis.runAlgorithm( QStringLiteral( "lizsync:deploy" ), { { QStringLiteral( "CENTRAL" ), central }, { QStringLiteral( "CLONE" ), clone->conninfo() }, { QStringLiteral( "ARCHIVE" ), archive }, { QStringLiteral( "CLONE_NAME" ), clone->name() } } );
        QVERIFY2( deployed.exitCode == 0, deployed.all() );
      }
      ann.exec( QStringLiteral( "UPDATE green.oak SET name = 'ann' WHERE id = 1" ) );
      bob.exec( QStringLiteral( "UPDATE green.oak SET name = 'bob' WHERE id = 2" ) );

      const QString status = mQgis.folder() + QStringLiteral( "/status.html" );
      const QString report = mQgis.folder() + QStringLiteral( "/bob.html" );
      const QString conflicts = mQgis.folder() + QStringLiteral( "/conflicts.gpkg" );
      // As the provider lists it, and with two of its four clones.
      const ProgramResult synchronized = mQgis.runAlgorithm( QStringLiteral( "lizsync:endofday" ), { { QStringLiteral( "CENTRAL" ), central }, { QStringLiteral( "CLONE" ), ann.conninfo() }, { QStringLiteral( "CLONE_3" ), bob.conninfo() }, { QStringLiteral( "conflicts:OUTPUT" ), conflicts }, { QStringLiteral( "synchronize3:REPORT" ), report }, { QStringLiteral( "status:REPORT" ), status } } );
      QVERIFY2( synchronized.exitCode == 0, synchronized.all() );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT string_agg( name, ',' ORDER BY id ) FROM green.oak WHERE id < 3" ) ), QStringLiteral( "ann,bob" ) );
      QCOMPARE( rows( bob ), rows( *mCentral ) );
      QVERIFY( QFile::exists( status ) && QFile::exists( report ) && QFile::exists( conflicts ) );
      // One sync each: the places that are empty did nothing, though the first clone has not got the edit of the other.
      QCOMPARE( ann.value( QStringLiteral( "SELECT name FROM green.oak WHERE id = 2" ) ), QStringLiteral( "oak 2" ) );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT count( * ) FROM lizsync.history WHERE sync_type = 'partial'" ) ), QStringLiteral( "2" ) );

      const QString comparison = mQgis.folder() + QStringLiteral( "/comparison.html" );
      const ProgramResult checked = mQgis.runAlgorithm( model + QStringLiteral( "check_clone.model3" ), { { QStringLiteral( "CENTRAL" ), central }, { QStringLiteral( "CLONE" ), bob.conninfo() }, { QStringLiteral( "compare:REPORT" ), comparison } } );
      QVERIFY2( checked.exitCode == 0, checked.all() );
      QFile file( comparison );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      QVERIFY( file.readAll().contains( "Both databases hold the same." ) );
    }

    void conflictsRestoreAndStatus()
    {
      TestDatabase clone( QStringLiteral( "clidesk" ) );
      const QString archive = mQgis.folder() + QStringLiteral( "/desk.zip" );
      const QString central = mCentral->conninfo();
      const ProgramResult packaged = mQgis.runAlgorithm( QStringLiteral( "lizsync:package" ), { { QStringLiteral( "CENTRAL" ), central }, { QStringLiteral( "SCHEMAS" ), QStringLiteral( "green" ) }, { QStringLiteral( "ARCHIVE" ), archive } } );
      QVERIFY2( packaged.exitCode == 0, packaged.all() );
      const ProgramResult deployed = mQgis.runAlgorithm( QStringLiteral( "lizsync:deploy" ), { { QStringLiteral( "CENTRAL" ), central }, { QStringLiteral( "CLONE" ), clone.conninfo() }, { QStringLiteral( "ARCHIVE" ), archive } } );
      QVERIFY2( deployed.exitCode == 0, deployed.all() );
      clone.exec( QStringLiteral( "UPDATE green.oak SET name = 'clone' WHERE id = 1" ) );
      mCentral->exec( QStringLiteral( "UPDATE green.oak SET name = 'central' WHERE id = 1" ) );
      const ProgramResult synchronized = mQgis.runAlgorithm( QStringLiteral( "lizsync:synchronize" ), { { QStringLiteral( "CENTRAL" ), central }, { QStringLiteral( "CLONE" ), clone.conninfo() } } );
      QVERIFY2( synchronized.exitCode == 0, synchronized.all() );

      const QString layer = mQgis.folder() + QStringLiteral( "/desk.gpkg" );
      const ProgramResult conflicts = mQgis.runAlgorithm( QStringLiteral( "lizsync:conflicts" ), { { QStringLiteral( "CENTRAL" ), central }, { QStringLiteral( "OUTPUT" ), layer } } );
      QVERIFY2( conflicts.exitCode == 0, conflicts.all() );
      QCOMPARE( conflicts.results().keys(), QStringList( { QStringLiteral( "COUNT" ), QStringLiteral( "OUTPUT" ) } ) );
      QCOMPARE( conflicts.results().value( QStringLiteral( "COUNT" ) ).toInt(), 1 );
      QVERIFY( QFile::exists( layer ) );

      const QString id = mCentral->value( QStringLiteral( "SELECT id FROM lizsync.conflicts" ) );
      const ProgramResult wrong = mQgis.runAlgorithm( QStringLiteral( "lizsync:restore" ), { { QStringLiteral( "CENTRAL" ), central }, { QStringLiteral( "CONFLICT_IDS" ), id + QStringLiteral( ",999" ) } } );
      QVERIFY2( wrong.exitCode > 0 && wrong.errors.contains( QLatin1String( "There is no conflict 999." ) ), wrong.all() );
      const ProgramResult restored = mQgis.runAlgorithm( QStringLiteral( "lizsync:restore" ), { { QStringLiteral( "CENTRAL" ), central }, { QStringLiteral( "CONFLICT_IDS" ), id } } );
      QVERIFY2( restored.exitCode == 0, restored.all() );
      QCOMPARE( restored.results().value( QStringLiteral( "COUNT" ) ).toInt(), 1 );
      QCOMPARE( mCentral->value( QStringLiteral( "SELECT name FROM green.oak WHERE id = 1" ) ), QStringLiteral( "clone" ) );

      const QString report = mQgis.folder() + QStringLiteral( "/fleet.html" );
      const ProgramResult status = mQgis.runAlgorithm( QStringLiteral( "lizsync:status" ), { { QStringLiteral( "CENTRAL" ), central }, { QStringLiteral( "REPORT" ), report } } );
      QVERIFY2( status.exitCode == 0, status.all() );
      QCOMPARE( status.results().keys(), QStringList( { QStringLiteral( "CLONES" ), QStringLiteral( "PENDING" ), QStringLiteral( "REPORT" ), QStringLiteral( "UNRESOLVED" ) } ) );
      QCOMPARE( status.results().value( QStringLiteral( "CLONES" ) ).toInt(), 1 );
      QCOMPARE( status.results().value( QStringLiteral( "PENDING" ) ).toInt(), 1 );
      QCOMPARE( status.results().value( QStringLiteral( "UNRESOLVED" ) ).toInt(), 0 );
      QVERIFY( QFile::exists( report ) );
    }

    void authenticationConfigurationsWork()
    {
      // A role that only logs in with the password that QGIS keeps; pg_hba.conf of a test cluster trusts everybody, so
      // it is the user that shows whose credentials were taken.
      const QMap<QString, QString> keywords = Pg::parseConninfo( mCentral->conninfo() );
      const QString role = mCentral->name() + QStringLiteral( "_gis" );
      mCentral->exec( QStringLiteral( "CREATE ROLE %1 LOGIN SUPERUSER PASSWORD 'green'" ).arg( role ) );

      const QString passwordFile = mQgis.folder() + QStringLiteral( "/master" );
      QFile file( passwordFile );
      QVERIFY( file.open( QIODevice::WriteOnly ) && file.write( "master" ) > 0 );
      file.close();
      QgisProcess qgis;
      qgis.environment.insert( QStringLiteral( "QGIS_AUTH_PASSWORD_FILE" ), passwordFile );
      const ProgramResult made = qgis.runPython( QStringLiteral( R"py(
from qgis.core import QgsApplication, QgsAuthMethodConfig, QgsSettings
import os
profile = os.path.join(os.environ['QGIS_CUSTOM_CONFIG_PATH'], 'profiles', 'default') + '/'
app = QgsApplication([], False, profile)
QgsApplication.setOrganizationName('QGIS'); QgsApplication.setApplicationName('QGIS3')
from qgis.PyQt.QtCore import QSettings
QSettings.setDefaultFormat(QSettings.IniFormat); QSettings.setPath(QSettings.IniFormat, QSettings.UserScope, profile)
QgsApplication.initQgis()
manager = QgsApplication.authManager()
assert manager.setMasterPassword('master', False), 'master password'
config = QgsAuthMethodConfig('Basic')
config.setId('gis0001'); config.setName('gis'); config.setConfigMap({'username': '%1', 'password': 'green', 'realm': ''})
stored = manager.storeAuthenticationConfig(config)
assert (stored[0] if isinstance(stored, tuple) else stored), 'authentication configuration'
settings = QgsSettings()
for key, value in {'host': '%2', 'port': '%3', 'database': '%4', 'authcfg': 'gis0001'}.items():
    settings.setValue('PostgreSQL/connections/Town hall/' + key, value)
settings.sync()
)py" )
                                                   .arg( role, keywords.value( QStringLiteral( "host" ) ), keywords.value( QStringLiteral( "port" ) ), mCentral->name() ) );
      QVERIFY2( made.exitCode == 0, made.all() );

      mCentral->exec( QStringLiteral( "CREATE TABLE public.who( who text ); CREATE FUNCTION public.note_who() RETURNS event_trigger LANGUAGE plpgsql AS $$BEGIN INSERT INTO public.who SELECT session_user; END$$;"
                                      "CREATE EVENT TRIGGER note_who ON ddl_command_start EXECUTE FUNCTION public.note_who();" ) );
      const ProgramResult result = qgis.runAlgorithm( QStringLiteral( "lizsync:install" ), { { QStringLiteral( "CENTRAL" ), QStringLiteral( "Town hall" ) } } );
      const QString who = mCentral->value( QStringLiteral( "SELECT string_agg( DISTINCT who, ',' ) FROM public.who" ) );
      mCentral->exec( QStringLiteral( "DROP EVENT TRIGGER note_who; REASSIGN OWNED BY %1 TO CURRENT_USER; DROP OWNED BY %1; DROP ROLE %1;" ).arg( role ) );
      QVERIFY2( result.exitCode == 0, result.all() );
      QCOMPARE( who, role );
    }
};

QTEST_GUILESS_MAIN( TestQgisProcessFlow )
#include "test_qgisprocessflow.moc"
