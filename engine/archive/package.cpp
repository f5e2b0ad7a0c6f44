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
#include <QElapsedTimer>
#include <QFileInfo>
#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>

using namespace LizSync;

namespace
{
  //! How much of the way the dump is; the rest is for what comes before and after it.
  constexpr double sDumpFrom = 5;
  constexpr double sStructure = 6;
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

  /**
   * How far the dump is, in rows: pg_dump says which table it begins with. Of a synchronised table the rows are counted
   * already; of partitions and of tables that are only copied the server has an estimate.
   */
  class DumpProgress
  {
    public:
      DumpProgress( Pg::Transaction &transaction, const Manifest &manifest, const QStringList &singleTables, Feedback &feedback )
        : mFeedback( feedback )
      {
        const QMap<QString, qint64> counted = manifest.tableRows();
        const Pg::Result tables = transaction.execute(
          QStringLiteral( "SELECT t.name, t.quoted, t.label, t.rows, t.bytes, t.relkind FROM ( SELECT n.nspname || '.' || c.relname AS name, format( '\"%s\".\"%s\"', replace( n.nspname, '\"', '\"\"' ), replace( c.relname, '\"', '\"\"' ) ) AS quoted, "
                          "lizsync.plain_name( c.oid ) AS label, greatest( c.reltuples, 0 )::bigint AS rows, pg_catalog.pg_table_size( c.oid ) AS bytes, c.relkind, n.nspname "
                          "FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE c.relkind IN ( 'r', 'p' ) ) AS t WHERE t.nspname = ANY( $1::text[] ) OR t.quoted = ANY( $2::text[] )" ),
          { Pg::arrayLiteral( manifest.schemas() ), Pg::arrayLiteral( singleTables ) } );
        for ( int row = 0; row < tables.rowCount(); ++row )
        {
          Table table;
          table.label = tables.value( row, 2 );
          table.isCounted = counted.contains( tables.value( row, 1 ) );
          table.rows = counted.value( tables.value( row, 1 ), tables.value( row, 3 ).toLongLong() );
          table.bytes = tables.value( row, 4 ).toLongLong();
          // The rows of a partitioned table are those of its partitions.
          table.weight = tables.value( row, 5 ) == QLatin1String( "p" ) ? 0 : static_cast<double>( table.rows );
          mTables.insert( tables.value( row, 0 ), table );
          mTotal += table.weight;
        }
      }

      //! A piece of the dump.
      void wrote( qint64 bytes )
      {
        mBytes += bytes;
        // The dump is compressed to about half of the table's size at best guess; never more than all.
        const Table table = mTables.value( mCurrent );
        const double part = table.bytes > 0 ? std::min( 1.0, 2.0 * static_cast<double>( mBytes ) / static_cast<double>( table.bytes ) ) : 0;
        mFeedback.setProgress( sStructure + ( sDumpTo - sStructure ) * std::min( 1.0, ( mDone + part * table.weight ) / mTotal ) );
      }

      //! A piece of what pg_dump says meanwhile.
      void said( const QByteArray &words )
      {
        static const QRegularExpression sContents( QStringLiteral( "dumping contents of table \"(.*)\"$" ) );
        mLine += words;
        for ( int end = mLine.indexOf( '\n' ); end >= 0; end = mLine.indexOf( '\n' ) )
        {
          const QRegularExpressionMatch match = sContents.match( QString::fromUtf8( mLine.left( end ) ) );
          mLine.remove( 0, end + 1 );
          if ( match.hasMatch() )
            begin( match.captured( 1 ) );
        }
      }

      //! The table that was being dumped is done; \a next begins, where it is not empty.
      void begin( const QString &next )
      {
        const Table table = mTables.take( mCurrent );
        if ( table.isCounted )
          mFeedback.info( Text::tr( "%1: %2." ).arg( table.label, Text::rows( table.rows, static_cast<double>( mTimer.elapsed() ) / 1000.0 ) ) );
        mDone += table.weight;
        mCurrent = next;
        mBytes = 0;
        mTimer.start();
      }

      //! All is dumped: tells of the tables that have no rows of their own, such as partitioned ones.
      void finish()
      {
        for ( const Table &table : qAsConst( mTables ) )
        {
          if ( table.isCounted )
            mFeedback.info( Text::tr( "%1: %2." ).arg( table.label, Text::rows( table.rows ) ) );
        }
      }

    private:
      struct Table
      {
          QString label;
          qint64 rows = 0;
          bool isCounted = false;
          qint64 bytes = 0;
          double weight = 0;
      };

      Feedback &mFeedback;
      QMap<QString, Table> mTables;
      double mTotal = 1;
      double mDone = 0;
      QByteArray mLine;
      QString mCurrent;
      qint64 mBytes = 0;
      QElapsedTimer mTimer;
  };

  //! What does not travel with the dump of its schema, as lizsync.archive_parts() says; quoted names.
  struct ArchiveParts
  {
      QStringList tables; //!< Selected singly, with their partitions; and what of whole schemas needs them.
      QStringList views;  //!< What needs both.
      QStringList leftOut;
      QStringList others; //!< Not of the dump of the schemas: all of these.
      QStringList warnings;
  };

  ArchiveParts archiveParts( const QJsonArray &rows )
  {
    ArchiveParts parts;
    for ( const QJsonValue &row : rows )
    {
      const QString part = row[QLatin1String( "part" )].toString();
      const QString name = row[QLatin1String( "name" )].toString();
      const QString label = row[QLatin1String( "label" )].toString();
      const QString needs = row[QLatin1String( "needs" )].toString();
      if ( part == QLatin1String( "fault" ) )
      {
        throw Error( Text::tr( "The function or type %1 needs %2, which is selected singly, or is a view of what is not selected: select the whole schemas of all that it needs, or move it to a schema that is not selected." )
                       .arg( label, needs ) );
      }
      parts.others << name;
      if ( part == QLatin1String( "table" ) )
        parts.tables << name;
      else if ( part == QLatin1String( "view" ) )
        parts.views << name;
      else if ( part == QLatin1String( "left out" ) )
      {
        parts.leftOut << name;
        parts.warnings << Text::tr( "The view %1 is left out of the archive, as it needs %2, which is not selected: select that too, or have POST_DEPLOY_SQL create the view in clones that have what it needs." ).arg( label, needs );
      }
    }
    return parts;
  }

  //! What the archive's tables need from elsewhere, as lizsync.needed_objects() says.
  struct ArchiveNeeds
  {
      QJsonArray travelling; //!< What can be made from its definition alone, and the roles that have to be there.
      QStringList infos;
      QStringList warnings;
  };

  ArchiveNeeds archiveNeeds( const QJsonArray &rows )
  {
    ArchiveNeeds needs;
    for ( const QJsonValue &row : rows )
    {
      QJsonObject object = row.toObject();
      const QString label = Text::printable( object.value( QStringLiteral( "name" ) ).toString().remove( QStringLiteral( "pg_catalog." ) ) );
      const QString neededBy = Text::printable( object.take( QStringLiteral( "needed_by" ) ).toString() );
      object.remove( QStringLiteral( "objid" ) );
      if ( object.value( QStringLiteral( "kind" ) ) == QLatin1String( "role" ) )
      {
        needs.travelling << object;
        needs.infos << Text::tr( "%1 has policies for the role %2: the servers of clones need it, too." ).arg( neededBy, label );
      }
      else if ( object.value( QStringLiteral( "definition" ) ).isString() )
      {
        needs.travelling << object;
        needs.infos << Text::tr( "%1 comes along, as %2 needs it." ).arg( label, neededBy );
      }
      else
        needs.warnings << Text::tr( "%1 needs %2, which is not selected and cannot come along: the archive can only be deployed to databases that have it already." ).arg( neededBy, label );
    }
    return needs;
  }

  //! One pg_dump, streamed into one member of the archive.
  class Dumper
  {
    public:
      Dumper( const PgPrograms &programs, const Pg::Connection &connection, const QString &snapshot, DumpProgress &progress, Feedback &feedback )
        : mPrograms( programs )
        , mAccess( connection )
        , mLabel( connection.label() )
        , mSnapshot( snapshot )
        , mProgress( progress )
        , mFeedback( feedback )
      {}

      //! What \a option and the \a patterns say, but not the tables and views \a others.
      ZipMember dump( ZipWriter &zip, const QString &member, const QString &option, const QStringList &patterns, const QStringList &others = QStringList() )
      {
        QStringList arguments { QStringLiteral( "--dbname=" ) + mAccess.conninfo(),
                                QStringLiteral( "--no-password" ),
                                QStringLiteral( "--verbose" ),
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
        for ( const QString &pattern : others )
          arguments << QStringLiteral( "--exclude-table=" ) + pattern;

        zip.beginMember( member, ZipWriter::Method::Store );
        Process process( mPrograms.path( QStringLiteral( "pg_dump" ) ), arguments, mAccess.environment(), mFeedback );
        process.setErrorListener( [this]( const QByteArray &words )
                                  { mProgress.said( words ); } );
        for ( QByteArray data = process.read(); !data.isEmpty(); data = process.read() )
        {
          zip.write( data );
          mProgress.wrote( data.size() );
        }
        if ( !process.finish() )
          throw Error( Text::tr( "pg_dump could not copy the data of %1: %2" ).arg( mLabel, dumpError( process.errorText() ) ) );
        mProgress.begin( QString() );
        return zip.endMember();
      }

    private:
      //! The first thing that pg_dump complained of, without its name and its SQL.
      static QString dumpError( const QString &text )
      {
        static const QRegularExpression sError( QStringLiteral( "^pg_dump: error: (?:query failed: |Dumping the contents of table [^\\n]*|error: )*(?:ERROR:\\s+)?([^\\n]+)" ),
                                                QRegularExpression::MultilineOption );
        QString words = sError.match( text ).captured( 1 );
        // What it says of its progress is no reason.
        const QStringList others = text.split( '\n' ).filter( QRegularExpression( QStringLiteral( "^(?!pg_dump: ).+" ) ) );
        if ( words.isEmpty() && !others.isEmpty() )
          words = others.last();
        if ( words.isEmpty() )
          words = Text::tr( "it ended unexpectedly" );
        return words.endsWith( '.' ) ? words : words + '.';
      }

      const PgPrograms &mPrograms;
      ProgramAccess mAccess;
      QString mLabel;
      QString mSnapshot;
      DumpProgress &mProgress;
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
  QJsonObject contents = core.json( 0, 0 );
  const ArchiveParts parts = archiveParts( contents.take( QStringLiteral( "parts" ) ).toArray() );
  const ArchiveNeeds needs = archiveNeeds( contents.take( QStringLiteral( "needs" ) ).toArray() );
  Manifest manifest( contents );
  manifest.setPgDumpVersion( programs.version );
  manifest.setDumpedTables( parts.tables );
  QStringList schemaPatterns;
  for ( const QString &schema : manifest.schemas() )
    schemaPatterns << Pg::quotedIdentifier( schema );

  feedback.setProgress( sDumpFrom );
  ZipWriter zip( archivePath );
  DumpProgress progress( transaction, manifest, parts.tables, feedback );
  Dumper dumper( programs, connection, snapshot, progress, feedback );
  if ( !schemaPatterns.isEmpty() )
    manifest.addMember( dumper.dump( zip, Manifest::sSchemasDump, QStringLiteral( "--schema" ), schemaPatterns, parts.others ) );
  if ( !parts.tables.isEmpty() )
    manifest.addMember( dumper.dump( zip, Manifest::sTablesDump, QStringLiteral( "--table" ), parts.tables ) );
  if ( !parts.views.isEmpty() )
    manifest.addMember( dumper.dump( zip, Manifest::sViewsDump, QStringLiteral( "--table" ), parts.views ) );
  progress.finish();
  if ( !needs.travelling.isEmpty() )
    manifest.addMember( zip.addMember( Manifest::sNeeds, QJsonDocument( needs.travelling ).toJson() ) );
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

  for ( const QString &warning : parts.warnings + needs.warnings )
    feedback.warning( warning );
  for ( const QString &info : needs.infos )
    feedback.info( info );
  for ( const QString &table : manifest.copiedTables() )
  {
    if ( !parts.leftOut.contains( table ) )
      feedback.info( Text::tr( "%1 is copied, but will not be synchronised: it is not prepared." ).arg( table ) );
  }
  feedback.info( Text::tr( "Packed %1 with %2 in %3." ).arg( Text::tables( manifest.tableCount() ), Text::rows( manifest.rows() ), archivePath ) );
  feedback.setProgress( 100 );
  return { archivePath, manifest.tableCount(), manifest.rows(), manifest.syncId() };
}
