/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/restore.h"

#include "engine/archive/process.h"
#include "engine/error.h"
#include "engine/text.h"

#include <QElapsedTimer>
#include <QFile>
#include <QRegularExpression>
#include <QSet>

#include <cstring>

using namespace LizSync;

namespace
{
  [[noreturn]] void throwUnreadable( Process &process )
  {
    QString words = process.errorText().section( '\n', -1 ).remove( QStringLiteral( "pg_restore: " ) );
    if ( words.isEmpty() )
      words = Text::tr( "it ended unexpectedly" );
    throw Error( Text::tr( "pg_restore could not read the archive (%1): make it anew with lizsync:package." ).arg( words ) );
  }

  //! One part of a dump as pg_restore writes it: lines of SQL, and the rows of COPY statements. Nothing but whole lines is handed on.
  class DumpPart
  {
    public:
      //! \a part: options of pg_restore that say which.
      DumpPart( const PgPrograms &programs, const QStringList &part, const QString &dumpPath, const QSet<QString> &settings, Feedback &feedback )
        : mSettings( settings )
        , mProcess( programs.path( QStringLiteral( "pg_restore" ) ),
                    part + QStringList { QStringLiteral( "--file=-" ), QStringLiteral( "--no-owner" ), QStringLiteral( "--no-privileges" ), QStringLiteral( "--no-tablespaces" ), QStringLiteral( "--no-publications" ), QStringLiteral( "--no-subscriptions" ), dumpPath },
                    QProcessEnvironment::systemEnvironment(), feedback )
      {}

      //! The last line that was taken belongs to the settings that every part begins with.
      bool isInOpening() const { return mInOpening; }

      //! The next line of SQL that is for the server, with its end; empty at the end of the part.
      QByteArray nextLine()
      {
        QByteArray line = takeLine();
        while ( !line.isEmpty() && isForOthers( line ) )
          line = takeLine();
        return line;
      }

      //! The next rows of a COPY, and their number; empty at their end.
      QByteArray nextRows( qint64 &count )
      {
        constexpr char sEnd[] = "\\.\n";
        constexpr qint64 sEndSize = 3;
        while ( true )
        {
          const char *begin = mData.constData() + mAt;
          const char *end = mData.constData() + mData.size();
          const char *at = begin;
          bool ended = false;
          while ( !( ended = end - at >= sEndSize && std::memcmp( at, sEnd, sEndSize ) == 0 ) )
          {
            const void *newline = std::memchr( at + mSeen, '\n', static_cast<size_t>( end - at - mSeen ) );
            if ( !newline )
            {
              mSeen = static_cast<int>( end - at );
              break;
            }
            at = static_cast<const char *>( newline ) + 1;
            mSeen = 0;
            ++count;
          }
          const QByteArray rows( begin, static_cast<int>( at - begin ) );
          mAt += rows.size();
          if ( !rows.isEmpty() )
            return rows;
          if ( ended )
          {
            mAt += sEndSize;
            mSeen = 0;
            return {};
          }
          if ( !fetch() )
            throwUnreadable( mProcess );
        }
      }

    private:
      QByteArray takeLine()
      {
        int end = mData.indexOf( '\n', mAt );
        while ( end < 0 )
        {
          mSeen = mData.size() - mAt;
          if ( !fetch() )
            break;
          end = mData.indexOf( '\n', mAt + mSeen );
        }
        mSeen = 0;
        const QByteArray line = end < 0 ? mData.mid( mAt ) : mData.mid( mAt, end + 1 - mAt );
        mAt += line.size();
        return line;
      }

      //! Settings of newer servers (transaction_timeout came with PostgreSQL 17), and what is meant for psql.
      bool isForOthers( const QByteArray &line )
      {
        static const QRegularExpression sOpening( QStringLiteral( "^(?:\\s*$|--|SET |SELECT pg_catalog\\.set_config|\\\\restrict )" ) );
        static const QRegularExpression sSetting( QStringLiteral( "^SET ([a-z_]+) = [^;]*;\n$" ) );
        static const QByteArray sRestrict( "\\restrict " );
        if ( !mLastForPsql.isEmpty() && line == mLastForPsql )
          return true;
        // What comes after the opening is somebody's own.
        mInOpening = mInOpening && sOpening.match( QString::fromUtf8( line ) ).hasMatch();
        if ( !mInOpening )
          return false;
        if ( line.startsWith( sRestrict ) )
        {
          mLastForPsql = "\\unrestrict " + line.mid( sRestrict.size() );
          return true;
        }
        const QRegularExpressionMatch setting = sSetting.match( QString::fromUtf8( line ) );
        return setting.hasMatch() && !mSettings.contains( setting.captured( 1 ) );
      }

      //! FALSE at the end, which is a good one.
      bool fetch()
      {
        const QByteArray data = mProcess.read();
        if ( data.isEmpty() && !mProcess.finish() )
          throwUnreadable( mProcess );
        mData.remove( 0, mAt );
        mData += withPlainLineEnds( data );
        mAt = 0;
        return !data.isEmpty();
      }

      //! On Windows standard output is text: each line end got a carriage return, that of pg_restore's own first line too.
      QByteArray withPlainLineEnds( QByteArray data )
      {
        if ( const int end = data.indexOf( '\n' ); !mKnowsLineEnds && end >= 0 )
        {
          mKnowsLineEnds = true;
          mHasReturns = end > 0 && data.at( end - 1 ) == '\r';
        }
        if ( !mHasReturns )
          return data;
        data.prepend( mHeldBack );
        mHeldBack.clear();
        if ( data.endsWith( '\r' ) )
        {
          mHeldBack = QByteArrayLiteral( "\r" );
          data.chop( 1 );
        }
        return data.replace( "\r\n", "\n" );
      }

      const QSet<QString> &mSettings;
      Process mProcess;
      QByteArray mData;
      int mAt = 0;
      //! So many bytes from there on are known to have no line end: a row may have hundreds of megabytes.
      int mSeen = 0;
      bool mInOpening = true;
      bool mKnowsLineEnds = false;
      bool mHasReturns = false;
      QByteArray mHeldBack;
      QByteArray mLastForPsql;
  };

  //! Puts the lines of the part with the rows together to statements: names may have line breaks.
  class StatementReader
  {
    public:
      explicit StatementReader( DumpPart &part )
        : mPart( part )
      {}

      //! The next statement, without the comments before it; empty at the end of the part.
      QByteArray next()
      {
        QByteArray statement;
        char quote = 0;
        for ( QByteArray line = mPart.nextLine(); !line.isEmpty(); line = mPart.nextLine() )
        {
          if ( statement.isEmpty() && ( line == "\n" || line.startsWith( "--" ) ) )
            continue;
          statement += line;
          for ( const char c : line )
          {
            if ( c == quote )
              quote = 0;
            else if ( quote == 0 && ( c == '\'' || c == '"' ) )
              quote = c;
          }
          if ( quote == 0 && line.endsWith( ";\n" ) )
            break;
        }
        return statement;
      }

    private:
      DumpPart &mPart;
  };

  bool isCopy( const QByteArray &statement )
  {
    return statement.startsWith( "COPY " ) && statement.endsWith( " FROM stdin;\n" );
  }

  //! The table of a COPY as the statement names it; spaces and parentheses may be part of a quoted name.
  QString copiedTable( const QByteArray &statement )
  {
    constexpr int sStart = sizeof "COPY " - 1;
    int end = sStart;
    for ( bool quoted = false; end < statement.size() && ( quoted || statement.at( end ) != ' ' ); ++end )
      quoted = quoted != ( statement.at( end ) == '"' );
    constexpr int sLongestName = 300;
    return Text::printable( QString::fromUtf8( statement.mid( sStart, end - sStart ) ), sLongestName );
  }

  //! What comes before the rows, or after them.
  void restoreObjects( Pg::Transaction &transaction, DumpPart &part )
  {
    QByteArray sql;
    bool inOpening = true;
    for ( QByteArray line = part.nextLine(); !line.isEmpty(); line = part.nextLine() )
    {
      // On its own, as the server takes all literals of a script as standard_conforming_strings is before it runs.
      if ( inOpening && !part.isInOpening() )
      {
        transaction.executeScript( QString::fromUtf8( sql ) );
        sql.clear();
        inOpening = false;
      }
      sql += line;
    }
    transaction.executeScript( QString::fromUtf8( sql ) );
  }

  //! Adds their number to \a rows.
  void restoreRows( Pg::Transaction &transaction, DumpPart &part, qint64 &rows, const std::function<void( qint64 )> &progress, Feedback &feedback )
  {
    StatementReader statements( part );
    QByteArray others;
    for ( QByteArray statement = statements.next(); !statement.isEmpty(); statement = statements.next() )
    {
      if ( !isCopy( statement ) )
      {
        others += statement;
        continue;
      }
      QElapsedTimer timer;
      timer.start();
      const qint64 copied = transaction.copyIn( QString::fromUtf8( others + statement ), [&]
                                                {
        const QByteArray data = part.nextRows( rows );
        progress( rows );
        return data; } );
      feedback.info( Text::tr( "%1: %2." ).arg( copiedTable( statement ), Text::rows( copied, static_cast<double>( timer.elapsed() ) / 1000.0 ) ) );
      others.clear();
    }
    transaction.executeScript( QString::fromUtf8( others ) );
  }

  //! What comes after the rows, as lists for pg_restore.
  struct AfterRows
  {
      QString keys;        //!< All the rest.
      QString foreignKeys; //!< With the comments on them.
  };

  AfterRows listAfterRows( const PgPrograms &programs, const QString &dumpPath, Feedback &feedback )
  {
    static const QRegularExpression sForeignKey( QStringLiteral( "^\\d+; \\d+ \\d+ (?:FK CONSTRAINT |COMMENT .*CONSTRAINT )" ) );
    Process process( programs.path( QStringLiteral( "pg_restore" ) ), { QStringLiteral( "--list" ), dumpPath }, QProcessEnvironment::systemEnvironment(), feedback );
    QByteArray text;
    for ( QByteArray data = process.read(); !data.isEmpty(); data = process.read() )
      text += data;
    if ( !process.finish() )
      throwUnreadable( process );
    QByteArray keys;
    QByteArray foreignKeys;
    const QList<QByteArray> lines = text.split( '\n' );
    for ( const QByteArray &line : lines )
      ( sForeignKey.match( QString::fromUtf8( line ) ).hasMatch() ? foreignKeys : keys ) += line + '\n';

    const AfterRows after { dumpPath + QStringLiteral( ".keys" ), dumpPath + QStringLiteral( ".foreignkeys" ) };
    for ( const auto &[path, content] : { std::make_pair( after.keys, keys ), std::make_pair( after.foreignKeys, foreignKeys ) } )
    {
      QFile file( path );
      if ( !file.open( QIODevice::WriteOnly ) || file.write( content ) != content.size() || !file.flush() )
        throw Error( Text::tr( "A temporary file could not be written (%1): make room in the folder for temporary files." ).arg( file.errorString() ) );
    }
    return after;
  }
} // namespace

qint64 LizSync::restoreDumps( Pg::Transaction &transaction, const PgPrograms &programs, const QStringList &dumpPaths, const QString &viewsPath, const std::function<void( qint64 )> &progress, Feedback &feedback )
{
  QSet<QString> settings;
  const Pg::Result names = transaction.execute( QStringLiteral( "SELECT name FROM pg_catalog.pg_settings" ) );
  for ( int row = 0; row < names.rowCount(); ++row )
    settings.insert( names.value( row, 0 ) );
  const auto restore = [&]( const QString &dumpPath, const QStringList &which )
  {
    DumpPart part( programs, which, dumpPath, settings, feedback );
    restoreObjects( transaction, part );
  };

  const QString afterRows = QStringLiteral( "--section=post-data" );
  for ( const QString &dumpPath : dumpPaths )
    restore( dumpPath, { QStringLiteral( "--section=pre-data" ) } );
  qint64 rows = 0;
  for ( const QString &dumpPath : dumpPaths )
  {
    DumpPart part( programs, { QStringLiteral( "--section=data" ) }, dumpPath, settings, feedback );
    restoreRows( transaction, part, rows, progress, feedback );
  }
  if ( dumpPaths.size() == 1 )
    restore( dumpPaths.first(), { afterRows } );
  else
  {
    // Foreign keys may lead from either dump to the other, whose keys have to be there.
    QList<AfterRows> lists;
    for ( const QString &dumpPath : dumpPaths )
    {
      lists << listAfterRows( programs, dumpPath, feedback );
      restore( dumpPath, { afterRows, QStringLiteral( "--use-list=" ) + lists.last().keys } );
    }
    for ( int i = 0; i < dumpPaths.size(); ++i )
      restore( dumpPaths.at( i ), { afterRows, QStringLiteral( "--use-list=" ) + lists.at( i ).foreignKeys } );
  }
  // A view may be grouped by a primary key, and a materialized one reads rows.
  if ( !viewsPath.isEmpty() )
  {
    restore( viewsPath, { QStringLiteral( "--section=pre-data" ) } );
    restore( viewsPath, { afterRows } );
  }
  return rows;
}
