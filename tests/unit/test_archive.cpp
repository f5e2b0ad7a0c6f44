/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// The archive's parts that need no server: zip, manifest, finding programs, options of postgres_fdw.
#include "engine/archive/fdwoptions.h"
#include "engine/archive/manifest.h"
#include "engine/archive/programs.h"
#include "engine/archive/zipreader.h"
#include "engine/error.h"
#include "engine/schema/extension.h"
#include "engine/schema/installer.h"
#include "tests/common/archivefiles.h"
#include "tests/common/testfeedback.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QTemporaryDir>
#include <QtTest>

using namespace LizSync;

class TestArchive : public QObject
{
    Q_OBJECT

    std::unique_ptr<QTemporaryDir> mFolder;

    QString path( const QString &name ) const { return mFolder->filePath( name ); }

    static QString messageOf( const std::function<void()> &action )
    {
      try
      {
        action();
      }
      catch ( const Error &error )
      {
        return error.message();
      }
      return {};
    }

    static QJsonObject goodManifest()
    {
      QJsonObject json;
      json.insert( QStringLiteral( "format" ), 1 );
      json.insert( QStringLiteral( "lizsync_version" ), QStringLiteral( "1.0.0" ) );
      json.insert( QStringLiteral( "server_id" ), QStringLiteral( "s" ) );
      json.insert( QStringLiteral( "server_name" ), QStringLiteral( "City" ) );
      json.insert( QStringLiteral( "sync_id" ), QStringLiteral( "y" ) );
      json.insert( QStringLiteral( "schemas" ), QJsonArray { QStringLiteral( "city" ) } );
      json.insert( QStringLiteral( "selected_tables" ), QJsonArray() );
      json.insert( QStringLiteral( "dumped_tables" ), QJsonArray() );
      json.insert( QStringLiteral( "copied_tables" ), QJsonArray { QStringLiteral( "\"city\".\"lookup\"" ) } );
      json.insert( QStringLiteral( "extensions" ), QJsonArray { QJsonObject { { QStringLiteral( "name" ), QStringLiteral( "postgis" ) }, { QStringLiteral( "schema" ), QStringLiteral( "public" ) } } } );
      json.insert( QStringLiteral( "tables" ), QJsonArray { QJsonObject { { QStringLiteral( "name" ), QStringLiteral( "\"city\".\"tree\"" ) }, { QStringLiteral( "rows" ), 7 } } } );
      json.insert( QStringLiteral( "rows" ), 5000000000.0 );
      json.insert( QStringLiteral( "pg_dump_version" ), 150018 );
      json.insert( QStringLiteral( "members" ),
                   QJsonObject { { QStringLiteral( "schemas.dump" ), QJsonObject { { QStringLiteral( "size" ), 3 }, { QStringLiteral( "sha256" ), QStringLiteral( "ab" ) } } } } );
      return json;
    }

    void makePrograms( const QString &folder, const QString &version, const QStringList &programs = { QStringLiteral( "pg_dump" ), QStringLiteral( "psql" ) } ) const
    {
      QVERIFY( QDir( mFolder->path() ).mkpath( folder ) );
      for ( const QString &program : programs )
      {
        QFile file( path( folder + '/' + program ) );
        QVERIFY( file.open( QIODevice::WriteOnly ) );
        file.write( QStringLiteral( "#!/bin/sh\necho '%1 (PostgreSQL) %2 (Test)'\n" ).arg( program, version ).toUtf8() );
        QVERIFY( file.setPermissions( QFile::ReadOwner | QFile::WriteOwner | QFile::ExeOwner ) );
      }
    }

  private slots:
    void init() { mFolder = std::make_unique<QTemporaryDir>(); }

    void cleanup()
    {
      qunsetenv( "LIZSYNC_PG_BINDIR" );
      mFolder.reset();
    }

    void zip_round_trip()
    {
      const QByteArray large( 3000000, 'x' );
      QList<ZipMember> written;
      {
        ZipWriter zip( path( QStringLiteral( "é a.zip" ) ) );
        zip.beginMember( QStringLiteral( "stored.dump" ), ZipWriter::Method::Store );
        zip.write( large.left( 1000000 ) );
        zip.write( large.mid( 1000000 ) );
        written << zip.endMember();
        written << zip.addMember( QStringLiteral( "small.txt" ), "abc" );
        zip.close();
        QVERIFY( !QFile::exists( path( QStringLiteral( "é a.zip" ) ) ) );
        zip.place();
        zip.keep();
      }
      QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList { QStringLiteral( "é a.zip" ) } );
      // Stored means stored.
      QVERIFY( QFile( path( QStringLiteral( "é a.zip" ) ) ).size() > large.size() );
      QCOMPARE( written.at( 1 ).sha256, QByteArray( "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad" ) );

      const ZipReader reader( path( QStringLiteral( "é a.zip" ) ) );
      QCOMPARE( reader.memberNames().size(), 2 );
      QCOMPARE( reader.read( QStringLiteral( "small.txt" ), 3 ), QByteArray( "abc" ) );
      QVERIFY( messageOf( [&]
                          { reader.read( QStringLiteral( "small.txt" ), 2 ); } )
                 .contains( QLatin1String( "too large" ) ) );
      QVERIFY( messageOf( [&]
                          { reader.read( QStringLiteral( "nothing" ), 2 ); } )
                 .contains( QLatin1String( "has no nothing" ) ) );
      TestFeedback feedback;
      qint64 told = 0;
      const ZipMember extracted = reader.extract( QStringLiteral( "stored.dump" ), path( QStringLiteral( "out" ) ), feedback, [&told]( qint64 bytes )
                                                  { told = bytes; } );
      QCOMPARE( extracted.sha256, written.at( 0 ).sha256 );
      QCOMPARE( extracted.size, qint64( large.size() ) );
      QCOMPARE( told, extracted.size );
      QFile out( path( QStringLiteral( "out" ) ) );
      QVERIFY( out.open( QIODevice::ReadOnly ) );
      QCOMPARE( out.readAll(), large );

      feedback.cancelWhen = []
      { return true; };
      QVERIFY_EXCEPTION_THROWN( reader.extract( QStringLiteral( "stored.dump" ), path( QStringLiteral( "out" ) ), feedback ), CanceledError );
    }

    void an_unfinished_zip_leaves_nothing()
    {
      {
        ZipWriter zip( path( QStringLiteral( "a.zip" ) ) );
        zip.addMember( QStringLiteral( "a" ), "a" );
      }
      QVERIFY( QDir( mFolder->path() ).isEmpty() );
    }

    void a_zip_that_is_not_kept_gives_way_to_the_older_one()
    {
      writeArchive( path( QStringLiteral( "a.zip" ) ), { { QStringLiteral( "old" ), "an older archive" } } );
      {
        ZipWriter zip( path( QStringLiteral( "a.zip" ) ) );
        zip.addMember( QStringLiteral( "new" ), "new" );
        zip.close();
        zip.place();
        QVERIFY( archiveMembers( path( QStringLiteral( "a.zip" ) ) ).contains( QStringLiteral( "new" ) ) );
      }
      QVERIFY( archiveMembers( path( QStringLiteral( "a.zip" ) ) ).contains( QStringLiteral( "old" ) ) );
      QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList { QStringLiteral( "a.zip" ) } );

      writeArchive( path( QStringLiteral( "a.zip" ) ), { { QStringLiteral( "newer" ), "newer" } } );
      QVERIFY( archiveMembers( path( QStringLiteral( "a.zip" ) ) ).contains( QStringLiteral( "newer" ) ) );
      QCOMPARE( QDir( mFolder->path() ).entryList( QDir::Files ), QStringList { QStringLiteral( "a.zip" ) } );
    }

    void a_zip_that_cannot_be_written()
    {
      QVERIFY( messageOf( [this]
                          { ZipWriter zip( path( QStringLiteral( "no/such/folder/a.zip" ) ) ); } )
                 .contains( QLatin1String( "cannot be written" ) ) );
    }

    void not_a_zip()
    {
      QVERIFY( messageOf( []
                          { ZipReader reader { QString() }; } )
                 .startsWith( QLatin1String( "No archive was given" ) ) );
      QVERIFY( messageOf( [this]
                          { ZipReader reader( path( QStringLiteral( "missing.zip" ) ) ); } )
                 .contains( QLatin1String( "does not exist" ) ) );
      QVERIFY( messageOf( [this]
                          { ZipReader reader( mFolder->path() ); } )
                 .contains( QLatin1String( "does not exist" ) ) );
      QFile file( path( QStringLiteral( "text.zip" ) ) );
      QVERIFY( file.open( QIODevice::WriteOnly ) );
      file.write( "This is a text." );
      file.close();
      QVERIFY( messageOf( [this]
                          { ZipReader reader( path( QStringLiteral( "text.zip" ) ) ); } )
                 .contains( QLatin1String( "is not a zip archive" ) ) );
    }

    void truncated_anywhere()
    {
      writeArchive( path( QStringLiteral( "a.zip" ) ), { { QStringLiteral( "a.dump" ), QByteArray( 5000, 'a' ) }, { QStringLiteral( "b.txt" ), "bbb" } } );
      QFile whole( path( QStringLiteral( "a.zip" ) ) );
      QVERIFY( whole.open( QIODevice::ReadOnly ) );
      const QByteArray bytes = whole.readAll();
      for ( int size = 4; size < bytes.size(); ++size )
      {
        const QString name = path( QStringLiteral( "cut%1.zip" ).arg( size ) );
        QFile cut( name );
        QVERIFY( cut.open( QIODevice::WriteOnly ) );
        cut.write( bytes.left( size ) );
        cut.close();
        const QString message = messageOf( [&name]
                                           { ZipReader reader( name ); } );
        QVERIFY2( message.contains( QLatin1String( "is truncated or damaged" ) ), qUtf8Printable( QStringLiteral( "%1 of %2 bytes: %3" ).arg( size ).arg( bytes.size() ).arg( message ) ) );
      }
    }

    void manifest_round_trip()
    {
      const Manifest manifest = Manifest::parse( QJsonDocument( goodManifest() ).toJson(), QStringLiteral( "a.zip" ) );
      QCOMPARE( manifest.serverName(), QStringLiteral( "City" ) );
      QCOMPARE( manifest.rows(), qint64( 5000000000 ) );
      QCOMPARE( manifest.tableCount(), 1 );
      QCOMPARE( manifest.tableNames(), QStringList { QStringLiteral( "\"city\".\"tree\"" ) } );
      QCOMPARE( manifest.copiedTables(), QStringList { QStringLiteral( "\"city\".\"lookup\"" ) } );
      QCOMPARE( manifest.pgDumpVersion(), 150018 );
      QCOMPARE( manifest.extensions().first().second, QStringLiteral( "public" ) );
      QCOMPARE( manifest.members().value( QStringLiteral( "schemas.dump" ) ).size, qint64( 3 ) );

      QJsonObject core = goodManifest();
      core.remove( QStringLiteral( "members" ) );
      Manifest made( core );
      made.addMember( { QStringLiteral( "schemas.dump" ), 3, "ab" } );
      QCOMPARE( QJsonDocument::fromJson( made.toJson() ).object(), goodManifest() );
    }

    void manifest_refuses_data()
    {
      QTest::addColumn<QByteArray>( "json" );
      QTest::addColumn<QString>( "expected" );
      QTest::newRow( "no json" ) << QByteArray( "{ nothing" ) << QStringLiteral( "cannot be read" );
      QTest::newRow( "empty" ) << QByteArray() << QStringLiteral( "cannot be read" );
      QTest::newRow( "another json" ) << QByteArray( "{ \"format\": \"x\" }" ) << QStringLiteral( "cannot be read" );
      const auto with = []( const QString &key, const QJsonValue &value )
      {
        QJsonObject json = goodManifest();
        json.insert( key, value );
        return QJsonDocument( json ).toJson();
      };
      QTest::newRow( "newer format" ) << with( QStringLiteral( "format" ), 2 ) << QStringLiteral( "in format 2, and this plugin" );
      QTest::newRow( "newer library" ) << with( QStringLiteral( "lizsync_version" ), QStringLiteral( "99.0.0" ) ) << QStringLiteral( "was made by LizSync 99.0.0" );
      QTest::newRow( "data missing" ) << with( QStringLiteral( "members" ), QJsonObject() ) << QStringLiteral( "does not fit its data" );
      QTest::newRow( "wrong type" ) << with( QStringLiteral( "tables" ), QStringLiteral( "none" ) ) << QStringLiteral( "lacks \"tables\"" );
      const QStringList keys = goodManifest().keys();
      for ( const QString &key : keys )
      {
        if ( key == QLatin1String( "format" ) )
          continue;
        QJsonObject json = goodManifest();
        json.remove( key );
        QTest::newRow( qUtf8Printable( key ) ) << QJsonDocument( json ).toJson() << QStringLiteral( "lacks \"%1\"" ).arg( key );
      }
    }

    void manifest_refuses()
    {
      QFETCH( QByteArray, json );
      QFETCH( QString, expected );
      const QString message = messageOf( [&json]
                                         { Manifest::parse( json, QStringLiteral( "a.zip" ) ); } );
      QVERIFY2( message.contains( expected ) && message.contains( QLatin1String( "a.zip" ) ), qUtf8Printable( message ) );
    }

#ifndef Q_OS_WIN
    void programs_fit_the_server_best()
    {
      makePrograms( QStringLiteral( "old" ), QStringLiteral( "9.6.24" ) );
      makePrograms( QStringLiteral( "new" ), QStringLiteral( "99.2" ) );
      makePrograms( QStringLiteral( "half" ), QStringLiteral( "98.7" ), { QStringLiteral( "pg_dump" ) } );
      makePrograms( QStringLiteral( "exact" ), QStringLiteral( "98.1" ) );
      const QByteArray before = qgetenv( "PATH" );
      const auto restore = qScopeGuard( [&before]
                                        { qputenv( "PATH", before ); } );
      qputenv( "PATH", QStringLiteral( "%1:%2:%3:%4:" ).arg( path( QStringLiteral( "old" ) ), path( QStringLiteral( "new" ) ), path( QStringLiteral( "half" ) ), path( QStringLiteral( "exact" ) ) ).toUtf8() + before );

      const QStringList both { QStringLiteral( "pg_dump" ), QStringLiteral( "psql" ) };
      const PgPrograms programs = findPgPrograms( both, 980004, QStringLiteral( "the server" ) );
      QCOMPARE( programs.folder, path( QStringLiteral( "exact" ) ) );
      QCOMPARE( programs.version, 980001 );
      QCOMPARE( findPgPrograms( both, 990000, QStringLiteral( "the server" ) ).folder, path( QStringLiteral( "new" ) ) );
      QCOMPARE( findPgPrograms( { QStringLiteral( "pg_dump" ) }, 980000, QStringLiteral( "the server" ) ).folder, path( QStringLiteral( "half" ) ) );
    }

    void programs_too_old_or_missing()
    {
      makePrograms( QStringLiteral( "old" ), QStringLiteral( "12.3" ), { QStringLiteral( "pg_dump" ) } );
      qputenv( "LIZSYNC_PG_BINDIR", path( QStringLiteral( "old" ) ).toUtf8() );
      const QString old = messageOf( []
                                     { findPgPrograms( { QStringLiteral( "pg_dump" ) }, 150004, QStringLiteral( "the PostgreSQL server of central" ) ); } );
      QCOMPARE( old, QStringLiteral( "pg_dump 12.3 (in %1) is older than the PostgreSQL server of central (15.4): install the PostgreSQL client programs of version 15 or newer, or name their folder in the "
                                     "environment variable LIZSYNC_PG_BINDIR." )
                       .arg( path( QStringLiteral( "old" ) ) ) );
      const QString missing = messageOf( []
                                         { findPgPrograms( { QStringLiteral( "pg_restore" ), QStringLiteral( "psql" ) }, 150004, QStringLiteral( "the server" ) ); } );
      QVERIFY2( missing.startsWith( QStringLiteral( "pg_restore and psql were not found in %1" ).arg( path( QStringLiteral( "old" ) ) ) ), qUtf8Printable( missing ) );
    }
#endif

    void fdw_options()
    {
      const FdwOptions options = fdwOptions( { { QStringLiteral( "host" ), QStringLiteral( "central" ) },
                                               { QStringLiteral( "port" ), QStringLiteral( "5433" ) },
                                               { QStringLiteral( "sslmode" ), QStringLiteral( "require" ) },
                                               { QStringLiteral( "user" ), QStringLiteral( "me" ) },
                                               { QStringLiteral( "password" ), QStringLiteral( "p" ) },
                                               { QStringLiteral( "sslkey" ), QStringLiteral( "k" ) },
                                               { QStringLiteral( "application_name" ), QStringLiteral( "qgis" ) },
                                               { QStringLiteral( "client_encoding" ), QStringLiteral( "UTF8" ) },
                                               { QStringLiteral( "passfile" ), QStringLiteral( "/home/me/.pgpass" ) },
                                               { QStringLiteral( "options" ), QString() } } );
      QCOMPARE( options.server, ( QJsonObject { { QStringLiteral( "host" ), QStringLiteral( "central" ) }, { QStringLiteral( "port" ), QStringLiteral( "5433" ) }, { QStringLiteral( "sslmode" ), QStringLiteral( "require" ) } } ) );
      QCOMPARE( options.mapping, ( QJsonObject { { QStringLiteral( "user" ), QStringLiteral( "me" ) }, { QStringLiteral( "password" ), QStringLiteral( "p" ) }, { QStringLiteral( "sslkey" ), QStringLiteral( "k" ) } } ) );
    }

    void dollar_quotes()
    {
      QCOMPARE( dollarQuoted( QStringLiteral( "a" ) ), QStringLiteral( "$lizsync$a$lizsync$" ) );
      QCOMPARE( dollarQuoted( QStringLiteral( "a$lizsync$b" ) ), QStringLiteral( "$lizsync1$a$lizsync$b$lizsync1$" ) );
    }
};

QTEST_GUILESS_MAIN( TestArchive )
#include "test_archive.moc"
