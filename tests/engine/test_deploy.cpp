/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/deploy.h"
#include "engine/archive/manifest.h"
#include "tests/common/archivefiles.h"
#include "tests/engine/centralfixture.h"

#include <QDir>
#include <QElapsedTimer>
#include <QFile>
#include <QJsonArray>
#include <QRegularExpression>
#include <QUuid>
#include <QtTest>

using namespace LizSync;

class TestDeploy : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestDatabase> mTemplate;
    std::unique_ptr<CentralFixture> mCentral;
    std::unique_ptr<TestDatabase> mClone;
    TestFeedback mFeedback;

    QString archive( const QString &name = QStringLiteral( "a.zip" ) ) const { return mCentral->path( name ); }

    DeployResult deployTo( TestDatabase &clone, const QString &name = QStringLiteral( "a.zip" ), const std::function<void( DeployOptions & )> &change = nullptr )
    {
      DeployOptions options;
      options.archivePath = archive( name );
      if ( change )
        change( options );
      return deploy( mCentral->database.conninfo(), clone.conninfo(), options, mFeedback );
    }

    QString deployMessage( const QString &name = QStringLiteral( "a.zip" ), const std::function<void( DeployOptions & )> &change = nullptr )
    {
      return messageOf( [&]
                        { deployTo( *mClone, name, change ); } );
    }

    QString clonesOfCentral() const { return mCentral->database.value( QStringLiteral( "SELECT count(*) FROM lizsync.synchronized_tables" ) ); }

    QString sessions( const TestDatabase &database ) const
    {
      return mCentral->database.value( QStringLiteral( "SELECT count(*) FROM pg_stat_activity WHERE datname = '%1' AND application_name LIKE 'lizsync deploy%'" ).arg( database.name() ) );
    }

    static QString treesOf( TestDatabase &database )
    {
      return database.value( QStringLiteral( "SELECT md5( string_agg( t::text, ';' ORDER BY id ) ) FROM \"My city\".\"Tree.s\" AS t" ) );
    }

  private slots:
    void initTestCase()
    {
      QVERIFY( requireCluster() );
      mTemplate = CentralFixture::makeTemplate();
    }

    void cleanupTestCase() { mTemplate.reset(); }


    void init()
    {
      LIZSYNC_SKIP_WHERE( lacksPgDump() );
      mCentral = std::make_unique<CentralFixture>( *mTemplate );
      mClone = std::make_unique<TestDatabase>( QStringLiteral( "clone" ) );
      mFeedback = TestFeedback();
    }

    void cleanup()
    {
      mClone.reset();
      mCentral.reset();
    }

    void a_clone_has_all_that_was_packaged()
    {
      mCentral->makePackage( QStringLiteral( "a.zip" ), { { QStringLiteral( "My city" ) }, {} }, QStringLiteral( "CREATE TABLE \"My city\".made AS SELECT 'é: ' || 1 AS x" ) );
      const DeployResult result = deployTo( *mClone );
      QCOMPARE( result.tables, 2 );
      QCOMPARE( result.rows, qint64( 520 ) );
      QVERIFY( !QUuid( result.cloneId ).isNull() );
      QCOMPARE( mFeedback.progress.last(), 100.0 );
      QVERIFY2( mFeedback.infos.contains( QStringLiteral( "\"My city\".\"b*d\": 20 rows." ) ), qPrintable( mFeedback.infos.join( '\n' ) ) );

      QCOMPARE( treesOf( *mClone ), treesOf( mCentral->database ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT count(*) FROM \"My city\".\"b*d\"" ) ), QStringLiteral( "20" ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT count(*) FROM \"My city\".oaks" ) ), QStringLiteral( "250" ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT \"My city\".answer()" ) ), QStringLiteral( "42" ) );
      QCOMPARE( mClone->rows( QStringLiteral( "SELECT * FROM \"My city\".lookup" ) ), QStringLiteral( "a|b" ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT x FROM \"My city\".made" ) ), QStringLiteral( "é: 1" ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT to_regnamespace( 'other' )" ) ), QString() );

      QCOMPARE( mClone->rows( QStringLiteral( "SELECT server_id, server_name FROM lizsync.server_metadata" ) ), result.cloneId + '|' + mClone->name() );
      QCOMPARE( mCentral->database.value( QStringLiteral( "SELECT server_id FROM lizsync.synchronized_tables" ) ), result.cloneId );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT count(*) FROM audit.logged_actions" ) ), QStringLiteral( "0" ) );
      mClone->exec( QStringLiteral( "UPDATE \"My city\".\"Tree.s\" SET note = 'edited' WHERE id = 1" ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT count(*) FROM audit.logged_actions" ) ), QStringLiteral( "1" ) );
      QCOMPARE( sessions( *mClone ), QStringLiteral( "0" ) );
      QCOMPARE( sessions( mCentral->database ), QStringLiteral( "0" ) );
    }

    void the_foreign_server_reaches_central()
    {
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      deployTo( *mClone );
      const QString options = mClone->value( QStringLiteral( "SELECT array_to_string( srvoptions, ' ' ) FROM pg_foreign_server WHERE srvname = 'lizsync_central'" ) );
      QVERIFY2( options.contains( QStringLiteral( "dbname=" ) + mCentral->database.name() ) && !options.contains( QLatin1String( "application_name" ) ), qUtf8Printable( options ) );
      QVERIFY( mClone->value( QStringLiteral( "SELECT array_to_string( umoptions, ' ' ) FROM pg_user_mappings WHERE srvname = 'lizsync_central'" ) ).contains( QLatin1String( "user=" ) ) );

      deployTo( *mClone, QStringLiteral( "a.zip" ), []( DeployOptions &o )
                { o.centralFromClone = QStringLiteral( "host=central.example port=6543 dbname=db user=field sslmode=require" ); } );
      const QString told = mClone->value( QStringLiteral( "SELECT array_to_string( srvoptions, ' ' ) FROM pg_foreign_server WHERE srvname = 'lizsync_central'" ) );
      QVERIFY2( told.contains( QLatin1String( "host=central.example" ) ) && told.contains( QLatin1String( "port=6543" ) ) && told.contains( QLatin1String( "sslmode=require" ) ), qUtf8Printable( told ) );
    }

    void single_tables()
    {
      Selection selection;
      selection.tables << Pg::TableName { QStringLiteral( "other" ), QStringLiteral( "road" ) };
      mCentral->makePackage( QStringLiteral( "a.zip" ), selection );
      QCOMPARE( deployTo( *mClone ).tables, 1 );
      QCOMPARE( mClone->rows( QStringLiteral( "SELECT id, name FROM other.road ORDER BY id" ) ), QStringLiteral( "1|North\n2|South" ) );
    }

    void the_second_deploy_keeps_the_id_and_brings_what_is_new()
    {
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      const DeployResult first = deployTo( *mClone, QStringLiteral( "a.zip" ), []( DeployOptions &o )
                                           { o.cloneName = QStringLiteral( "Tablet 7" ); } );
      mCentral->database.exec( QStringLiteral( "INSERT INTO \"My city\".\"Tree.s\" ( \"Na\"\"me\" ) VALUES ( 'new' )" ) );
      mCentral->makePackage( QStringLiteral( "b.zip" ) );
      const DeployResult second = deployTo( *mClone, QStringLiteral( "b.zip" ) );
      QCOMPARE( second.cloneId, first.cloneId );
      QCOMPARE( treesOf( *mClone ), treesOf( mCentral->database ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT server_name FROM lizsync.server_metadata" ) ), QStringLiteral( "Tablet 7" ) );
      QCOMPARE( clonesOfCentral(), QStringLiteral( "1" ) );

      const DeployResult third = deployTo( *mClone, QStringLiteral( "b.zip" ), []( DeployOptions &o )
                                           { o.newCloneId = true; } );
      QVERIFY( third.cloneId != first.cloneId );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata" ) ), third.cloneId );
    }

    void unsent_edits_are_not_destroyed_unasked()
    {
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      deployTo( *mClone );
      mClone->exec( QStringLiteral( "UPDATE \"My city\".\"Tree.s\" SET note = 'mine' WHERE id = 1" ) );
      const QString before = contentOf( *mClone );
      const QString centralBefore = contentOf( mCentral->database );
      const QString message = deployMessage();
      QVERIFY2( message.contains( QLatin1String( "not sent to central" ) ) && message.contains( QLatin1String( "DISCARD_PENDING" ) ), qUtf8Printable( message ) );
      QCOMPARE( contentOf( *mClone ), before );
      QCOMPARE( contentOf( mCentral->database ), centralBefore );

      deployTo( *mClone, QStringLiteral( "a.zip" ), []( DeployOptions &o )
                { o.discardPending = true; } );
      QCOMPARE( treesOf( *mClone ), treesOf( mCentral->database ) );
    }

    void a_schema_that_no_deploy_brought_is_left_alone()
    {
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      mClone->exec( QStringLiteral( "CREATE SCHEMA \"My city\"; CREATE TABLE \"My city\".precious( a int )" ) );
      const QString before = contentOf( *mClone );
      const QString message = deployMessage();
      QVERIFY2( message.contains( QLatin1String( "was not deployed by LizSync" ) ), qUtf8Printable( message ) );
      QCOMPARE( contentOf( *mClone ), before );
      QCOMPARE( clonesOfCentral(), QStringLiteral( "0" ) );
    }

    void bad_archives_data()
    {
      QTest::addColumn<QString>( "kind" );
      QTest::addColumn<QString>( "expected" );
      QTest::newRow( "missing" ) << "missing"
                                 << "does not exist";
      QTest::newRow( "no zip" ) << "no zip"
                                << "is not a zip archive";
      QTest::newRow( "truncated" ) << "truncated"
                                   << "is truncated or damaged";
      QTest::newRow( "no manifest" ) << "no manifest"
                                     << "has no manifest.json";
      QTest::newRow( "other format" ) << "other format"
                                      << "in format 2";
      QTest::newRow( "checksum" ) << "checksum"
                                  << "the checksum of schemas.dump differs";
      QTest::newRow( "member missing" ) << "member missing"
                                        << "has no schemas.dump";
      QTest::newRow( "other central" ) << "other central"
                                       << "was made from another central (\"City hall\"";
      QTest::newRow( "no such package" ) << "no such package"
                                         << "was not made by central";
      QTest::newRow( "other name" ) << "other name"
                                    << "is not as central \"City hall\" made it: somebody changed it since";
      QTest::newRow( "other data" ) << "other data"
                                    << "is not as central \"City hall\" made it: somebody changed it since";
      QTest::newRow( "other SQL" ) << "other SQL"
                                   << "is not as central \"City hall\" made it: somebody changed it since";
      QTest::newRow( "before checksums" ) << "before checksums"
                                          << "was made before central \"City hall\" kept the checksums of archives";
      QTest::newRow( "one member more" ) << "one member more"
                                         << "its manifest does not know \uFFFDb";
      QTest::newRow( "extension" ) << "extension"
                                   << "needs the extension no_such_extension";
    }

    void bad_archives()
    {
      QFETCH( QString, kind );
      QFETCH( QString, expected );
      mCentral->makePackage( QStringLiteral( "good.zip" ) );
      const auto spoil = [this]( const std::function<void( QMap<QString, QByteArray> & )> &change, const std::function<void( QJsonObject & )> &changeManifest )
      {
        copyArchive( archive( QStringLiteral( "good.zip" ) ), archive(), change, changeManifest );
      };
      if ( kind == QLatin1String( "no zip" ) || kind == QLatin1String( "truncated" ) )
      {
        QFile good( archive( QStringLiteral( "good.zip" ) ) );
        QVERIFY( good.open( QIODevice::ReadOnly ) );
        QFile bad( archive() );
        QVERIFY( bad.open( QIODevice::WriteOnly ) );
        bad.write( kind == QLatin1String( "no zip" ) ? QByteArray( "PGDMP…" ) : good.read( good.size() / 2 ) );
      }
      else if ( kind == QLatin1String( "no manifest" ) )
        spoil( []( QMap<QString, QByteArray> &m )
               { m.remove( Manifest::sFileName ); },
               nullptr );
      else if ( kind == QLatin1String( "other format" ) )
        spoil( nullptr, []( QJsonObject &m )
               { m.insert( QStringLiteral( "format" ), 2 ); } );
      else if ( kind == QLatin1String( "checksum" ) )
      {
        QMap<QString, QByteArray> members = archiveMembers( archive( QStringLiteral( "good.zip" ) ) );
        QByteArray &dump = members[Manifest::sSchemasDump];
        dump[dump.size() / 2] = static_cast<char>( dump.at( dump.size() / 2 ) + 1 );
        writeArchive( archive(), members );
      }
      else if ( kind == QLatin1String( "member missing" ) )
      {
        QMap<QString, QByteArray> members = archiveMembers( archive( QStringLiteral( "good.zip" ) ) );
        members.remove( Manifest::sSchemasDump );
        writeArchive( archive(), members );
      }
      else if ( kind == QLatin1String( "other central" ) )
        spoil( nullptr, []( QJsonObject &m )
               { m.insert( QStringLiteral( "server_id" ), QUuid::createUuid().toString( QUuid::WithoutBraces ) ); } );
      else if ( kind == QLatin1String( "no such package" ) )
        spoil( nullptr, []( QJsonObject &m )
               { m.insert( QStringLiteral( "sync_id" ), QUuid::createUuid().toString( QUuid::WithoutBraces ) ); } );
      else if ( kind == QLatin1String( "other name" ) )
        spoil( nullptr, []( QJsonObject &m )
               { m.insert( QStringLiteral( "created_at" ), QStringLiteral( "today" ) ); } );
      else if ( kind == QLatin1String( "other data" ) )
        spoil( []( QMap<QString, QByteArray> &m )
               { m[Manifest::sSchemasDump] += 'x'; },
               nullptr );
      else if ( kind == QLatin1String( "other SQL" ) )
        spoil( []( QMap<QString, QByteArray> &m )
               { m.insert( Manifest::sPostDeploySql, "DROP DATABASE central" ); },
               nullptr );
      else if ( kind == QLatin1String( "before checksums" ) )
      {
        QVERIFY( QFile::copy( archive( QStringLiteral( "good.zip" ) ), archive() ) );
        mCentral->database.exec( QStringLiteral( "UPDATE lizsync.history SET archive_digest = NULL" ) );
      }
      else if ( kind == QLatin1String( "one member more" ) )
      {
        QMap<QString, QByteArray> members = archiveMembers( archive( QStringLiteral( "good.zip" ) ) );
        members.insert( QStringLiteral( "\nb" ), "b" );
        writeArchive( archive(), members );
      }
      else if ( kind == QLatin1String( "extension" ) )
        spoil( nullptr, []( QJsonObject &m )
               { m.insert( QStringLiteral( "extensions" ), QJsonArray { QJsonObject { { QStringLiteral( "name" ), QStringLiteral( "no_such_extension" ) }, { QStringLiteral( "schema" ), QStringLiteral( "public" ) } } } ); } );

      const QString before = contentOf( *mClone );
      const QString message = deployMessage();
      QVERIFY2( message.contains( expected ), qUtf8Printable( message ) );
      QVERIFY( !message.contains( '\n' ) );
      QCOMPARE( contentOf( *mClone ), before );
      QCOMPARE( clonesOfCentral(), QStringLiteral( "0" ) );
    }

    //! Nothing of an archive that central does not know is as much as unpacked; and SQL alone refuses it as well.
    void an_unknown_archive_is_not_unpacked()
    {
      mCentral->makePackage( QStringLiteral( "good.zip" ) );
      copyArchive( archive( QStringLiteral( "good.zip" ) ), archive(), []( QMap<QString, QByteArray> &m )
                   { m.insert( Manifest::sPostDeploySql, "SELECT 1" ); } );
      const QString temporary = mCentral->path( QStringLiteral( "tmp" ) );
      QVERIFY( QDir().mkpath( temporary ) );
      const QByteArray before = qgetenv( "TMPDIR" );
      qputenv( "TMPDIR", temporary.toUtf8() );
      const auto restore = qScopeGuard( [&before]
                                        { before.isEmpty() ? qunsetenv( "TMPDIR" ) : qputenv( "TMPDIR", before ); } );
      // The folder is all that there may be, whenever somebody looks.
      bool unpacked = false;
      mFeedback.cancelWhen = [&]
      {
        for ( const QFileInfo &folder : QDir( temporary ).entryInfoList( QDir::Dirs | QDir::NoDotAndDotDot ) )
          unpacked = unpacked || !QDir( folder.filePath() ).isEmpty();
        return false;
      };
      QVERIFY( deployMessage().contains( QLatin1String( "somebody changed it since" ) ) );
      QVERIFY( !unpacked );
      QVERIFY( !mFeedback.infos.join( ' ' ).contains( QLatin1String( "SELECT 1" ) ) );
      deployTo( *mClone, QStringLiteral( "good.zip" ) );
      QVERIFY( unpacked );

      const Manifest manifest = Manifest::parse( archiveMembers( archive( QStringLiteral( "good.zip" ) ) ).value( Manifest::sFileName ), QString() );
      QCOMPARE( mCentral->database.value( QStringLiteral( "SELECT archive_digest FROM lizsync.history WHERE sync_type = 'full'" ) ), manifest.digest() );
      const auto registers = [&]( const QString &digest )
      {
        return messageOf( [&]
                          { mCentral->database.exec( QStringLiteral( "SELECT lizsync.register_clone( gen_random_uuid(), 'x', '%1', %2 )" ).arg( manifest.syncId(), digest ) ); } );
      };
      for ( const QString &digest : { QStringLiteral( "NULL" ), QStringLiteral( "''" ), QStringLiteral( "repeat( '0', 64 )" ) } )
        QVERIFY2( registers( digest ).contains( QLatin1String( "somebody changed it since" ) ), qUtf8Printable( digest ) );
      QCOMPARE( registers( Pg::quotedLiteral( manifest.digest() ) ), QString() );
      // What a package is is said once.
      QVERIFY( messageOf( [&]
                          { mCentral->database.exec( QStringLiteral( "SELECT lizsync.record_archive( '%1', repeat( '1', 64 ) )" ).arg( manifest.syncId() ) ); } )
                 .contains( QLatin1String( "recorded once" ) ) );
      QVERIFY( messageOf( [&]
                          { mCentral->database.exec( QStringLiteral( "UPDATE lizsync.history SET archive_digest = NULL; SELECT lizsync.record_archive( '%1', repeat( '1', 64 ) )" ).arg( manifest.syncId() ) ); } )
                 .contains( QLatin1String( "recorded once" ) ) );
    }

    void sql_to_run_is_shown_before_it_runs()
    {
      const QString ran = mCentral->path( QStringLiteral( "ran" ) );
      mCentral->makePackage( QStringLiteral( "a.zip" ), { { QStringLiteral( "My city" ) }, {} }, QStringLiteral( "-- Whoever reads this:\nCREATE TABLE \"My city\".made ( a int );\nINSERT INTO \"My city\".made VALUES ( 7 );" ) );
      deployTo( *mClone );
      const int shown = mFeedback.infos.indexOf( QStringLiteral( "  -- Whoever reads this:" ) );
      QVERIFY2( shown > 0 && mFeedback.infos.at( shown + 1 ).contains( QLatin1String( "CREATE TABLE \"My city\".made" ) ), qUtf8Printable( mFeedback.infos.join( '\n' ) ) );
      QVERIFY( shown < mFeedback.infos.indexOf( QStringLiteral( "Running the archive's own SQL on the clone." ) ) );
      QVERIFY( shown < mFeedback.infos.indexOf( QRegularExpression( QStringLiteral( "^Restoring .*" ) ) ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT a FROM \"My city\".made" ) ), QStringLiteral( "7" ) );

      // It is SQL, not a script for psql, which could start programs of this computer.
      for ( const QString &sql : { QStringLiteral( "\\! touch '%1'" ).arg( ran ), QStringLiteral( "SELECT 1 \\g '%1'" ).arg( ran ), QStringLiteral( "SELECT 1;\n\\o | touch '%1'\nSELECT 2;" ).arg( ran ), QStringLiteral( "SELECT '`touch %1`'\n\\! touch '%1'" ).arg( ran ) } )
      {
        mCentral->makePackage( QStringLiteral( "b.zip" ), { { QStringLiteral( "My city" ) }, {} }, sql );
        const QString message = deployMessage( QStringLiteral( "b.zip" ) );
        QVERIFY2( message.contains( QLatin1String( "own SQL to run after the deployment failed: Syntax error" ) ), qUtf8Printable( message ) );
        QVERIFY( !QFile::exists( ran ) );
      }
      // A COMMIT is found when the archive is made; one that a body holds may be run later, but not by the deployment.
      mCentral->makePackage( QStringLiteral( "b.zip" ), { { QStringLiteral( "My city" ) }, {} }, QStringLiteral( "DO $$\nBEGIN\n  COMMIT;\nEND $$" ) );
      const QString message = deployMessage( QStringLiteral( "b.zip" ) );
      QVERIFY2( message.contains( QLatin1String( "own SQL to run after the deployment failed: Invalid transaction termination" ) ), qUtf8Printable( message ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT a FROM \"My city\".made" ) ), QStringLiteral( "7" ) );
    }

    void procedures_that_commit()
    {
      mCentral->makePackage( QStringLiteral( "a.zip" ), { { QStringLiteral( "My city" ) }, {} },
                             QStringLiteral( "CREATE PROCEDURE \"My city\".tidy() LANGUAGE plpgsql AS $$\nBEGIN\n  DELETE FROM \"My city\".lookup;\n  COMMIT;\n  INSERT INTO \"My city\".lookup VALUES ( 'tidy' );\n  ROLLBACK;\nEND;\n$$;\n"
                                             "DO $body$\nBEGIN\n  IF false THEN\n    COMMIT;\n  END IF;\nEND;\n$body$;\nCOMMENT ON PROCEDURE \"My city\".tidy() IS 'It''s:\nROLLBACK;'" ) );
      QCOMPARE( deployMessage(), QString() );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT prosrc LIKE '%\n  COMMIT;\n%' FROM pg_proc WHERE proname = 'tidy'" ) ), QStringLiteral( "t" ) );
    }

    //! The log has the whole name, whatever it holds.
    void names_with_parentheses()
    {
      mCentral->database.exec( QStringLiteral( "CREATE TABLE \"My city\".\"Trees (old)\" ( id int PRIMARY KEY ); INSERT INTO \"My city\".\"Trees (old)\" VALUES ( 1 ), ( 2 );"
                                               "CREATE TABLE \"My city\".\"a (\"\"b\"\")  c\" ( x text ); CREATE TABLE \"My city\".nothing (); INSERT INTO \"My city\".nothing DEFAULT VALUES" ) );
      prepare( mCentral->database.conninfo(), { { QStringLiteral( "My city" ) }, {} }, QString(), mFeedback );
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      QCOMPARE( mCentral->feedback.infos.count( QStringLiteral( "\"My city\".\"Trees (old)\": 2 rows." ) ), 1 );
      mFeedback = TestFeedback();
      deployTo( *mClone );
      for ( const char *line : { "\"My city\".\"Trees (old)\": 2 rows.", "\"My city\".\"a (\"\"b\"\")  c\": 0 rows.", "\"My city\".nothing: 1 row." } )
        QVERIFY2( mFeedback.infos.count( QString::fromLatin1( line ) ) == 1, qUtf8Printable( mFeedback.infos.join( '\n' ) ) );
    }

    void same_database_and_copies_of_it()
    {
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      DeployOptions options;
      options.archivePath = archive();
      const QString other = QStringLiteral( "postgresql:///%1?host=%2" ).arg( mCentral->database.name(), QString::fromLatin1( QUrl::toPercentEncoding( Pg::parseConninfo( clusterConninfo() ).value( QStringLiteral( "host" ) ) ) ) ) + QStringLiteral( "&user=" ) + Pg::parseConninfo( clusterConninfo() ).value( QStringLiteral( "user" ) ) + QStringLiteral( "&port=" ) + Pg::parseConninfo( clusterConninfo() ).value( QStringLiteral( "port" ) );
      QString message = messageOf( [&]
                                   { deploy( mCentral->database.conninfo(), other, options, mFeedback ); } );
      QVERIFY2( message.startsWith( QLatin1String( "Clone and central are the same database" ) ), qUtf8Printable( message ) );

      mCentral->database.disconnect();
      TestDatabase copy( QStringLiteral( "copy" ), mCentral->database.name() );
      message = messageOf( [&]
                           { deploy( mCentral->database.conninfo(), copy.conninfo(), options, mFeedback ); } );
      QVERIFY2( message.contains( QLatin1String( "is a copy of central" ) ), qUtf8Printable( message ) );
    }

    void central_without_lizsync()
    {
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      TestDatabase bare( QStringLiteral( "bare" ) );
      DeployOptions options;
      options.archivePath = archive();
      const QString message = messageOf( [&]
                                         { deploy( bare.conninfo(), mClone->conninfo(), options, mFeedback ); } );
      QVERIFY2( message.contains( QLatin1String( "LizSync is not installed in the central database" ) ), qUtf8Printable( message ) );
    }

    void extensions_that_may_not_be_created()
    {
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      mClone->exec( QStringLiteral( "CREATE ROLE lizsync_owner LOGIN; ALTER DATABASE \"%1\" OWNER TO lizsync_owner; GRANT ALL ON SCHEMA public TO lizsync_owner" ).arg( mClone->name() ) );
      const auto drop = qScopeGuard( [this]
                                     { mClone->exec( QStringLiteral( "ALTER DATABASE \"%1\" OWNER TO CURRENT_USER; REASSIGN OWNED BY lizsync_owner TO CURRENT_USER; DROP OWNED BY lizsync_owner; DROP ROLE lizsync_owner" ).arg( mClone->name() ) ); } );
      const QString before = contentOf( *mClone );
      DeployOptions options;
      options.archivePath = archive();
      const QString owner = withKeywords( mClone->conninfo(), { { QStringLiteral( "user" ), QStringLiteral( "lizsync_owner" ) } } );
      const QString message = messageOf( [&]
                                         { deploy( mCentral->database.conninfo(), owner, options, mFeedback ); } );
      QVERIFY2( message.startsWith( QLatin1String( "LizSync needs the extension postgres_fdw, which could not be created in database " ) ), qUtf8Printable( message ) );
      QVERIFY2( message.endsWith( QLatin1String( "have an administrator install it there." ) ), qUtf8Printable( message ) );
      QCOMPARE( contentOf( *mClone ), before );
      QCOMPARE( clonesOfCentral(), QStringLiteral( "0" ) );
    }

    //! Everything that can go wrong in the middle, on a clone that holds something already.
    void failure_in_the_middle_data()
    {
      QTest::addColumn<QString>( "kind" );
      QTest::addColumn<QString>( "expected" );
      QTest::newRow( "cut dump" ) << "cut dump"
                                  << "pg_restore could not read the archive";
      QTest::newRow( "post deploy" ) << "post deploy"
                                     << "own SQL to run after the deployment failed: Relation \"nowhere\" does not exist. Correct";
      QTest::newRow( "post deploy with an open quote" ) << "open quote"
                                                        << "own SQL to run after the deployment failed: Unterminated quoted string";
      QTest::newRow( "restore" ) << "restore"
                                 << "could not be restored in database";
      QTest::newRow( "central dies" ) << "central dies"
                                      << "was lost";
      QTest::newRow( "the clone's session dies" ) << "session dies"
                                                  << "was lost";
      QTest::newRow( "cancel" ) << "cancel"
                                << "Cancelled";
      QTest::newRow( "cancel in a long statement" ) << "cancel in post deploy"
                                                    << "Cancelled";
    }

    void failure_in_the_middle()
    {
      QFETCH( QString, kind );
      QFETCH( QString, expected );
      mCentral->makePackage( QStringLiteral( "first.zip" ) );
      const QString cloneId = deployTo( *mClone, QStringLiteral( "first.zip" ) ).cloneId;
      mCentral->database.exec( QStringLiteral( "INSERT INTO \"My city\".\"Tree.s\" ( note ) SELECT repeat( md5( i::text ), 30 ) FROM generate_series( 1, 4000 ) AS i" ) );

      const Selection city { { QStringLiteral( "My city" ) }, {} };
      QString postDeploy;
      if ( kind == QLatin1String( "post deploy" ) )
        postDeploy = QStringLiteral( "CREATE TABLE public.left_over( a int );\nSELECT * FROM nowhere;" );
      else if ( kind == QLatin1String( "open quote" ) )
        postDeploy = QStringLiteral( "SELECT 'oops;\n" );
      else if ( kind == QLatin1String( "cancel in post deploy" ) )
        postDeploy = QStringLiteral( "SELECT pg_sleep( 60 );" );
      else if ( kind == QLatin1String( "restore" ) )
        mCentral->database.exec( QStringLiteral( "CREATE AGGREGATE public.here_only( int ) ( sfunc = int4larger, stype = int ); CREATE RULE r AS ON DELETE TO \"My city\".lookup DO ALSO SELECT public.here_only( 1 )" ) );
      mCentral->makePackage( QStringLiteral( "good.zip" ), city, postDeploy );
      if ( kind == QLatin1String( "cut dump" ) )
      {
        copyArchive( archive( QStringLiteral( "good.zip" ) ), archive(), []( QMap<QString, QByteArray> &m )
                     { m[Manifest::sSchemasDump].chop( m[Manifest::sSchemasDump].size() / 3 ); } );
        mCentral->knowArchive( QStringLiteral( "a.zip" ) );
      }
      else
        QVERIFY( QFile::copy( archive( QStringLiteral( "good.zip" ) ), archive() ) );

      const QString before = contentOf( *mClone );
      const QString centralBefore = contentOf( mCentral->database );
      const QString treesBefore = treesOf( *mClone );
      // In the middle: after a third of the rows.
      const auto kill = [this]( const QString &name, const QString &database )
      {
        return mCentral->database.terminateBackends( QStringLiteral( "application_name ~ '%1' AND datname = '%2'" ).arg( name, database ) );
      };
      bool middle = false;
      mFeedback.progress.clear();
      mFeedback.onProgress = [&]( double percent )
      {
        if ( middle || percent < 40 )
          return;
        middle = true;
        if ( kind == QLatin1String( "central dies" ) )
          QCOMPARE( kill( QStringLiteral( "^lizsync deploy central$" ), mCentral->database.name() ), 1 );
        else if ( kind == QLatin1String( "session dies" ) )
          QCOMPARE( kill( QStringLiteral( "^lizsync deploy clone$" ), mClone->name() ), 1 );
        else if ( kind == QLatin1String( "cancel" ) )
          mFeedback.cancelWhen = []
          { return true; };
      };
      if ( kind == QLatin1String( "cancel in post deploy" ) )
      {
        mFeedback.cancelWhen = [this]
        {
          return mCentral->database.value( QStringLiteral( "SELECT count(*) FROM pg_stat_activity WHERE datname = '%1' AND query ~ 'pg_sleep' AND application_name ~ '^lizsync deploy'" ).arg( mClone->name() ) ) != QLatin1String( "0" );
        };
      }

      QElapsedTimer timer;
      timer.start();
      const QString message = deployMessage();
      QVERIFY2( message.contains( expected ) && !message.contains( '\n' ), qUtf8Printable( message ) );
      QVERIFY2( timer.elapsed() < 30000, "took too long" );
      QVERIFY( middle || ( kind != QLatin1String( "cancel" ) && !kind.contains( QLatin1String( "dies" ) ) ) );
      QTRY_COMPARE( sessions( *mClone ), QStringLiteral( "0" ) );
      QCOMPARE( treesOf( *mClone ), treesBefore );
      QCOMPARE( contentOf( *mClone ), before );
      QCOMPARE( contentOf( mCentral->database ), centralBefore );

      // And nothing stands in the way of doing it right.
      mFeedback = TestFeedback();
      if ( kind == QLatin1String( "restore" ) || kind == QLatin1String( "open quote" ) || kind.contains( QLatin1String( "post deploy" ) ) )
        return;
      mCentral->knowArchive( QStringLiteral( "good.zip" ) );
      QCOMPARE( deployTo( *mClone, QStringLiteral( "good.zip" ) ).cloneId, cloneId );
      QCOMPARE( treesOf( *mClone ), treesOf( mCentral->database ) );
    }

    void programs_newer_than_the_clones_server()
    {
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      const QString folder = mCentral->path( QStringLiteral( "bin" ) );
      QVERIFY( QDir().mkpath( folder ) );
      // As pg_restore 17 does, whatever the server's version; and one of the future.
      QFile file( folder + QStringLiteral( "/pg_restore" ) );
      QVERIFY( file.open( QIODevice::WriteOnly ) );
      file.write( "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'pg_restore (PostgreSQL) 99.1'; exit; fi\n"
                  "printf 'SET lock_timeout = 0;\\nSET transaction_timeout = 0;\\nSET timeout_of_tomorrow = 0;\\n'; exec pg_restore \"$@\"\n" );
      QVERIFY( file.setPermissions( QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner ) );
      file.close();
      qputenv( "LIZSYNC_PG_BINDIR", folder.toUtf8() );
      const auto unset = qScopeGuard( []
                                      { qunsetenv( "LIZSYNC_PG_BINDIR" ); } );
      QCOMPARE( deployTo( *mClone ).tables, 2 );
      QCOMPARE( treesOf( *mClone ), treesOf( mCentral->database ) );
    }

    //! What looks like the end of rows, a COPY or a command of psql, in names, values and bodies, is none.
    void names_and_values_like_commands()
    {
      mCentral->database.exec( QStringLiteral( "CREATE TABLE \"My city\".\"a\n\\! touch x (b) FROM stdin;\nc\" ( id int PRIMARY KEY, \"d\n e FROM stdin;\n\" text );"
                                               "INSERT INTO \"My city\".\"a\n\\! touch x (b) FROM stdin;\nc\" VALUES ( 1, E'\\\\.' ), ( 2, E'\\\\.\\n\\\\.\\n' ), ( 3, '' ), ( 4, NULL );"
                                               "CREATE FUNCTION \"My city\".body() RETURNS text LANGUAGE sql AS $body$ SELECT '\nCOPY s.t (a) FROM stdin;\n1\n\\.\n\\unrestrict x\nSET no_such_setting = 1;\n'::text $body$" ) );
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      deployTo( *mClone );
      for ( const char *query : { "SELECT string_agg( t::text, ';' ORDER BY id ) FROM \"My city\".\"a\n\\! touch x (b) FROM stdin;\nc\" AS t", "SELECT \"My city\".body()" } )
      {
        const QString content = mCentral->database.value( QString::fromLatin1( query ) );
        QVERIFY( content.contains( QLatin1Char( '.' ) ) );
        QCOMPARE( mClone->value( QString::fromLatin1( query ) ), content );
      }
    }

    //! What a literal means hangs on standard_conforming_strings, which both databases may have off, each for itself.
    void backslashes_data()
    {
      QTest::addColumn<bool>( "offInCentral" );
      QTest::addColumn<bool>( "offInClone" );
      QTest::newRow( "off in central" ) << true << false;
      QTest::newRow( "off in the clone" ) << false << true;
      QTest::newRow( "off in both" ) << true << true;
    }

    void backslashes()
    {
      QFETCH( bool, offInCentral );
      QFETCH( bool, offInClone );
      const QString off = QStringLiteral( "DO $$ BEGIN EXECUTE format( 'ALTER DATABASE %I SET standard_conforming_strings TO off', current_database() ); END $$" );
      mCentral->database.exec( QStringLiteral( "CREATE TABLE \"My city\".code ( id int PRIMARY KEY, path text DEFAULT E'C:\\\\a\\\\''b', digits text CHECK ( digits ~ E'^\\\\d+$' ) );"
                                               "COMMENT ON TABLE \"My city\".code IS E'a\\\\b'; INSERT INTO \"My city\".code VALUES ( 1, E'x\\\\y', '12' ); CREATE SEQUENCE \"My city\".\"se\\q'uence\"; SELECT nextval( E'\"My city\".\"se\\\\q''uence\"' )" ) );
      if ( offInCentral )
        mCentral->database.exec( off );
      if ( offInClone )
        mClone->exec( off );
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      QCOMPARE( deployMessage(), QString() );
      const QString query = QStringLiteral( "SELECT obj_description( '\"My city\".code'::regclass ), d.path, d.digits FROM \"My city\".code AS d ORDER BY id" );
      for ( TestDatabase *database : { &mCentral->database, mClone.get() } )
      {
        database->exec( QStringLiteral( "INSERT INTO \"My city\".code ( id, digits ) VALUES ( 2, '34' )" ) );
        QCOMPARE( database->rows( query ), QStringLiteral( "a\\b|x\\y|12\na\\b|C:\\a\\'b|34" ) );
      }
      QCOMPARE( mClone->value( QStringLiteral( "SELECT last_value FROM \"My city\".\"se\\q'uence\"" ) ), QStringLiteral( "1" ) );
    }

    //! Schemas and single tables are two dumps; they may need each other.
    void a_schema_and_a_table_that_it_refers_to()
    {
      mCentral->database.exec( QStringLiteral( "CREATE TABLE other.kind ( id int PRIMARY KEY ); INSERT INTO other.kind VALUES ( 1 ); ALTER TABLE \"My city\".\"b*d\" ADD kind int REFERENCES other.kind; UPDATE \"My city\".\"b*d\" SET kind = 1;"
                                               "ALTER TABLE other.road ADD tree int REFERENCES \"My city\".\"Tree.s\"; UPDATE other.road SET tree = 1" ) );
      Selection selection { { QStringLiteral( "My city" ) }, { { QStringLiteral( "other" ), QStringLiteral( "kind" ) }, { QStringLiteral( "other" ), QStringLiteral( "road" ) } } };
      prepare( mCentral->database.conninfo(), selection, QString(), mFeedback );
      mCentral->makePackage( QStringLiteral( "a.zip" ), selection );
      QCOMPARE( deployMessage(), QString() );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT count(*) FROM pg_constraint WHERE contype = 'f' AND convalidated AND connamespace IN ( 'other'::regnamespace, '\"My city\"'::regnamespace )" ) ), QStringLiteral( "3" ) );
    }

    //! Views of a schema may stand on tables that were selected singly; one that lacks something is left out, and that is told.
    void views_on_single_tables()
    {
      mCentral->database.exec( QStringLiteral(
        "CREATE VIEW \"My city\".\"at (road)\" AS SELECT t.id, r.name FROM \"My city\".\"Tree.s\" AS t JOIN other.road AS r ON r.id = t.id;"
        "CREATE VIEW \"My city\".\"A road\" AS SELECT name FROM \"My city\".\"at (road)\"; COMMENT ON VIEW \"My city\".\"A road\" IS 'of the city';"
        "CREATE VIEW \"My city\".by_tree AS SELECT t.*, count( r.id ) AS roads FROM \"My city\".\"Tree.s\" AS t LEFT JOIN other.road AS r ON r.id = t.id GROUP BY t.id;"
        "CREATE MATERIALIZED VIEW \"My city\".kept AS SELECT name, count( * ) FROM \"My city\".\"A road\" GROUP BY name; CREATE UNIQUE INDEX ON \"My city\".kept ( name );"
        "CREATE FUNCTION \"My city\".swallow() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN NEW; END $$; CREATE TRIGGER swallow INSTEAD OF UPDATE ON \"My city\".\"at (road)\" FOR EACH ROW EXECUTE FUNCTION \"My city\".swallow();"
        "CREATE VIEW \"My city\".changes AS SELECT event_id FROM audit.logged_actions;"
        "CREATE TABLE other.secret ( id int ); CREATE VIEW other.secrets AS SELECT id FROM other.secret; CREATE VIEW \"My city\".told AS SELECT id FROM other.secrets; CREATE VIEW \"My city\".told_again AS SELECT s.id FROM \"My city\".told AS s JOIN other.road AS r USING ( id );"
        "CREATE AGGREGATE public.label( text ) ( sfunc = textcat, stype = text ); CREATE VIEW \"My city\".labels AS SELECT public.label( note ) FROM \"My city\".\"Tree.s\"" ) );
      mCentral->makePackage( QStringLiteral( "a.zip" ), { { QStringLiteral( "My city" ) }, { { QStringLiteral( "other" ), QStringLiteral( "road" ) } } } );
      const QStringList warnings = mCentral->feedback.warnings;
      QCOMPARE( warnings.size(), 3 );
      for ( const char *words : { "The view \"My city\".labels is left out of the archive, as it needs public.label(text), which is not selected", "\"My city\".told is left out of the archive, as it needs other.secrets,", "\"My city\".told_again is left out of the archive, as it needs other.secrets," } )
        QVERIFY2( warnings.join( '\n' ).contains( QLatin1String( words ) ), qUtf8Printable( warnings.join( '\n' ) ) );

      // A second deploy replaces them all.
      for ( int i = 0; i < 2; ++i )
      {
        QCOMPARE( deployMessage(), QString() );
        QCOMPARE( mClone->value( QStringLiteral( "SELECT string_agg( relname, ', ' ORDER BY relname COLLATE \"C\" ) FROM pg_class WHERE relkind IN ( 'v', 'm' ) AND relnamespace IN ( '\"My city\"'::regnamespace, 'other'::regnamespace )" ) ), QStringLiteral( "A road, at (road), by_tree, changes, kept, oaks" ) );
        for ( const char *query : { "SELECT * FROM \"My city\".\"A road\" ORDER BY 1", "SELECT id, roads FROM \"My city\".by_tree WHERE id < 5 ORDER BY 1", "SELECT * FROM \"My city\".kept ORDER BY 1", "SELECT pg_get_indexdef( indexrelid ) FROM pg_index WHERE indrelid = '\"My city\".kept'::regclass",
                                    "SELECT obj_description( '\"My city\".\"A road\"'::regclass, 'pg_class' )", "SELECT pg_get_triggerdef( oid ) FROM pg_trigger WHERE tgname = 'swallow'" } )
        {
          const QString content = mCentral->database.rows( QString::fromLatin1( query ) );
          QVERIFY( !content.isEmpty() );
          QCOMPARE( mClone->rows( QString::fromLatin1( query ) ), content );
        }
      }
    }

    //! A view that is a layer.
    void single_views()
    {
      mCentral->database.exec( QStringLiteral( "CREATE VIEW other.trees AS SELECT t.id, r.name FROM \"My city\".\"Tree.s\" AS t LEFT JOIN other.road AS r USING ( id ) GROUP BY t.id, r.name; CREATE TABLE other.secret ( id int ); CREATE VIEW other.secrets AS SELECT id FROM other.secret; CREATE SCHEMA third; CREATE VIEW third.oaks AS SELECT * FROM \"My city\".oaks" ) );
      const auto layer = []( const char *schema, const char *table )
      { return Pg::TableName { QString::fromLatin1( schema ), QString::fromLatin1( table ) }; };
      mCentral->makePackage( QStringLiteral( "a.zip" ), { { QStringLiteral( "My city" ) }, { layer( "other", "road" ), layer( "other", "trees" ), layer( "other", "secrets" ), layer( "third", "oaks" ) } } );
      QCOMPARE( mCentral->feedback.warnings.filter( QStringLiteral( "The view other.secrets is left out of the archive, as it needs other.secret," ) ).size(), 1 );
      QVERIFY( mCentral->feedback.infos.filter( QStringLiteral( "secrets" ) ).isEmpty() );
      for ( int i = 0; i < 2; ++i )
      {
        QCOMPARE( deployMessage(), QString() );
        QCOMPARE( mClone->rows( QStringLiteral( "SELECT count( * ), count( name ), to_regclass( 'other.secrets' ) FROM other.trees" ) ), QStringLiteral( "500|2|∅" ) );
        QCOMPARE( mClone->value( QStringLiteral( "SELECT count( * ) FROM third.oaks" ) ), QStringLiteral( "250" ) );
      }
    }

    //! What a table needs may be in another schema than the table: partitions, parents, sequences.
    void families_in_several_schemas()
    {
      mCentral->database.exec( QStringLiteral(
        "CREATE TABLE other.log ( id int, day int, PRIMARY KEY ( id, day ) ) PARTITION BY RANGE ( day ); CREATE TABLE \"My city\".log_1 PARTITION OF other.log FOR VALUES FROM ( 1 ) TO ( 9 ); CREATE INDEX ON other.log ( day );"
        "CREATE TABLE \"My city\".log_2 PARTITION OF other.log FOR VALUES FROM ( 9 ) TO ( 19 ) PARTITION BY RANGE ( day ); CREATE TABLE \"My city\".log_3 PARTITION OF \"My city\".log_2 FOR VALUES FROM ( 9 ) TO ( 12 );"
        "CREATE TABLE \"My city\".diary ( id int, day int, PRIMARY KEY ( id, day ) ) PARTITION BY RANGE ( day ); CREATE TABLE other.diary_1 PARTITION OF \"My city\".diary FOR VALUES FROM ( 1 ) TO ( 9 ); CREATE TABLE \"My city\".diary_2 PARTITION OF \"My city\".diary FOR VALUES FROM ( 9 ) TO ( 19 );"
        "CREATE TABLE \"My city\".path ( width int, PRIMARY KEY ( id ) ) INHERITS ( other.road ); ALTER TABLE \"My city\".path ADD step serial;"
        "CREATE TABLE \"My city\".note ( id bigint PRIMARY KEY DEFAULT nextval( 'other.road_id_seq' ), tree int REFERENCES \"My city\".\"Tree.s\" ); CREATE VIEW \"My city\".days AS SELECT * FROM \"My city\".log_1;"
        "CREATE TABLE \"My city\".bench ( id int PRIMARY KEY, day int, path int REFERENCES \"My city\".path, FOREIGN KEY ( id, day ) REFERENCES other.log )" ) );
      const Selection selection { { QStringLiteral( "My city" ) }, { { QStringLiteral( "other" ), QStringLiteral( "road" ) }, { QStringLiteral( "other" ), QStringLiteral( "log" ) } } };
      prepare( mCentral->database.conninfo(), selection, QString(), mFeedback );
      mCentral->database.exec( QStringLiteral( "INSERT INTO other.log SELECT i, i FROM generate_series( 1, 11 ) AS i; INSERT INTO \"My city\".diary SELECT i, i FROM generate_series( 1, 12 ) AS i; INSERT INTO \"My city\".path ( id, name, width ) VALUES ( 5, 'narrow', 1 );"
                                               "INSERT INTO \"My city\".note ( tree ) VALUES ( 1 ); INSERT INTO \"My city\".bench VALUES ( 11, 11, 5 )" ) );
      mCentral->makePackage( QStringLiteral( "a.zip" ), selection );
      QVERIFY2( mCentral->feedback.warnings.isEmpty(), qUtf8Printable( mCentral->feedback.warnings.join( QChar( 10 ) ) ) );
      for ( int i = 0; i < 2; ++i )
      {
        QCOMPARE( deployMessage(), QString() );
        for ( const char *query : { "SELECT tableoid::regclass::text COLLATE \"C\", count( * ) FROM other.log GROUP BY 1 ORDER BY 1", "SELECT tableoid::regclass::text COLLATE \"C\", count( * ) FROM \"My city\".diary GROUP BY 1 ORDER BY 1", "SELECT tableoid::regclass, id, name FROM other.road ORDER BY id", "SELECT id, day FROM \"My city\".days ORDER BY 1",
                                    "SELECT inhrelid::regclass::text COLLATE \"C\", inhparent::regclass::text COLLATE \"C\" FROM pg_inherits WHERE inhrelid::regclass::text ~ 'path|diary|log' ORDER BY 1, 2", "SELECT tree FROM \"My city\".note", "SELECT conname FROM pg_constraint WHERE contype = 'f' AND connamespace = '\"My city\"'::regnamespace AND convalidated AND conparentid = 0 ORDER BY 1" } )
        {
          const QString content = mCentral->database.rows( QString::fromLatin1( query ) );
          QVERIFY( !content.isEmpty() );
          QCOMPARE( mClone->rows( QString::fromLatin1( query ) ), content );
        }
      }
    }

    //! What is only copied is replaced by the next archive too; but nothing that no archive brought.
    void single_tables_that_are_only_copied()
    {
      mCentral->database.exec( QStringLiteral( "CREATE TABLE other.plain ( id int ); INSERT INTO other.plain VALUES ( 1 ); CREATE VIEW other.answer AS SELECT 42 AS a; CREATE MATERIALIZED VIEW other.kept AS SELECT 43 AS a" ) );
      Selection selection { { QStringLiteral( "My city" ) }, {} };
      for ( const char *name : { "plain", "answer", "kept" } )
        selection.tables << Pg::TableName { QStringLiteral( "other" ), QString::fromLatin1( name ) };
      mCentral->makePackage( QStringLiteral( "a.zip" ), selection );
      QCOMPARE( deployMessage(), QString() );
      mCentral->database.exec( QStringLiteral( "INSERT INTO other.plain VALUES ( 2 )" ) );
      mCentral->makePackage( QStringLiteral( "a.zip" ), selection );
      QCOMPARE( deployMessage(), QString() );
      QCOMPARE( mClone->rows( QStringLiteral( "SELECT count( * ), ( SELECT a FROM other.answer ), ( SELECT a FROM other.kept ) FROM other.plain" ) ), QStringLiteral( "2|42|43" ) );

      TestDatabase used( QStringLiteral( "used" ) );
      used.exec( QStringLiteral( "CREATE SCHEMA other; CREATE VIEW other.answer AS SELECT 'mine'::text AS a" ) );
      const QString message = messageOf( [&]
                                         { deployTo( used ); } );
      QVERIFY2( message.contains( QLatin1String( "has a table \"other\".\"answer\" that was not deployed by LizSync" ) ), qUtf8Printable( message ) );
      QCOMPARE( used.value( QStringLiteral( "SELECT a FROM other.answer" ) ), QStringLiteral( "mine" ) );
      deployTo( used, QStringLiteral( "a.zip" ), []( DeployOptions &o )
                { o.discardPending = true; } );
      QCOMPARE( used.value( QStringLiteral( "SELECT a FROM other.answer" ) ), QStringLiteral( "42" ) );
    }

    //! A function is in the dump of its schema, and comes before what that dump does not have.
    void functions_that_need_single_tables_data()
    {
      QTest::addColumn<QString>( "sql" );
      QTest::addColumn<QString>( "says" );
      QTest::newRow( "rows of a table" ) << "CREATE FUNCTION \"My city\".roads() RETURNS SETOF other.road LANGUAGE sql AS 'SELECT * FROM other.road'"
                                         << "\"My city\".roads() needs other.road,";
      QTest::newRow( "rows of a view" ) << "CREATE VIEW \"My city\".at AS SELECT id FROM other.road; CREATE FUNCTION \"My city\".at( \"My city\".at[] ) RETURNS int LANGUAGE sql AS 'SELECT 1'"
                                        << "\"My city\".at(\"My city\".at[]) needs \"My city\".at,";
      QTest::newRow( "rows of a view that is left out" ) << "CREATE TABLE other.secret ( id int ); CREATE VIEW \"My city\".at AS SELECT id FROM other.secret; CREATE FUNCTION \"My city\".at() RETURNS SETOF \"My city\".at LANGUAGE sql AS 'SELECT 1'"
                                                         << "\"My city\".at() needs \"My city\".at,";
      QTest::newRow( "a type" ) << "CREATE TYPE \"My city\".pair AS ( road other.road )"
                                << "\"My city\".pair needs other.road,";
    }

    void functions_that_need_single_tables()
    {
      QFETCH( QString, sql );
      QFETCH( QString, says );
      mCentral->database.exec( sql );
      const QString message = messageOf( [this]
                                         { mCentral->makePackage( QStringLiteral( "a.zip" ), { { QStringLiteral( "My city" ) }, { { QStringLiteral( "other" ), QStringLiteral( "road" ) } } } ); } );
      QVERIFY2( message.startsWith( QLatin1String( "The function or type " ) + says ), qUtf8Printable( message ) );
      QVERIFY( !QFile::exists( archive() ) );
      QCOMPARE( mCentral->database.value( QStringLiteral( "SELECT count( * ) FROM lizsync.history" ) ), QStringLiteral( "0" ) );
    }

    //! Functions and types of schemas that nobody selects, public above all, come along with the tables that need them.
    void what_tables_need_from_elsewhere()
    {
      mCentral->database.exec( QStringLiteral(
        "CREATE SCHEMA \"Too ls\"; CREATE TYPE public.mood AS ENUM ( 'good', 'it''s \"bad\"' ); CREATE FUNCTION public.is_code( text ) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length( $1 ) > 1';"
        "CREATE DOMAIN \"Too ls\".\"Co de\" AS text COLLATE \"C\" DEFAULT 'xy' NOT NULL CONSTRAINT \"is code\" CHECK ( public.is_code( VALUE ) ) CHECK ( VALUE <> 'no' );"
        "CREATE TYPE public.pair AS ( \"fir st\" \"Too ls\".\"Co de\", moods public.mood[], n numeric( 4, 1 ) );"
        "CREATE FUNCTION public.\"up per\"() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN NEW.note := upper( NEW.note ); RETURN NEW; END $$;"
        "CREATE FUNCTION public.mood_of( p public.pair, OUT m public.mood ) LANGUAGE sql IMMUTABLE AS 'SELECT p.moods[1]'; CREATE FUNCTION public.unused( int ) RETURNS int LANGUAGE sql AS 'SELECT $1';"
        "CREATE FUNCTION public.shown() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT true'; CREATE FUNCTION public.label( text ) RETURNS text LANGUAGE sql AS 'SELECT $1';"
        "ALTER TABLE \"My city\".\"Tree.s\" ADD mood public.mood DEFAULT 'good', ADD code \"Too ls\".\"Co de\", ADD pair public.pair, ADD CHECK ( public.mood_of( pair ) <> 'good' );"
        "CREATE INDEX ON \"My city\".\"Tree.s\" ( public.is_code( note ) ); CREATE TRIGGER \"up per\" BEFORE UPDATE ON \"My city\".\"Tree.s\" FOR EACH ROW EXECUTE FUNCTION public.\"up per\"();"
        "CREATE POLICY seen ON \"My city\".\"Tree.s\" USING ( public.shown() ); CREATE VIEW \"My city\".labels AS SELECT public.label( note ) FROM \"My city\".\"Tree.s\";"
        "CREATE FUNCTION \"My city\".moods() RETURNS SETOF public.mood LANGUAGE sql AS 'SELECT mood FROM \"My city\".\"Tree.s\"'" ) );
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      QVERIFY2( mCentral->feedback.warnings.isEmpty(), qUtf8Printable( mCentral->feedback.warnings.join( QChar( 10 ) ) ) );
      const QStringList infos = mCentral->feedback.infos.filter( QStringLiteral( " comes along, as " ) );
      QCOMPARE( infos.size(), 8 );
      QVERIFY2( infos.contains( QStringLiteral( "public.\"up per\"() comes along, as \"My city\".\"Tree.s\" needs it." ) ), qUtf8Printable( infos.join( '\n' ) ) );

      QCOMPARE( deployMessage(), QString() );
      QCOMPARE( mFeedback.infos.filter( QStringLiteral( " came along." ) ).size(), 8 );
      QCOMPARE( mFeedback.warnings.filter( QStringLiteral( "stays as it is" ) ), QStringList() );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT to_regprocedure( 'public.unused(int)' )" ) ), QString() );
      for ( const char *query : { "SELECT string_agg( pg_get_functiondef( oid ), ';' ORDER BY proname ) FROM pg_proc WHERE pronamespace = 'public'::regnamespace AND proname IN ( 'is_code', 'up per', 'mood_of', 'shown', 'label' )",
                                  "SELECT string_agg( concat_ws( ' ', a.attname, format_type( a.atttypid, a.atttypmod ) ), ',' ORDER BY attnum ) FROM pg_attribute AS a WHERE attrelid = 'public.pair'::regclass", "SELECT enum_range( NULL::public.mood )",
                                  "SELECT string_agg( pg_get_constraintdef( oid ), ',' ORDER BY conname ) FROM pg_constraint WHERE contypid = '\"Too ls\".\"Co de\"'::regtype AND contype = 'c'",
                                  "SELECT typnotnull, typdefault, ( SELECT collname FROM pg_collation AS c WHERE c.oid = typcollation ) FROM pg_type WHERE typname = 'Co de'", "SELECT count( * ), count( mood ), min( code ) FROM \"My city\".\"Tree.s\"", "SELECT count( * ) FROM \"My city\".moods()", "SELECT count( * ) FROM \"My city\".labels" } )
      {
        const QString content = mCentral->database.rows( QString::fromLatin1( query ) );
        QVERIFY( !content.isEmpty() );
        QCOMPARE( mClone->rows( QString::fromLatin1( query ) ), content );
      }
      mClone->exec( QStringLiteral( "UPDATE \"My city\".\"Tree.s\" SET note = 'low' WHERE id = 1" ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT note FROM \"My city\".\"Tree.s\" WHERE id = 1" ) ), QStringLiteral( "LOW" ) );

      // The next archive brings them as central has them then; what somebody changed in the clone is his, and so is what stands in his way.
      mCentral->database.exec( QStringLiteral( "ALTER TYPE public.mood ADD VALUE 'none'; CREATE OR REPLACE FUNCTION public.shown() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT 2 > 1'; CREATE OR REPLACE FUNCTION public.label( text ) RETURNS text LANGUAGE sql AS 'SELECT lower( $1 )';"
                                               "CREATE OR REPLACE FUNCTION public.is_code( text ) RETURNS boolean LANGUAGE sql IMMUTABLE AS 'SELECT length( $1 ) > 0'" ) );
      mCentral->database.exec( QStringLiteral( "UPDATE \"My city\".\"Tree.s\" SET mood = 'none' WHERE id = 2" ) );
      mClone->exec( QStringLiteral( "CREATE OR REPLACE FUNCTION public.label( text ) RETURNS text LANGUAGE sql AS 'SELECT ''mine''::text'; CREATE SCHEMA own; CREATE TABLE own.diary ( code \"Too ls\".\"Co de\" )" ) );
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      QCOMPARE( deployMessage( QStringLiteral( "a.zip" ), []( DeployOptions &o )
                               { o.discardPending = true; } ),
                QString() );
      QCOMPARE( mClone->rows( QStringLiteral( "SELECT enum_range( NULL::public.mood ), ( SELECT mood FROM \"My city\".\"Tree.s\" WHERE id = 2 ), public.label( 'a' ), public.is_code( 'x' ), pg_get_functiondef( 'public.shown()'::regprocedure ) LIKE '%2 > 1%'" ) ),
                QStringLiteral( "{good,\"it's \\\"bad\\\"\",none}|none|mine|f|t" ) );
      const QStringList warnings = mFeedback.warnings.filter( QStringLiteral( "already, in another form than in central, and stays as it is" ) );
      QCOMPARE( warnings.size(), 2 );
      QVERIFY2( warnings.first().startsWith( QLatin1String( "public.is_code(text) is in " ) ) && warnings.last().startsWith( QLatin1String( "public.label(text) is in " ) ), qUtf8Printable( warnings.join( '\n' ) ) );

      // In another database it was there before, and as it has to be.
      TestDatabase used( QStringLiteral( "used" ) );
      used.exec( QStringLiteral( "CREATE FUNCTION public.shown() RETURNS boolean LANGUAGE sql STABLE AS 'SELECT 2 > 1'" ) );
      deployTo( used );
      QCOMPARE( used.value( QStringLiteral( "SELECT string_agg( name, ' ' ORDER BY name ) FROM lizsync.deployed_objects WHERE name ~ 'shown|mood'" ) ), QStringLiteral( "public.mood public.mood_of(public.pair)" ) );
    }

    //! Tables, sequences and what needs them do not come along: package says so, and deploy goes on where the clone has them.
    void what_cannot_come_from_elsewhere()
    {
      mCentral->database.exec( QStringLiteral( "CREATE TABLE public.who ( name text ); CREATE SEQUENCE public.numbers; ALTER TABLE \"My city\".lookup ADD n int DEFAULT nextval( 'public.numbers' ); CREATE POLICY p ON \"My city\".\"Tree.s\" USING ( EXISTS ( SELECT FROM public.who ) );"
                                               "CREATE FUNCTION public.whose( public.who ) RETURNS text LANGUAGE sql AS 'SELECT $1.name'; CREATE FUNCTION \"My city\".whose() RETURNS text LANGUAGE plpgsql AS 'BEGIN RETURN NULL; END'; CREATE AGGREGATE public.last( int ) ( sfunc = int4larger, stype = int );"
                                               "CREATE RULE r AS ON DELETE TO \"My city\".lookup DO ALSO SELECT public.whose( NULL )" ) );
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      const QStringList warnings = mCentral->feedback.warnings.filter( QStringLiteral( "which is not selected and cannot come along: the archive can only be deployed to databases that have it already." ) );
      QCOMPARE( warnings.size(), 3 );
      for ( const char *words : { "\"My city\".\"Tree.s\" needs public.who,", "\"My city\".lookup needs public.numbers,", "\"My city\".lookup needs public.whose(public.who)," } )
        QVERIFY2( warnings.join( '\n' ).contains( QLatin1String( words ) ), qUtf8Printable( warnings.join( '\n' ) ) );
      QVERIFY( !archiveMembers( archive() ).contains( Manifest::sNeeds ) );
      const QString before = contentOf( *mClone );
      QVERIFY( deployMessage().contains( QLatin1String( " does not exist." ) ) );
      QCOMPARE( contentOf( *mClone ), before );
      mClone->exec( QStringLiteral( "CREATE TABLE public.who ( name text ); CREATE SEQUENCE public.numbers; CREATE FUNCTION public.whose( public.who ) RETURNS text LANGUAGE sql AS 'SELECT $1.name'" ) );
      QCOMPARE( deployMessage(), QString() );
    }

    //! Roles belong to servers: the clone's has to have those that policies name, and nothing is restored before that is known.
    void roles_of_policies()
    {
      const QString role = QStringLiteral( "LizSync's \"%1\"" ).arg( mClone->name() );
      const QString quoted = Pg::quotedIdentifier( role );
      mCentral->database.exec( QStringLiteral( "CREATE ROLE %1; CREATE POLICY own ON \"My city\".\"Tree.s\" TO %1 USING ( true ); CREATE POLICY every ON \"My city\".lookup TO PUBLIC, %1 USING ( true )" ).arg( quoted ) );
      const auto dropRole = qScopeGuard( [&]
                                         {
        mClone->exec( QStringLiteral( "DROP OWNED BY %1" ).arg( quoted ) );
        mCentral->database.exec( QStringLiteral( "DROP OWNED BY %1; DROP ROLE %1" ).arg( quoted ) ); } );
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      QCOMPARE( mCentral->feedback.infos.filter( QStringLiteral( "policies for the role %1: the servers of clones need it, too." ).arg( quoted ) ).size(), 1 );
      mCentral->database.exec( QStringLiteral( "ALTER ROLE %1 RENAME TO \"%2\"" ).arg( quoted, mClone->name() ) );
      const QString before = contentOf( *mClone );
      const QString message = deployMessage();
      QVERIFY2( message.startsWith( QStringLiteral( "The archive has policies for roles that the server of database \"%1\" does not have (%2): create them there" ).arg( mClone->name(), quoted ) ), qUtf8Printable( message ) );
      QCOMPARE( contentOf( *mClone ), before );
      mCentral->database.exec( QStringLiteral( "ALTER ROLE \"%2\" RENAME TO %1" ).arg( quoted, mClone->name() ) );
      QCOMPARE( deployMessage(), QString() );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT count( * ) FROM pg_policies WHERE '%1' = ANY ( roles )" ).arg( QString( role ).replace( '\'', "''" ) ) ), QStringLiteral( "1" ) );
    }

    //! An extension that only a view uses comes too.
    void extensions_of_views()
    {
      LIZSYNC_SKIP_WHERE( lacksExtension( QStringLiteral( "pg_trgm" ) ) );
      mCentral->database.exec( QStringLiteral( "CREATE SCHEMA words; CREATE EXTENSION pg_trgm SCHEMA words; CREATE VIEW \"My city\".alike AS SELECT id, ARRAY[words.show_limit()] AS a FROM \"My city\".\"Tree.s\" WHERE note OPERATOR( words.% ) 'line';"
                                               "CREATE VIEW \"My city\".pairs AS SELECT ARRAY[NULL::words.gtrgm] AS a, ARRAY[t] AS rows FROM \"My city\".\"Tree.s\" AS t" ) );
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      QVERIFY2( mCentral->feedback.warnings.isEmpty(), qUtf8Printable( mCentral->feedback.warnings.join( QChar( 10 ) ) ) );
      QCOMPARE( deployMessage(), QString() );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT count( * ) FROM \"My city\".alike" ) ), mCentral->database.value( QStringLiteral( "SELECT count( * ) FROM \"My city\".alike" ) ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT count( rows ) FROM \"My city\".pairs" ) ), QStringLiteral( "500" ) );
    }

    //! A row that pg_restore hands on in thousands of pieces arrives whole, and so does what comes after it.
    void a_very_long_row()
    {
      mCentral->database.exec( QStringLiteral( "CREATE TABLE \"My city\".big ( id int PRIMARY KEY, note text ); INSERT INTO \"My city\".big SELECT i, repeat( md5( i::text ), i * 32768 ) FROM generate_series( 0, 8 ) AS i" ) );
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      QCOMPARE( deployMessage(), QString() );
      const QString query = QStringLiteral( "SELECT count( * ), sum( length( note ) ), md5( string_agg( note, '' ORDER BY id ) ) FROM \"My city\".big" );
      QVERIFY( mClone->rows( query ).startsWith( QString( "9|%1|" ).arg( 36 * 1024 * 1024 ) ) );
      QCOMPARE( mClone->rows( query ), mCentral->database.rows( query ) );
    }

    //! As on Windows, where what a program writes to standard output is text: each line feed gets a carriage return.
    void lines_that_end_as_on_windows()
    {
      mCentral->database.exec( QStringLiteral( "CREATE FUNCTION \"My city\".body() RETURNS text LANGUAGE sql AS E'SELECT ''a\\r\\nb\\nc''::text'; UPDATE \"My city\".\"Tree.s\" SET note = E'\\r\\n' WHERE id = 1" ) );
      mCentral->makePackage( QStringLiteral( "a.zip" ) );
      const QString folder = mCentral->path( QStringLiteral( "bin" ) );
      QVERIFY( QDir().mkpath( folder ) );
      QFile file( folder + QStringLiteral( "/pg_restore" ) );
      QVERIFY( file.open( QIODevice::WriteOnly ) );
      file.write( "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'pg_restore (PostgreSQL) 99.1'; exit; fi\npg_restore \"$@\" | sed 's/$/\\r/'\n" );
      QVERIFY( file.setPermissions( QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner ) );
      file.close();
      qputenv( "LIZSYNC_PG_BINDIR", folder.toUtf8() );
      const auto unset = qScopeGuard( []
                                      { qunsetenv( "LIZSYNC_PG_BINDIR" ); } );
      QCOMPARE( deployMessage(), QString() );
      QCOMPARE( treesOf( *mClone ), treesOf( mCentral->database ) );
      QCOMPARE( mClone->value( QStringLiteral( "SELECT \"My city\".body()" ) ), QStringLiteral( "a\r\nb\nc" ) );
    }

    void postgis_travels()
    {
      LIZSYNC_SKIP_WHERE( lacksExtension( QStringLiteral( "postgis" ) ) );
      mCentral->database.exec( QStringLiteral( "CREATE SCHEMA gis; CREATE EXTENSION postgis SCHEMA gis; CREATE TABLE other.place( id serial PRIMARY KEY, geom gis.geometry( Point, 4326 ) ); "
                                               "CREATE INDEX ON other.place USING gist( geom ); INSERT INTO other.place( geom ) SELECT gis.ST_SetSRID( gis.ST_MakePoint( i, i ), 4326 ) FROM generate_series( 1, 50 ) AS i" ) );
      prepare( mCentral->database.conninfo(), { { QStringLiteral( "other" ) }, {} }, QString(), mFeedback );
      mCentral->makePackage( QStringLiteral( "a.zip" ), { { QStringLiteral( "other" ) }, {} } );
      QCOMPARE( deployTo( *mClone ).tables, 2 );
      const QString places = QStringLiteral( "SELECT md5( string_agg( p::text, ';' ORDER BY id ) ) FROM other.place AS p" );
      QCOMPARE( mClone->value( places ), mCentral->database.value( places ) );

      TestDatabase elsewhere( QStringLiteral( "elsewhere" ) );
      elsewhere.exec( QStringLiteral( "CREATE EXTENSION postgis" ) );
      const QString message = messageOf( [&]
                                         { deployTo( elsewhere ); } );
      QVERIFY2( message.contains( QLatin1String( "The extension postgis is in schema \"public\"" ) ), qUtf8Printable( message ) );
    }
};

QTEST_GUILESS_MAIN( TestDeploy )
#include "test_deploy.moc"
