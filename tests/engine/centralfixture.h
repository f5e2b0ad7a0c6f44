/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/archive/manifest.h"
#include "engine/archive/package.h"
#include "engine/error.h"
#include "engine/pg/quoting.h"
#include "engine/schema/installer.h"
#include "engine/schema/prepare.h"
#include "tests/common/archivefiles.h"
#include "tests/common/testdatabase.h"
#include "tests/common/testfeedback.h"

#include <QProcess>
#include <QProcessEnvironment>
#include <QTemporaryDir>

#include <memory>

namespace LizSync
{

  //! The message of what an action throws; empty where it throws nothing.
  inline QString messageOf( const std::function<void()> &action )
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

  //! The whole of a database as SQL, to see whether anything has changed; but not where its sequences stand, which no ROLLBACK undoes.
  inline QString contentOf( const TestDatabase &database )
  {
    QProcess process;
    process.start( QStringLiteral( "pg_dump" ), { QStringLiteral( "--dbname=" ) + database.conninfo() } );
    if ( !process.waitForFinished() || process.exitCode() != 0 )
      throw Error( QString::fromUtf8( process.readAllStandardError() ) + process.errorString() );
    QStringList lines;
    const QStringList all = QString::fromUtf8( process.readAllStandardOutput() ).split( '\n' );
    for ( const QString &line : all )
    {
      if ( !line.startsWith( QLatin1String( "\\restrict" ) ) && !line.startsWith( QLatin1String( "\\unrestrict" ) ) && !line.startsWith( QLatin1String( "SELECT pg_catalog.setval" ) ) )
        lines << line;
    }
    return lines.join( '\n' );
  }

  /**
   * A central with a schema "My city" that has all sorts of names in it: two prepared tables with a foreign key, one
   * that cannot be prepared, a view, a function; and beside it a schema "other" with one prepared table.
   */
  class CentralFixture
  {
    public:
      explicit CentralFixture( const TestDatabase &templateDatabase )
        : database( QStringLiteral( "central" ), templateDatabase.name() )
      {}

      //! What every fixture is a copy of: made once, as it takes a while.
      static std::unique_ptr<TestDatabase> makeTemplate()
      {
        auto database = std::make_unique<TestDatabase>( QStringLiteral( "template" ) );
        TestFeedback feedback;
        install( database->conninfo(), false, feedback );
        database->exec( QStringLiteral( R"(
          CREATE SCHEMA "My city";
          CREATE TABLE "My city"."Tree.s" ( id serial PRIMARY KEY, "Na""me" text, note text );
          CREATE TABLE "My city"."b*d" ( id int GENERATED ALWAYS AS IDENTITY PRIMARY KEY, tree int REFERENCES "My city"."Tree.s" );
          CREATE TABLE "My city".lookup ( code text, uid text );
          CREATE VIEW "My city".oaks AS SELECT * FROM "My city"."Tree.s" WHERE "Na""me" = 'oak';
          CREATE FUNCTION "My city".answer() RETURNS int LANGUAGE sql AS $$ SELECT 42 $$;
          INSERT INTO "My city"."Tree.s" ( "Na""me", note ) SELECT CASE i % 2 WHEN 0 THEN 'oak' ELSE 'élm' END, E'line\nand \\ tab\t' || i FROM generate_series( 1, 500 ) AS i;
          INSERT INTO "My city"."b*d" ( tree ) SELECT i FROM generate_series( 1, 20 ) AS i;
          INSERT INTO "My city".lookup VALUES ( 'a', 'b' );
          CREATE SCHEMA other;
          CREATE TABLE other.road ( id serial PRIMARY KEY, name text );
          INSERT INTO other.road ( name ) VALUES ( 'North' ), ( 'South' );
        )" ) );
        database->disconnect();
        prepare( database->conninfo(), { { QStringLiteral( "My city" ), QStringLiteral( "other" ) }, {} }, QStringLiteral( "City hall" ), feedback );
        return database;
      }

      QString path( const QString &name ) const { return folder.filePath( name ); }

      PackageResult makePackage( const QString &name, const Selection &selection = { { QStringLiteral( "My city" ) }, {} }, const QString &postDeploySql = QString() )
      {
        QString sqlFile;
        if ( !postDeploySql.isEmpty() )
        {
          sqlFile = path( QStringLiteral( "post.sql" ) );
          QFile file( sqlFile );
          if ( !file.open( QIODevice::WriteOnly ) )
            throw Error( file.errorString() );
          file.write( postDeploySql.toUtf8() );
        }
        return package( database.conninfo(), selection, sqlFile, path( name ), feedback );
      }

      //! Has central know an archive that a test changed, as if it had made that one.
      void knowArchive( const QString &name )
      {
        const QByteArray json = archiveMembers( path( name ) ).value( Manifest::sFileName );
        const Manifest manifest = Manifest::parse( json, name );
        database.exec( QStringLiteral( "UPDATE lizsync.history SET archive_digest = '%1' WHERE sync_id = '%2'" ).arg( manifest.digest(), manifest.syncId() ) );
      }

      TestDatabase database;
      QTemporaryDir folder;
      TestFeedback feedback;
  };

} // namespace LizSync
