/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// The archive's parts that need no server: zip, manifest, finding programs, options of postgres_fdw.
#include "engine/archive/fdwoptions.h"
#include "engine/archive/manifest.h"
#include "engine/archive/manifestschema.h"
#include "engine/archive/postdeploysql.h"
#include "engine/archive/transactionstatement.h"
#include "engine/archive/programs.h"
#include "engine/archive/unpackedarchive.h"
#include "engine/archive/zipreader.h"
#include "engine/error.h"
#include "engine/schema/extension.h"
#include "engine/schema/installer.h"
#include "tests/common/archivefiles.h"
#include "tests/common/rawzip.h"
#include "tests/common/testfeedback.h"

#include <QDir>
#include <QFile>
#include <QJsonArray>
#include <QJsonDocument>
#include <QStorageInfo>
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

    static QByteArray sha256( const QByteArray &content ) { return QCryptographicHash::hash( content, QCryptographicHash::Sha256 ).toHex(); }

    static QJsonObject goodManifest()
    {
      static const char *const sJson =
        "{ "
        "'format': 1, 'lizsync_version': '1.0.0', 'server_id': '0b2b1a0e-8a0f-4f0e-9f55-2f6a3d1c7e10', 'server_name': 'City', "
        "'sync_id': '5f1d3b8e-2f3c-4c61-8c1e-0a9d6b7c8d9e', 'created_at': '2026-11-25T20:00:00+00:00', 'postgresql': 150018, "
        "'schemas': [ 'city' ], 'selected_tables': [], 'dumped_tables': [], 'copied_tables': [ '\\\"city\\\".\\\"lookup\\\"' ], "
        "'extensions': [ { 'name': 'postgis', 'schema': 'public' } ], "
        "'tables': [ { 'name': '\\\"city\\\".\\\"tree\\\"', 'rows': 7, 'key': [ 'id' ], 'columns': [ "
        "{ 'name': 'id', 'type': 'integer', 'generated': false, 'ignored': false }, "
        "{ 'name': 'uid', 'type': 'uuid', 'generated': false, 'ignored': false } ] } ], "
        "'rows': 5000000000, 'pg_dump_version': 150018, "
        "'members': { 'schemas.dump': { 'size': 3, 'sha256': 'ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad' } } }";
      return QJsonDocument::fromJson( QByteArray( sJson ).replace( '\'', '"' ) ).object();
    }

    //! An archive of \a content as its dump, whatever the manifest says then.
    QString archiveOf( const QByteArray &content, const std::function<void( QMap<QString, QByteArray> & )> &change = nullptr )
    {
      QJsonObject json = goodManifest();
      json.insert( QStringLiteral( "members" ), QJsonObject { { QStringLiteral( "schemas.dump" ), QJsonObject { { QStringLiteral( "size" ), content.size() }, { QStringLiteral( "sha256" ), QString::fromLatin1( sha256( content ) ) } } } } );
      QMap<QString, QByteArray> members { { Manifest::sFileName, QJsonDocument( json ).toJson() }, { Manifest::sSchemasDump, content } };
      if ( change )
        change( members );
      writeArchive( path( QStringLiteral( "a.zip" ) ), members );
      return path( QStringLiteral( "a.zip" ) );
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
      made.addMember( { QStringLiteral( "schemas.dump" ), 3, sha256( "abc" ) } );
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
      const QStringList keys = goodManifest().keys();
      for ( const QString &key : keys )
      {
        if ( key == QLatin1String( "format" ) )
          continue;
        QJsonObject json = goodManifest();
        json.remove( key );
        QTest::newRow( qUtf8Printable( "without " + key ) ) << QJsonDocument( json ).toJson() << QStringLiteral( "lacks \"%1\"" ).arg( key );
        json.insert( key, QJsonArray { QJsonArray() } );
        QTest::newRow( qUtf8Printable( "wrong " + key ) ) << QJsonDocument( json ).toJson() << QStringLiteral( "is damaged (\"%1" ).arg( key );
        json.insert( key, QJsonValue::Null );
        QTest::newRow( qUtf8Printable( "null " + key ) ) << QJsonDocument( json ).toJson() << QStringLiteral( "is damaged (\"%1" ).arg( key );
      }
      QTest::newRow( "unknown key" ) << with( QStringLiteral( "then_run" ), QStringLiteral( "rm" ) ) << QStringLiteral( "has \"then_run\", which no archive has" );
      QTest::newRow( "unknown key of two lines" ) << with( QStringLiteral( "a\nb" ), 1 ) << QStringLiteral( "has \"a\uFFFDb\"" );
      QTest::newRow( "no uuid" ) << with( QStringLiteral( "sync_id" ), QStringLiteral( "5F1D3B8E-2f3c-4c61-8c1e-0a9d6b7c8d9e" ) ) << QStringLiteral( "\"sync_id\" is not a uuid" );
      QTest::newRow( "a uuid and more" ) << with( QStringLiteral( "server_id" ), QStringLiteral( "0b2b1a0e-8a0f-4f0e-9f55-2f6a3d1c7e10\n" ) ) << QStringLiteral( "\"server_id\" is not a uuid" );
      for ( const char *schema : { "public", "audit", "lizsync", "information_schema", "pg_catalog" } )
        QTest::newRow( QByteArray( "schema " ).append( schema ).constData() ) << with( QStringLiteral( "schemas" ), QJsonArray { QString::fromLatin1( schema ) } ) << QStringLiteral( "\"schemas[0]\" is not a schema that can be synchronised" );
      QTest::newRow( "long name" ) << with( QStringLiteral( "schemas" ), QJsonArray { QString( 64, 'x' ) } ) << QStringLiteral( "\"schemas[0]\" is not a name" );
      QTest::newRow( "unquoted table" ) << with( QStringLiteral( "copied_tables" ), QJsonArray { QStringLiteral( "city.lookup" ) } ) << QStringLiteral( "\"copied_tables[0]\" is not the quoted name" );
      QTest::newRow( "statement as a table" ) << with( QStringLiteral( "dumped_tables" ), QJsonArray { QStringLiteral( "\"a\".\"b\"; DROP TABLE x" ) } ) << QStringLiteral( "\"dumped_tables[0]\" is not the quoted name" );
      QTest::newRow( "half a row" ) << with( QStringLiteral( "rows" ), 1.5 ) << QStringLiteral( "\"rows\" is not a whole number" );
      QTest::newRow( "less than no row" ) << with( QStringLiteral( "rows" ), -1 ) << QStringLiteral( "\"rows\" is not a whole number" );
      QTest::newRow( "more than all rows" ) << with( QStringLiteral( "rows" ), 1e300 ) << QStringLiteral( "\"rows\" is not a whole number" );
      QTest::newRow( "version" ) << with( QStringLiteral( "lizsync_version" ), QStringLiteral( "1.0\nx" ) ) << QStringLiteral( "\"lizsync_version\" is not a version" );
      QTest::newRow( "extension" ) << with( QStringLiteral( "extensions" ), QJsonArray { QJsonObject { { QStringLiteral( "name" ), QStringLiteral( "a" ) } } } ) << QStringLiteral( "lacks \"extensions[0].schema\"" );

      const auto withTable = []( const QString &key, const QJsonValue &value )
      {
        QJsonObject json = goodManifest();
        QJsonObject table = json.value( QStringLiteral( "tables" ) ).toArray().first().toObject();
        table.insert( key, value );
        json.insert( QStringLiteral( "tables" ), QJsonArray { table } );
        return QJsonDocument( json ).toJson();
      };
      QTest::newRow( "table of public" ) << withTable( QStringLiteral( "name" ), QStringLiteral( "\"public\".\"t\"" ) ) << QStringLiteral( "\"tables[0].name\" is not a schema" );
      QTest::newRow( "table without a name" ) << withTable( QStringLiteral( "name" ), 1 ) << QStringLiteral( "\"tables[0].name\" is not" );
      QTest::newRow( "key" ) << withTable( QStringLiteral( "key" ), QJsonArray { 1 } ) << QStringLiteral( "\"tables[0].key[0]\" is not a name" );
      QTest::newRow( "column" ) << withTable( QStringLiteral( "columns" ), QJsonArray { QJsonObject { { QStringLiteral( "name" ), QStringLiteral( "a" ) }, { QStringLiteral( "type" ), QStringLiteral( "b" ) }, { QStringLiteral( "generated" ), 1 }, { QStringLiteral( "ignored" ), false } } } )
                                << QStringLiteral( "\"tables[0].columns[0].generated\" is not true or false" );
      QTest::newRow( "more of a table" ) << withTable( QStringLiteral( "owner" ), QStringLiteral( "a" ) ) << QStringLiteral( "has \"tables[0].owner\"" );

      const auto withMember = [&with]( const QString &name, const QJsonValue &size, const QString &sha256 )
      {
        return with( QStringLiteral( "members" ), QJsonObject { { name, QJsonObject { { QStringLiteral( "size" ), size }, { QStringLiteral( "sha256" ), sha256 } } } } );
      };
      const QString checksum = QString::fromLatin1( sha256( "abc" ) );
      QTest::newRow( "unknown member" ) << withMember( QStringLiteral( "../evil" ), 3, checksum ) << QStringLiteral( "has \"members.../evil\", which no archive has" );
      QTest::newRow( "size" ) << withMember( QStringLiteral( "schemas.dump" ), QStringLiteral( "3" ), checksum ) << QStringLiteral( "\"members.schemas.dump.size\" is not a whole number" );
      QTest::newRow( "checksum" ) << withMember( QStringLiteral( "schemas.dump" ), 3, checksum.toUpper() ) << QStringLiteral( "\"members.schemas.dump.sha256\" is not a checksum" );
    }

    void manifest_refuses()
    {
      QFETCH( QByteArray, json );
      QFETCH( QString, expected );
      const QString message = messageOf( [&json]
                                         { Manifest::parse( json, QStringLiteral( "a.zip" ) ); } );
      QVERIFY2( message.contains( expected ) && message.contains( QLatin1String( "a.zip" ) ), qUtf8Printable( message ) );
    }

    void needs_refused_data()
    {
      QTest::addColumn<QByteArray>( "json" );
      QTest::addColumn<QString>( "expected" );
      QTest::newRow( "good" ) << QByteArray( R"json([ { "kind": "type", "name": "public.t", "schema_name": "public", "definition": "CREATE TYPE public.t AS ()" } ])json" ) << QString();
      QTest::newRow( "no JSON" ) << QByteArray( "CREATE" ) << QStringLiteral( "\"needs\" is not a list" );
      QTest::newRow( "object" ) << QByteArray( "{}" ) << QStringLiteral( "\"needs\" is not a list" );
      QTest::newRow( "kind" ) << QByteArray( R"json([ { "kind": "table", "name": "a", "schema_name": "a", "definition": "" } ])json" ) << QStringLiteral( "\"needs[0].kind\" is not function, type or role" );
      QTest::newRow( "role" ) << QByteArray( R"json([ { "kind": "role", "name": "a", "definition": "" } ])json" ) << QStringLiteral( "has \"needs[0].definition\"" );
      QTest::newRow( "schema" ) << QByteArray( R"json([ { "kind": "type", "name": "a", "schema_name": "", "definition": "" } ])json" ) << QStringLiteral( "\"needs[0].schema_name\" is not a name" );
      QTest::newRow( "more" ) << QByteArray( R"json([ { "kind": "type", "name": "a", "schema_name": "a", "definition": "", "owner": "" } ])json" ) << QStringLiteral( "has \"needs[0].owner\"" );
    }

    void needs_refused()
    {
      QFETCH( QByteArray, json );
      QFETCH( QString, expected );
      const QString message = messageOf( [&json]
                                         { checkNeeds( json, QStringLiteral( "a.zip" ) ); } );
      QVERIFY2( message.contains( expected ) && message.isEmpty() == expected.isEmpty(), qUtf8Printable( message ) );
    }

    void an_archive_is_looked_at_before_it_is_unpacked_data()
    {
      QTest::addColumn<QString>( "kind" );
      QTest::addColumn<QString>( "expected" );
      QTest::newRow( "good" ) << "good"
                              << "";
      QTest::newRow( "one member more" ) << "more"
                                         << "its manifest does not know readme.txt";
      QTest::newRow( "one member less" ) << "less"
                                         << "has no schemas.dump";
      QTest::newRow( "another size" ) << "size"
                                      << "the size of schemas.dump differs";
      QTest::newRow( "another content" ) << "content"
                                         << "the checksum of schemas.dump differs";
      QTest::newRow( "bomb" ) << "bomb"
                              << "it would unpack to ";
      QTest::newRow( "large manifest" ) << "manifest"
                                        << "manifest.json in the archive";
    }

    void an_archive_is_looked_at_before_it_is_unpacked()
    {
      QFETCH( QString, kind );
      QFETCH( QString, expected );
      QByteArray dump( 5000, 'x' );
      if ( kind == QLatin1String( "bomb" ) )
        dump = QByteArray( 50000000, '\0' );
      const QString archive = archiveOf( dump, [&kind]( QMap<QString, QByteArray> &m )
                                         {
        if ( kind == QLatin1String( "more" ) )
          m.insert( QStringLiteral( "readme.txt" ), "hello" );
        else if ( kind == QLatin1String( "less" ) )
          m.remove( Manifest::sSchemasDump );
        else if ( kind == QLatin1String( "size" ) )
          m[Manifest::sSchemasDump] += 'x';
        else if ( kind == QLatin1String( "content" ) )
          m[Manifest::sSchemasDump][7] = 'y';
        else if ( kind == QLatin1String( "manifest" ) )
          m[Manifest::sFileName] += QByteArray( Manifest::sMaxSize, ' ' ); } );
      TestFeedback feedback;
      const QString message = messageOf( [&]
                                         {
        UnpackedArchive unpacked( archive );
        // Only the content can be wrong from here on.
        QVERIFY( expected.isEmpty() || expected.contains( QLatin1String( "checksum" ) ) );
        unpacked.unpack( feedback, []( double ) {} );
        QFile out( unpacked.memberPath( Manifest::sSchemasDump ) );
        QVERIFY( out.open( QIODevice::ReadOnly ) );
        QCOMPARE( out.readAll(), dump );
        QCOMPARE( unpacked.manifest().digest().toLatin1(), sha256( archiveMembers( archive ).value( Manifest::sFileName ) ) ); } );
      QVERIFY2( message.contains( expected ) && message.isEmpty() == expected.isEmpty(), qUtf8Printable( message ) );
    }

    void an_archive_for_which_there_is_no_room()
    {
      // A file of that size with nothing in it but a hole.
      const qint64 size = 4LL * 1024 * 1024 * 1024 * 1024;
      if ( QStorageInfo( QDir::tempPath() ).bytesAvailable() > size )
        QSKIP( "there is room for it" );
      QJsonObject json = goodManifest();
      json.insert( QStringLiteral( "members" ), QJsonObject { { QStringLiteral( "schemas.dump" ), QJsonObject { { QStringLiteral( "size" ), size }, { QStringLiteral( "sha256" ), QString::fromLatin1( sha256( {} ) ) } } } } );
      RawMember manifest;
      manifest.name = "manifest.json";
      manifest.content = QJsonDocument( json ).toJson();
      RawMember dump;
      dump.name = "schemas.dump";
      dump.hole = size;
      writeRawZip( path( QStringLiteral( "a.zip" ) ), { manifest, dump }, true );
      const QString message = messageOf( [this]
                                         { UnpackedArchive archive( path( QStringLiteral( "a.zip" ) ) ); } );
      QVERIFY2( message.contains( QLatin1String( "unpacks to 4.00 TiB, and the disk with the folder for temporary files" ) ), qUtf8Printable( message ) );
    }

    void sql_to_run_is_shown_and_runs_by_the_server()
    {
      TestFeedback feedback;
      showPostDeploySql( QStringLiteral( "SELECT 1;\r\n\tSELECT '\u202e\x1b[2J';\n" ), feedback );
      QCOMPARE( feedback.infos.mid( 1 ), ( QStringList { QStringLiteral( "  SELECT 1;" ), QStringLiteral( "  \tSELECT '\uFFFD\uFFFD[2J';" ), QStringLiteral( "  " ) } ) );
      QVERIFY( feedback.warnings.isEmpty() );
      showPostDeploySql( QString( 20007, 'x' ), feedback );
      QVERIFY( feedback.warnings.first().contains( QLatin1String( " 7 characters more" ) ) );
      QCOMPARE( postDeployStatement( QStringLiteral( "\\! ls 'x' $lizsync$" ) ), QStringLiteral( "DO $lizsync1$BEGIN\n  EXECUTE E'\\\\! ls ''x'' $lizsync$';\nEND$lizsync1$" ) );
    }

    void statements_of_transactions_data()
    {
      QTest::addColumn<QString>( "sql" );
      QTest::addColumn<QString>( "statement" );
      const auto row = []( const char *name, const char *sql, const char *statement )
      { QTest::newRow( name ) << QString::fromUtf8( sql ) << QString::fromUtf8( statement ); };
      row( "nothing", "", "" );
      row( "alone", "commit", "COMMIT" );
      row( "between others", "SELECT 1;\n  Rollback ;\nSELECT 2;", "ROLLBACK" );
      row( "on one line", "SELECT 1; COMMIT AND CHAIN; SELECT 2", "COMMIT" );
      row( "after comments", "/* a /* b */ ; */ -- c\nROLLBACK TO x", "ROLLBACK" );
      row( "of two words", "start /**/ TRANSACTION READ ONLY", "START TRANSACTION" );
      row( "in two phases", "PREPARE TRANSACTION 'x'", "PREPARE TRANSACTION" );
      row( "a prepared statement", "PREPARE transaction_of AS SELECT 1; START", "" );
      row( "END is COMMIT", "SELECT 1; END;", "END" );
      row( "savepoints", "SAVEPOINT x; RELEASE x", "SAVEPOINT" );
      row( "a body", "CREATE PROCEDURE s.p() LANGUAGE plpgsql AS $body$\nBEGIN\n  INSERT INTO s.t VALUES ( 1 );\n  COMMIT;\nEND;\n$body$;", "" );
      row( "after a body", "DO $$\nBEGIN\n  COMMIT;\nEND $$; COMMIT", "COMMIT" );
      row( "a body in a text", "CREATE FUNCTION f() RETURNS int LANGUAGE plpgsql AS '\nBEGIN\nRETURN ''1'';\nEND;\n'", "" );
      row( "other dollars", "SELECT $1, a$b$, $a1$ ; COMMIT; $a$ $a1$, $ ;", "" );
      row( "a dollar in a name", "SELECT a$$; COMMIT; SELECT $$", "COMMIT" );
      row( "a dollar after a number", "SELECT 1$$; COMMIT; $$", "" );
      row( "a backslash", "SELECT 'a\\'; COMMIT; SELECT '", "COMMIT" );
      row( "a backslash that counts", "SELECT e'a\\'; COMMIT; SELECT '", "" );
      row( "a name before a text", "SELECT like'a\\'; COMMIT; SELECT '", "COMMIT" );
      row( "a text of two lines", "SELECT E'a' -- b\n 'c\\'; COMMIT; SELECT '", "" );
      row( "two texts", "SELECT E'a' 'c\\'; COMMIT; SELECT '", "COMMIT" );
      row( "names", "SELECT \"a\"\"; COMMIT; \" AS \"COMMIT\"; \"COMMIT\"", "" );
      row( "a rule", "CREATE RULE r AS ON DELETE TO s.t DO ALSO ( SELECT 1; ROLLBACK; )", "" );
      row( "a body in plain SQL", "CREATE OR REPLACE FUNCTION f( a int ) RETURNS int BEGIN ATOMIC SELECT CASE a WHEN 1 THEN 2 END; SELECT 3; END; SELECT 4", "" );
      row( "after a body in plain SQL", "create procedure p() BEGIN ATOMIC SELECT ( CASE WHEN true THEN 2 END ); END; END", "END" );
      row( "open texts", "SELECT '; COMMIT", "" );
      row( "open comments", "SELECT /* ; COMMIT", "" );
      row( "open bodies", "DO $a$ ; COMMIT", "" );
      row( "beyond ASCII", "SELECT é$a$ ; COMMIT", "COMMIT" );
    }

    //! Only those that the deployment would really run: it refuses them, too, but when the work is done.
    void statements_of_transactions()
    {
      QFETCH( QString, sql );
      QFETCH( QString, statement );
      QCOMPARE( transactionStatement( sql ), statement );
    }

    void sql_to_run_is_a_text()
    {
      const auto messageFor = [this]( const QByteArray &content )
      {
        QFile file( path( QStringLiteral( "a.sql" ) ) );
        file.open( QIODevice::WriteOnly );
        file.write( content );
        file.close();
        return messageOf( [this]
                          { readPostDeploySql( path( QStringLiteral( "a.sql" ) ) ); } );
      };
      QCOMPARE( messageFor( "\xef\xbb\xbfSELECT 'é'" ), QString() );
      QCOMPARE( readPostDeploySql( path( QStringLiteral( "a.sql" ) ) ), QString::fromUtf8( "SELECT 'é'" ) );
      QVERIFY( messageFor( QByteArray( "SELECT \0 1", 10 ) ).contains( QLatin1String( "is no text in UTF-8" ) ) );
      QVERIFY( messageFor( "SELECT '\xe9'" ).contains( QLatin1String( "is no text in UTF-8" ) ) );
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

    void secrets()
    {
      QMap<QString, QString> keywords { { QStringLiteral( "user" ), QStringLiteral( "me" ) }, { QStringLiteral( "sslkey" ), QStringLiteral( "/k" ) }, { QStringLiteral( "sslpassword" ), QStringLiteral( "p" ) } };
      QVERIFY( hasSecrets( keywords ) );
      QVERIFY( removeSecrets( keywords ) );
      QCOMPARE( keywords.keys(), ( QStringList { QStringLiteral( "sslkey" ), QStringLiteral( "user" ) } ) );
      QVERIFY( !removeSecrets( keywords ) );
    }

    void dollar_quotes()
    {
      QCOMPARE( dollarQuoted( QStringLiteral( "a" ) ), QStringLiteral( "$lizsync$a$lizsync$" ) );
      QCOMPARE( dollarQuoted( QStringLiteral( "a$lizsync$b" ) ), QStringLiteral( "$lizsync1$a$lizsync$b$lizsync1$" ) );
      QCOMPARE( dollarQuoted( QStringLiteral( "a$lizsync" ) ), QStringLiteral( "$lizsync1$a$lizsync$lizsync1$" ) );
    }
};

QTEST_GUILESS_MAIN( TestArchive )
#include "test_archive.moc"
