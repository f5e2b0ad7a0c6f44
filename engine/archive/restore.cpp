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
#include <QRegularExpression>
#include <QSet>

#include <cstring>

using namespace LizSync;

namespace
{
  //! One part of a dump as pg_restore writes it: lines of SQL, and the rows of COPY statements. Nothing but whole lines is handed on.
  class DumpPart
  {
    public:
      DumpPart( const PgPrograms &programs, const QString &section, const QString &dumpPath, const QSet<QString> &settings, Feedback &feedback )
        : mSettings( settings )
        , mProcess( programs.path( QStringLiteral( "pg_restore" ) ),
                    { QStringLiteral( "--section=" ) + section, QStringLiteral( "--file=-" ), QStringLiteral( "--no-owner" ), QStringLiteral( "--no-privileges" ), QStringLiteral( "--no-tablespaces" ),
                      QStringLiteral( "--no-publications" ), QStringLiteral( "--no-subscriptions" ), dumpPath },
                    QProcessEnvironment::systemEnvironment(), feedback )
      {}

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
            const void *newline = std::memchr( at, '\n', static_cast<size_t>( end - at ) );
            if ( !newline )
              break;
            at = static_cast<const char *>( newline ) + 1;
            ++count;
          }
          const QByteArray rows( begin, static_cast<int>( at - begin ) );
          mAt += rows.size();
          if ( !rows.isEmpty() )
            return rows;
          if ( ended )
          {
            mAt += sEndSize;
            return {};
          }
          if ( !fetch() )
            throwUnreadable();
        }
      }

    private:
      QByteArray takeLine()
      {
        int end = mData.indexOf( '\n', mAt );
        while ( end < 0 && fetch() )
          end = mData.indexOf( '\n', mAt );
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
          throwUnreadable();
        mData = mData.mid( mAt ) + data;
        mAt = 0;
        return !data.isEmpty();
      }

      [[noreturn]] void throwUnreadable()
      {
        QString words = mProcess.errorText().section( '\n', -1 ).remove( QStringLiteral( "pg_restore: " ) );
        if ( words.isEmpty() )
          words = Text::tr( "it ended unexpectedly" );
        throw Error( Text::tr( "pg_restore could not read the archive (%1): make it anew with lizsync:package." ).arg( words ) );
      }

      const QSet<QString> &mSettings;
      Process mProcess;
      QByteArray mData;
      int mAt = 0;
      bool mInOpening = true;
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

  //! What comes before the rows, or after them.
  void restoreObjects( Pg::Transaction &transaction, DumpPart &part )
  {
    QByteArray sql;
    for ( QByteArray line = part.nextLine(); !line.isEmpty(); line = part.nextLine() )
      sql += line;
    transaction.executeScript( QString::fromUtf8( sql ) );
  }

  //! Returns their number.
  qint64 restoreRows( Pg::Transaction &transaction, DumpPart &part, const std::function<void( qint64 )> &progress, Feedback &feedback )
  {
    StatementReader statements( part );
    QByteArray others;
    qint64 rows = 0;
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
      const QString table = QString::fromUtf8( statement.mid( 5, statement.indexOf( " (" ) - 5 ) ).simplified();
      feedback.info( Text::tr( "%1: %2." ).arg( table, Text::rows( copied, static_cast<double>( timer.elapsed() ) / 1000.0 ) ) );
      others.clear();
    }
    transaction.executeScript( QString::fromUtf8( others ) );
    return rows;
  }
} // namespace

qint64 LizSync::restoreDump( Pg::Transaction &transaction, const PgPrograms &programs, const QString &dumpPath, const std::function<void( qint64 )> &progress, Feedback &feedback )
{
  QSet<QString> settings;
  const Pg::Result names = transaction.execute( QStringLiteral( "SELECT name FROM pg_catalog.pg_settings" ) );
  for ( int row = 0; row < names.rowCount(); ++row )
    settings.insert( names.value( row, 0 ) );

  DumpPart before( programs, QStringLiteral( "pre-data" ), dumpPath, settings, feedback );
  restoreObjects( transaction, before );
  DumpPart rows( programs, QStringLiteral( "data" ), dumpPath, settings, feedback );
  const qint64 count = restoreRows( transaction, rows, progress, feedback );
  DumpPart after( programs, QStringLiteral( "post-data" ), dumpPath, settings, feedback );
  restoreObjects( transaction, after );
  return count;
}
