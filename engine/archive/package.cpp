/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/package.h"

#include "engine/archive/manifest.h"
#include "engine/archive/postdeploysql.h"
#include "engine/archive/process.h"
#include "engine/archive/programs.h"
#include "engine/archive/zip.h"
#include "engine/error.h"
#include "engine/pg/connection.h"
#include "engine/schema/installer.h"
#include "engine/text.h"

#include <QDir>
#include <QFileInfo>
#include <QRegularExpression>

using namespace LizSync;

namespace
{
  //! How much of the way the dump is; the rest is for what comes before and after it.
  constexpr double sDumpFrom = 5;
  constexpr double sDumpTo = 95;

  QStringList quotedNames( const QList<Pg::TableName> &tables )
  {
    QStringList names;
    for ( const Pg::TableName &table : tables )
      names << table.quoted();
    return names;
  }

  //! Where the archive shall be: a folder that is there.
  void checkTarget( const QString &archivePath )
  {
    if ( archivePath.isEmpty() )
      throw Error( Text::tr( "No file was given for the archive: choose where the zip shall be written." ) );
    const QFileInfo target( archivePath );
    if ( target.isDir() )
      throw Error( Text::tr( "%1 is a folder: give the archive a file name." ).arg( archivePath ) );
    if ( !target.absoluteDir().exists() )
      throw Error( Text::tr( "The folder %1 does not exist: create it, or choose another one for the archive." ).arg( target.absolutePath() ) );
  }

  qint64 estimatedSize( Pg::Transaction &transaction, const QStringList &schemas, const QStringList &tables )
  {
    return transaction
      .scalar( QStringLiteral( "SELECT coalesce( sum( pg_table_size( c.oid ) ), 0 )::bigint FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
                               "WHERE c.relkind IN ( 'r', 'm' ) AND ( n.nspname = ANY( $1::text[] ) OR format( '\"%s\".\"%s\"', replace( n.nspname, '\"', '\"\"' ), replace( c.relname, '\"', '\"\"' ) ) = ANY( $2::text[] ) )" ),
               { Pg::arrayLiteral( schemas ), Pg::arrayLiteral( tables ) } )
      .value_or( QString() )
      .toLongLong();
  }

  //! The tables that were selected singly, with their partitions; but one of a whole schema must not travel twice.
  QStringList tablesToDump( Pg::Transaction &transaction, const Manifest &manifest )
  {
    const Pg::Result rows = transaction.execute(
      QStringLiteral( "WITH RECURSIVE tables AS ( SELECT t::regclass::oid AS relid FROM unnest( $1::text[] ) AS t UNION SELECT i.inhrelid FROM pg_catalog.pg_inherits AS i JOIN tables ON tables.relid = i.inhparent ) "
                      "SELECT n.nspname, c.relname FROM tables JOIN pg_catalog.pg_class AS c ON c.oid = tables.relid JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace "
                      "WHERE n.nspname <> ALL ( $2::text[] ) ORDER BY 1, 2" ),
      { Pg::arrayLiteral( manifest.selectedTables() ), Pg::arrayLiteral( manifest.schemas() ) } );
    QStringList tables;
    for ( int row = 0; row < rows.rowCount(); ++row )
      tables << Pg::TableName { rows.value( row, 0 ), rows.value( row, 1 ) }.quoted();
    return tables;
  }

  //! One pg_dump, streamed into one member of the archive.
  class Dumper
  {
    public:
      Dumper( const PgPrograms &programs, const Pg::Connection &connection, const QString &snapshot, qint64 estimate, Feedback &feedback )
        : mPrograms( programs )
        , mAccess( connection )
        , mLabel( connection.label() )
        , mSnapshot( snapshot )
        , mEstimate( std::max<qint64>( estimate, 1 ) )
        , mFeedback( feedback )
      {}

      ZipMember dump( ZipWriter &zip, const QString &member, const QString &option, const QStringList &patterns )
      {
        QStringList arguments { QStringLiteral( "--dbname=" ) + mAccess.conninfo(),
                                QStringLiteral( "--no-password" ),
                                QStringLiteral( "--format=custom" ),
                                QStringLiteral( "--compress=1" ),
                                QStringLiteral( "--encoding=UTF8" ),
                                QStringLiteral( "--no-owner" ),
                                QStringLiteral( "--no-privileges" ),
                                QStringLiteral( "--no-tablespaces" ),
                                QStringLiteral( "--no-publications" ),
                                QStringLiteral( "--no-subscriptions" ),
                                QStringLiteral( "--strict-names" ),
                                QStringLiteral( "--snapshot=" ) + mSnapshot };
        for ( const QString &pattern : patterns )
          arguments << option + '=' + pattern;

        zip.beginMember( member, ZipWriter::Method::Store );
        Process process( mPrograms.path( QStringLiteral( "pg_dump" ) ), arguments, mAccess.environment(), mFeedback );
        for ( QByteArray data = process.read(); !data.isEmpty(); data = process.read() )
        {
          zip.write( data );
          mWritten += data.size();
          // The dump is compressed to about half of the table's size at best guess; never more than all.
          mFeedback.setProgress( sDumpFrom + ( sDumpTo - sDumpFrom ) * std::min( 1.0, 2.0 * static_cast<double>( mWritten ) / static_cast<double>( mEstimate ) ) );
        }
        if ( !process.finish() )
          throw Error( Text::tr( "pg_dump could not copy the data of %1: %2" ).arg( mLabel, dumpError( process.errorText() ) ) );
        return zip.endMember();
      }

    private:
      //! The first thing that pg_dump complained of, without its name and its SQL.
      static QString dumpError( const QString &text )
      {
        static const QRegularExpression sError( QStringLiteral( "^pg_dump: (?:error: )?(?:query failed: |Dumping the contents of table [^\\n]*|error: )*(?:ERROR:\\s+)?([^\\n]+)" ),
                                                QRegularExpression::MultilineOption );
        QString words = sError.match( text ).captured( 1 );
        if ( words.isEmpty() )
          words = text.section( '\n', 0, 0 );
        if ( words.isEmpty() )
          words = Text::tr( "it ended unexpectedly" );
        return words.endsWith( '.' ) ? words : words + '.';
      }

      const PgPrograms &mPrograms;
      ProgramAccess mAccess;
      QString mLabel;
      QString mSnapshot;
      qint64 mEstimate;
      qint64 mWritten = 0;
      Feedback &mFeedback;
  };
} // namespace

PackageResult LizSync::package( const QString &centralConninfo, const Selection &selection, const QString &postDeploySqlFile, const QString &archivePath, Feedback &feedback )
{
  checkSelection( selection );
  checkTarget( archivePath );
  const QString postDeploySql = postDeploySqlFile.isEmpty() ? QString() : readPostDeploySql( postDeploySqlFile );

  Pg::Connection connection( centralConninfo, QStringLiteral( "lizsync package" ), &feedback );
  const PgPrograms programs = findPgPrograms( { QStringLiteral( "pg_dump" ) }, connection.serverVersion(), Text::tr( "the PostgreSQL server of %1" ).arg( connection.label() ) );

  Pg::Transaction transaction( connection, Pg::Transaction::Isolation::RepeatableRead );
  requireInstalled( transaction, Text::tr( "central" ) );
  const QString snapshot = transaction.scalar( QStringLiteral( "SELECT pg_catalog.pg_export_snapshot()" ) ).value_or( QString() );
  const Pg::Result core = transaction.execute( QStringLiteral( "SELECT lizsync.new_package( $1::text[], $2::text[] )" ),
                                               { Pg::arrayLiteral( selection.schemas ), Pg::arrayLiteral( quotedNames( selection.tables ) ) } );
  Manifest manifest( core.json( 0, 0 ) );
  manifest.setPgDumpVersion( programs.version );

  const QStringList singleTables = tablesToDump( transaction, manifest );
  manifest.setDumpedTables( singleTables );
  QStringList schemaPatterns;
  for ( const QString &schema : manifest.schemas() )
    schemaPatterns << Pg::quotedIdentifier( schema );

  feedback.setProgress( sDumpFrom );
  ZipWriter zip( archivePath );
  Dumper dumper( programs, connection, snapshot, estimatedSize( transaction, manifest.schemas(), singleTables ), feedback );
  if ( !schemaPatterns.isEmpty() )
    manifest.addMember( dumper.dump( zip, Manifest::sSchemasDump, QStringLiteral( "--schema" ), schemaPatterns ) );
  if ( !singleTables.isEmpty() )
    manifest.addMember( dumper.dump( zip, Manifest::sTablesDump, QStringLiteral( "--table" ), singleTables ) );
  if ( !postDeploySql.isEmpty() )
    manifest.addMember( zip.addMember( Manifest::sPostDeploySql, postDeploySql.toUtf8() ) );
  // By its checksum, which holds those of all members, central will know the archive again.
  zip.addMember( Manifest::sFileName, manifest.toFile() );
  transaction.execute( QStringLiteral( "SELECT lizsync.record_archive( $1::uuid, $2 )" ), { manifest.syncId(), manifest.digest() } );
  zip.close();
  feedback.setProgress( 98 );

  // Where the commit fails the zip goes again, and the history row is rolled back.
  zip.place();
  transaction.commit();
  zip.keep();

  for ( const QString &table : manifest.copiedTables() )
    feedback.info( Text::tr( "%1 is copied, but will not be synchronised: it is not prepared." ).arg( table ) );
  feedback.info( Text::tr( "Packed %1 with %2 in %3." ).arg( Text::tables( manifest.tableCount() ), Text::rows( manifest.rows() ), archivePath ) );
  feedback.setProgress( 100 );
  return { archivePath, manifest.tableCount(), manifest.rows(), manifest.syncId() };
}
