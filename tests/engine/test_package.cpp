/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/manifest.h"
#include "engine/archive/package.h"
#include "tests/common/archivefiles.h"
#include "tests/common/passwordrole.h"
#include "tests/engine/centralfixture.h"

#include <QDir>
#include <QFile>
#include <QJsonDocument>
#include <QtTest>

using namespace LizSync;

class TestPackage : public QObject
{
    Q_OBJECT

    std::unique_ptr<TestDatabase> mTemplate;
    std::unique_ptr<CentralFixture> mCentral;

    QString packageMessage( const Selection &selection, const QString &name = QStringLiteral( "a.zip" ), const QString &sqlFile = QString() )
    {
      return messageOf( [&]
                        { package( mCentral->database.conninfo(), selection, sqlFile, mCentral->path( name ), mCentral->feedback ); } );
    }

    QStringList files() const { return QDir( mCentral->folder.path() ).entryList( QDir::Files ); }
    QString packagesInHistory() const { return mCentral->database.value( QStringLiteral( "SELECT count(*) FROM lizsync.history WHERE sync_type = 'full'" ) ); }

    //! A folder with a pg_dump of our own.
    QString makePgDump( const QString &script ) const
    {
      const QString folder = mCentral->path( QStringLiteral( "bin" ) );
      QDir().mkpath( folder );
      QFile file( folder + QStringLiteral( "/pg_dump" ) );
      if ( !file.open( QIODevice::WriteOnly ) )
        throw Error( file.errorString() );
      file.write( QStringLiteral( "#!/bin/sh\nif [ \"$1\" = --version ]; then echo 'pg_dump (PostgreSQL) 99.1'; exit; fi\n%1\n" ).arg( script ).toUtf8() );
      file.setPermissions( QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner );
      return folder;
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
    }

    void cleanup()
    {
      qunsetenv( "LIZSYNC_PG_BINDIR" );
      mCentral.reset();
    }

    void a_schema_with_all_sorts_of_names()
    {
      const PackageResult result = mCentral->makePackage( QStringLiteral( "a.zip" ) );
      QCOMPARE( result.archive, mCentral->path( QStringLiteral( "a.zip" ) ) );
      QCOMPARE( result.tables, 2 );
      QCOMPARE( result.rows, qint64( 520 ) );
      QCOMPARE( files(), QStringList { QStringLiteral( "a.zip" ) } );
      QCOMPARE( mCentral->database.value( QStringLiteral( "SELECT sync_id FROM lizsync.history WHERE sync_type = 'full'" ) ), result.syncId );
      QCOMPARE( mCentral->feedback.progress.last(), 100.0 );
      QVERIFY( std::is_sorted( mCentral->feedback.progress.begin(), mCentral->feedback.progress.end() ) );
      QCOMPARE( mCentral->feedback.infos.filter( QStringLiteral( "lookup" ) ).size(), 1 );

      const QMap<QString, QByteArray> members = archiveMembers( result.archive );
      QCOMPARE( members.keys(), ( QStringList { QStringLiteral( "manifest.json" ), QStringLiteral( "schemas.dump" ) } ) );
      QVERIFY( members.value( QStringLiteral( "schemas.dump" ) ).startsWith( "PGDMP" ) );
      const Manifest manifest = Manifest::parse( members.value( Manifest::sFileName ), QStringLiteral( "a.zip" ) );
      QCOMPARE( manifest.serverId(), mCentral->database.value( QStringLiteral( "SELECT server_id FROM lizsync.server_metadata" ) ) );
      QCOMPARE( manifest.syncId(), result.syncId );
      QCOMPARE( manifest.schemas(), QStringList { QStringLiteral( "My city" ) } );
      QCOMPARE( manifest.copiedTables(), QStringList { QStringLiteral( "\"My city\".\"lookup\"" ) } );
      QCOMPARE( manifest.members().value( Manifest::sSchemasDump ).sha256, QCryptographicHash::hash( members.value( Manifest::sSchemasDump ), QCryptographicHash::Sha256 ).toHex() );
    }

    void single_tables_and_their_partitions()
    {
      mCentral->database.exec( QStringLiteral( "CREATE TABLE other.log ( id int, day int, PRIMARY KEY ( id, day ) ) PARTITION BY RANGE ( day ); CREATE TABLE \"My city\".log_1 PARTITION OF other.log FOR VALUES FROM ( 1 ) TO ( 9 )" ) );
      Selection selection;
      selection.tables << Pg::TableName { QStringLiteral( "My city" ), QStringLiteral( "Tree.s" ) } << Pg::TableName { QStringLiteral( "other" ), QStringLiteral( "road" ) } << Pg::TableName { QStringLiteral( "other" ), QStringLiteral( "log" ) };
      mCentral->makePackage( QStringLiteral( "a.zip" ), selection );
      const QMap<QString, QByteArray> members = archiveMembers( mCentral->path( QStringLiteral( "a.zip" ) ) );
      QVERIFY( !members.contains( Manifest::sSchemasDump ) );
      QVERIFY( members.contains( Manifest::sTablesDump ) );
      QCOMPARE( Manifest::parse( members.value( Manifest::sFileName ), QString() ).dumpedTables(),
                ( QStringList { QStringLiteral( "\"My city\".\"Tree.s\"" ), QStringLiteral( "\"My city\".\"log_1\"" ), QStringLiteral( "\"other\".\"log\"" ), QStringLiteral( "\"other\".\"road\"" ) } ) );

      // One of a schema that travels as a whole does not travel twice.
      selection.schemas << QStringLiteral( "other" );
      mCentral->makePackage( QStringLiteral( "b.zip" ), selection );
      QCOMPARE( Manifest::parse( archiveMembers( mCentral->path( QStringLiteral( "b.zip" ) ) ).value( Manifest::sFileName ), QString() ).dumpedTables(),
                ( QStringList { QStringLiteral( "\"My city\".\"Tree.s\"" ), QStringLiteral( "\"My city\".\"log_1\"" ) } ) );
    }

    void each_table_is_told_with_its_rows()
    {
      mCentral->database.exec( QStringLiteral( "CREATE TABLE other.log ( id int, day int, PRIMARY KEY ( id, day ) ) PARTITION BY RANGE ( day ); CREATE TABLE other.log_1 PARTITION OF other.log FOR VALUES FROM ( 1 ) TO ( 9 )" ) );
      prepare( mCentral->database.conninfo(), { { QStringLiteral( "other" ) }, {} }, QString(), mCentral->feedback );
      mCentral->database.exec( QStringLiteral( "INSERT INTO other.log SELECT i, 2 FROM generate_series( 1, 30 ) AS i" ) );
      mCentral->feedback = TestFeedback();
      int told = -1;
      mCentral->feedback.onProgress = [&]( double )
      { told = std::max( told, mCentral->feedback.infos.size() ); };
      mCentral->makePackage( QStringLiteral( "a.zip" ), { { QStringLiteral( "My city" ), QStringLiteral( "other" ) }, {} } );
      for ( const char *line : { "\"My city\".\"Tree.s\": 500 rows.", "\"My city\".\"b*d\": 20 rows.", "other.road: 2 rows.", "other.log: 30 rows." } )
        QCOMPARE( mCentral->feedback.infos.count( QString::fromLatin1( line ) ), 1 );
      // 500 of 552 rows: that table is most of the way.
      QVERIFY( std::is_sorted( mCentral->feedback.progress.begin(), mCentral->feedback.progress.end() ) );
      QVERIFY( told > 0 );
    }

    void one_snapshot()
    {
      // An edit that comes between the snapshot and the dump is in neither the history's snapshot nor the archive.
      bool edited = false;
      mCentral->feedback.onProgress = [this, &edited]( double )
      {
        if ( !edited )
          mCentral->database.exec( QStringLiteral( "DELETE FROM \"My city\".\"b*d\"; UPDATE \"My city\".\"Tree.s\" SET note = 'too late'" ) );
        edited = true;
      };
      const PackageResult result = mCentral->makePackage( QStringLiteral( "a.zip" ) );
      QVERIFY( edited );
      QCOMPARE( result.rows, qint64( 520 ) );
      QVERIFY( mCentral->database.value( QStringLiteral( "SELECT bool_and( NOT txid_visible_in_snapshot( a.transaction_id, h.snapshot ) ) FROM audit.logged_actions AS a, lizsync.history AS h" ) ) == QLatin1String( "t" ) );
    }

    void bad_input()
    {
      QVERIFY( packageMessage( {} ).startsWith( QLatin1String( "Neither schemas nor layers" ) ) );
      for ( const QString &schema : { QStringLiteral( "public" ), QStringLiteral( "audit" ), QStringLiteral( "lizsync" ) } )
        QVERIFY( packageMessage( { { schema }, {} } ).contains( QLatin1String( "never synchronised" ) ) );
      QVERIFY( packageMessage( { { QStringLiteral( "nowhere" ) }, {} } ).contains( QLatin1String( "\"nowhere\" does not exist" ) ) );
      const Selection city { { QStringLiteral( "My city" ) }, {} };
      QVERIFY( packageMessage( city, QStringLiteral( "no/folder/a.zip" ) ).contains( QLatin1String( "does not exist: create it" ) ) );
      QVERIFY( packageMessage( city, QStringLiteral( "a.zip" ), QStringLiteral( "/no/such.sql" ) ).contains( QLatin1String( "/no/such.sql cannot be read" ) ) );

      mCentral->database.exec( QStringLiteral( "CREATE SCHEMA raw; CREATE TABLE raw.t( id int PRIMARY KEY )" ) );
      QVERIFY( packageMessage( { { QStringLiteral( "raw" ) }, {} } ).contains( QLatin1String( "run prepare first" ) ) );
      TestDatabase bare( QStringLiteral( "bare" ) );
      QVERIFY( messageOf( [&]
                          { package( bare.conninfo(), city, QString(), mCentral->path( QStringLiteral( "a.zip" ) ), mCentral->feedback ); } )
                 .contains( QLatin1String( "LizSync is not installed in the central database" ) ) );

      QVERIFY( files().isEmpty() );
      QCOMPARE( packagesInHistory(), QStringLiteral( "0" ) );
    }

    void sql_to_run_must_not_end_the_transaction()
    {
      for ( const QString &sql : { QStringLiteral( "SELECT 1;\n  commit ;\nSELECT 2;" ), QStringLiteral( "SELECT 1; COMMIT AND CHAIN; SELECT 2" ), QStringLiteral( "DO $$\nBEGIN\n  ROLLBACK;\nEND $$; /* */ COMMIT" ) } )
      {
        const QString message = messageOf( [this, &sql]
                                           { mCentral->makePackage( QStringLiteral( "a.zip" ), { { QStringLiteral( "My city" ) }, {} }, sql ); } );
        QVERIFY2( message.contains( QLatin1String( "has a statement COMMIT" ) ), qUtf8Printable( message ) );
      }
      QCOMPARE( packagesInHistory(), QStringLiteral( "0" ) );
    }

    void a_pg_dump_that_is_missing_or_too_old()
    {
      qputenv( "LIZSYNC_PG_BINDIR", mCentral->folder.path().toUtf8() );
      const Selection city { { QStringLiteral( "My city" ) }, {} };
      QVERIFY( packageMessage( city ).startsWith( QLatin1String( "pg_dump was not found in " ) ) );
      makePgDump( QStringLiteral( "exit 1" ) );
      QFile program( mCentral->path( QStringLiteral( "bin/pg_dump" ) ) );
      QVERIFY( program.open( QIODevice::WriteOnly ) );
      program.write( "#!/bin/sh\necho 'pg_dump (PostgreSQL) 9.6.1'\n" );
      program.close();
      qputenv( "LIZSYNC_PG_BINDIR", mCentral->path( QStringLiteral( "bin" ) ).toUtf8() );
      QVERIFY( packageMessage( city ).contains( QLatin1String( "is older than the PostgreSQL server of " ) ) );
      QCOMPARE( packagesInHistory(), QStringLiteral( "0" ) );
    }

    void a_pg_dump_that_fails_leaves_neither_file_nor_history()
    {
      qputenv( "LIZSYNC_PG_BINDIR", makePgDump( QStringLiteral( "echo PGDMP; echo 'pg_dump: error: could not do it' >&2; exit 1" ) ).toUtf8() );
      const QString message = packageMessage( { { QStringLiteral( "My city" ) }, {} } );
      QVERIFY2( message.startsWith( QLatin1String( "pg_dump could not copy the data of " ) ) && message.endsWith( QLatin1String( ": could not do it." ) ), qUtf8Printable( message ) );
      QVERIFY( files().isEmpty() );
      QCOMPARE( packagesInHistory(), QStringLiteral( "0" ) );
    }

    void what_pg_dump_may_not_read_is_named()
    {
      mCentral->database.exec( QStringLiteral( "CREATE ROLE lizsync_reader LOGIN; GRANT lizsync_reader TO postgres; GRANT USAGE ON SCHEMA lizsync, audit, \"My city\" TO lizsync_reader; GRANT ALL ON ALL TABLES IN SCHEMA lizsync, audit TO lizsync_reader; "
                                               "GRANT EXECUTE ON ALL FUNCTIONS IN SCHEMA lizsync, audit TO lizsync_reader; GRANT SELECT ON \"My city\".\"Tree.s\", \"My city\".\"b*d\" TO lizsync_reader" ) );
      const auto drop = qScopeGuard( [this]
                                     { mCentral->database.exec( QStringLiteral( "DROP OWNED BY lizsync_reader; DROP ROLE lizsync_reader" ) ); } );
      const QString conninfo = withKeywords( mCentral->database.conninfo(), { { QStringLiteral( "user" ), QStringLiteral( "lizsync_reader" ) } } );
      const QString message = messageOf( [&]
                                         { package( conninfo, { { QStringLiteral( "My city" ) }, {} }, QString(), mCentral->path( QStringLiteral( "a.zip" ) ), mCentral->feedback ); } );
      QVERIFY2( message.contains( QLatin1String( "permission denied for " ) ) && !message.contains( '\n' ), qUtf8Printable( message ) );
      QVERIFY( files().isEmpty() );
    }

    void cancel_leaves_neither_file_nor_history()
    {
      writeArchive( mCentral->path( QStringLiteral( "a.zip" ) ), { { QStringLiteral( "old" ), "old" } } );
      qputenv( "LIZSYNC_PG_BINDIR", makePgDump( QStringLiteral( "echo PGDMP; sleep 60" ) ).toUtf8() );
      mCentral->feedback.cancelWhen = [this]
      { return !mCentral->feedback.progress.isEmpty() && mCentral->feedback.progress.last() > 5; };
      QVERIFY_EXCEPTION_THROWN( mCentral->makePackage( QStringLiteral( "a.zip" ) ), CanceledError );
      QCOMPARE( files(), QStringList { QStringLiteral( "a.zip" ) } );
      QVERIFY( archiveMembers( mCentral->path( QStringLiteral( "a.zip" ) ) ).contains( QStringLiteral( "old" ) ) );
      QCOMPARE( packagesInHistory(), QStringLiteral( "0" ) );
    }

    void no_password_on_a_command_line()
    {
      const PasswordRole role( mCentral->database, QStringLiteral( "lizsync_secretive" ), QStringLiteral( "topsecret" ), QStringLiteral( "SUPERUSER" ) );
      const QString log = mCentral->path( QStringLiteral( "log" ) );
      qputenv( "LIZSYNC_PG_BINDIR", makePgDump( QStringLiteral( "echo \"$@\" > '%1'; echo \"PGPASSWORD=$PGPASSWORD\" >> '%1'; exec pg_dump \"$@\"" ).arg( log ) ).toUtf8() );
      const QString conninfo = withKeywords( mCentral->database.conninfo(), { { QStringLiteral( "user" ), QStringLiteral( "lizsync_secretive" ) }, { QStringLiteral( "password" ), QStringLiteral( "topsecret" ) } } );
      QCOMPARE( package( conninfo, { { QStringLiteral( "My city" ) }, {} }, QString(), mCentral->path( QStringLiteral( "a.zip" ) ), mCentral->feedback ).tables, 2 );
      QFile file( log );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      const QList<QByteArray> lines = file.readAll().trimmed().split( '\n' );
      QCOMPARE( lines.size(), 2 );
      QVERIFY2( !lines.first().contains( "topsecret" ) && lines.first().contains( "lizsync_secretive" ), lines.first().constData() );
      QCOMPARE( lines.last(), QByteArray( "PGPASSWORD=topsecret" ) );
    }
};

QTEST_GUILESS_MAIN( TestPackage )
#include "test_package.moc"
