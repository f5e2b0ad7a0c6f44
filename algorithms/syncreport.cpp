/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/syncreport.h"
#include "algorithms/reporttext.h"
#include "algorithms/resources.h"

#include "engine/error.h"
#include "engine/pg/quoting.h"

#include <QDir>
#include <QFileInfo>
#include <QLocale>

namespace LizSync
{

  namespace
  {
    QString cell( const QString &text, const char *cssClass = "" )
    {
      return QStringLiteral( "<td class=\"%1\">%2</td>" ).arg( QLatin1String( cssClass ), text.toHtmlEscaped() );
    }

    QString number( qint64 value )
    {
      return QLocale().toString( value );
    }

  } // namespace

  SyncReport::SyncReport( const QString &path )
    : mFile( path )
  {}

  void SyncReport::setDatabases( const QString &centralConninfo, const QString &cloneConninfo )
  {
    mCentral = databaseLabel( centralConninfo );
    mClone = databaseLabel( cloneConninfo );
  }

  void SyncReport::open()
  {
    if ( !isWanted() )
      return;
    if ( !mFile.open( QIODevice::WriteOnly ) )
      throw Error( tr( "REPORT: %1 cannot be written (%2); choose a file in a folder that exists and that you may write to." )
                     .arg( QDir::toNativeSeparators( mFile.fileName() ), mFile.errorString() ) );
  }

  void SyncReport::add( const SyncChange &change )
  {
    if ( !isWanted() )
      return;
    ++mTotal;
    if ( mListed.size() < MAX_LISTED )
      mListed << change;
    Counts &counts = mCounts[change.tableName];
    const int action = change.action == QLatin1String( "I" ) ? 0 : change.action == QLatin1String( "D" ) ? 2
                                                                                                         : 1;
    ++( change.direction == QLatin1String( "to_clone" ) ? counts.toClone : counts.toCentral )[action];
  }

  void SyncReport::restart()
  {
    mCounts.clear();
    mListed.clear();
    mTotal = 0;
  }

  void SyncReport::write( const SyncResult &result )
  {
    if ( !isWanted() )
      return;
    const QByteArray page = html( result, QDateTime::currentDateTime() ).toUtf8();
    if ( mFile.write( page ) != page.size() || !mFile.commit() )
      throw Error( tr( "The report %1 cannot be written: %2" ).arg( QDir::toNativeSeparators( mFile.fileName() ), mFile.errorString() ) );
  }

  QString SyncReport::html( const SyncResult &result, const QDateTime &createdAt ) const
  {
    return ReportText::fillTemplate( resourceText( QStringLiteral( ":/lizsync/report.html" ) ),
                                     {
                                       { QStringLiteral( "title" ), ( mDryRun ? tr( "What a synchronization would do" ) : tr( "Synchronization" ) ).toHtmlEscaped() },
                                       { QStringLiteral( "verdict" ), verdict( result ).toHtmlEscaped() },
                                       { QStringLiteral( "state" ), result.unresolved > 0 ? QStringLiteral( "attention" ) : QStringLiteral( "fine" ) },
                                       { QStringLiteral( "central" ), mCentral.toHtmlEscaped() },
                                       { QStringLiteral( "clone" ), mClone.toHtmlEscaped() },
                                       { QStringLiteral( "date" ), QLocale().toString( createdAt, QLocale::LongFormat ).toHtmlEscaped() },
                                       { QStringLiteral( "sync_id" ), ( result.syncId.isEmpty() ? QStringLiteral( "–" ) : result.syncId ).toHtmlEscaped() },
                                       { QStringLiteral( "seconds" ), QLocale().toString( result.seconds, 'f', 1 ) },
                                       { QStringLiteral( "clock" ), tr( "%1 s" ).arg( QLocale().toString( result.clockOffsetSeconds, 'f', 1 ) ).toHtmlEscaped() },
                                       { QStringLiteral( "to_central" ), number( result.toCentral ) },
                                       { QStringLiteral( "to_clone" ), number( result.toClone ) },
                                       { QStringLiteral( "conflicts" ), number( result.conflicts ) },
                                       { QStringLiteral( "unresolved" ), number( result.unresolved ) },
                                       { QStringLiteral( "tables" ), tableRows() },
                                       { QStringLiteral( "changes" ), changeRows() },
                                       { QStringLiteral( "conflict_text" ), conflictText( result ) },
                                     } );
  }

  QString SyncReport::verdict( const SyncResult &result ) const
  {
    if ( result.unresolved > 0 )
      return tr( "%n conflict(s) of this clone still need somebody's attention.", nullptr, static_cast<int>( result.unresolved ) );
    if ( result.toCentral == 0 && result.toClone == 0 )
      return tr( "There was nothing to exchange: both databases hold the same." );
    return mDryRun ? tr( "A dry run: nothing was changed in either database." ) : tr( "Everything was exchanged." );
  }

  QString SyncReport::tableRows() const
  {
    QString rows;
    for ( auto it = mCounts.constBegin(); it != mCounts.constEnd(); ++it )
    {
      rows += QStringLiteral( "<tr>" ) + cell( ReportText::table( it.key() ) );
      for ( const qint64 *counts : { it.value().toCentral, it.value().toClone } )
      {
        for ( int action = 0; action < 3; ++action )
          rows += cell( counts[action] ? number( counts[action] ) : QString(), "number" );
      }
      rows += QStringLiteral( "</tr>\n" );
    }
    return rows.isEmpty() ? QStringLiteral( "<tr><td colspan=\"7\">%1</td></tr>" ).arg( tr( "No table had changes." ).toHtmlEscaped() ) : rows;
  }

  QString SyncReport::changeRows() const
  {
    QString rows;
    for ( const SyncChange &change : mListed )
    {
      const QString action = change.action == QLatin1String( "I" )   ? tr( "added" )
                             : change.action == QLatin1String( "D" ) ? tr( "deleted" )
                                                                     : tr( "changed" );
      rows += QStringLiteral( "<tr>" ) + cell( change.direction == QLatin1String( "to_clone" ) ? tr( "→ clone" ) : tr( "→ central" ) ) + cell( ReportText::table( change.tableName ) ) + cell( action )
              + cell( ReportText::values( change ), "values" ) + cell( change.editedBy )
              + cell( QLocale().toString( change.editedAt.toLocalTime(), QLocale::ShortFormat ) ) + cell( change.uid, "uid" ) + QStringLiteral( "</tr>\n" );
    }
    if ( mTotal > mListed.size() )
      rows += QStringLiteral( "<tr><td colspan=\"7\">%1</td></tr>" )
                .arg( tr( "… and %1 more: ask for the layer CHANGES to see all of them." ).arg( number( mTotal - mListed.size() ) ).toHtmlEscaped() );
    return rows.isEmpty() ? QStringLiteral( "<tr><td colspan=\"7\">%1</td></tr>" ).arg( tr( "None." ).toHtmlEscaped() ) : rows;
  }

  QString SyncReport::conflictText( const SyncResult &result ) const
  {
    if ( result.conflicts == 0 && result.unresolved == 0 )
      return QStringLiteral( "<p>%1</p>" ).arg( tr( "None: nobody changed the same value on both sides." ).toHtmlEscaped() );
    QString text = QStringLiteral( "<p>%1</p>\n" ).arg( tr( "Where both sides had changed the same value, the later edit was kept; what lost is whole in the table lizsync.conflicts of central." ).toHtmlEscaped() );
    if ( !mNotes.isEmpty() )
    {
      text += QLatin1String( "<ul>\n" );
      for ( const QString &note : mNotes )
        text += QStringLiteral( "<li>%1</li>\n" ).arg( note.toHtmlEscaped() );
      text += QLatin1String( "</ul>\n" );
    }
    return text;
  }

  QString SyncReport::databaseLabel( const QString &conninfo )
  {
    const QMap<QString, QString> keywords = Pg::parseConninfo( conninfo );
    const QString service = keywords.value( QStringLiteral( "service" ) );
    const QString host = keywords.value( QStringLiteral( "host" ), keywords.value( QStringLiteral( "hostaddr" ) ) );
    const QString database = keywords.value( QStringLiteral( "dbname" ) );
    QStringList parts;
    if ( !database.isEmpty() )
      parts << database;
    if ( !service.isEmpty() )
      parts << tr( "service %1" ).arg( service );
    if ( !host.isEmpty() )
      parts << ( host.startsWith( '/' ) ? tr( "this computer" ) : host );
    return parts.join( QStringLiteral( " · " ) );
  }

} // namespace LizSync
