/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/syncreport.h"
#include "algorithms/reporttext.h"

#include <QLocale>

namespace LizSync
{

  SyncReport::SyncReport( const QString &path )
    : mPage( path )
  {}

  void SyncReport::setDatabases( const QString &centralConninfo, const QString &cloneConninfo )
  {
    mCentral = ReportText::database( centralConninfo );
    mClone = ReportText::database( cloneConninfo );
  }

  void SyncReport::add( const SyncChange &change )
  {
    if ( !isWanted() )
      return;
    ++mTotal;
    if ( mListed.size() < ReportPage::MAX_LISTED )
      mListed << changeRow( change );
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
    if ( isWanted() )
      mPage.write( html( result, QDateTime::currentDateTime() ) );
  }

  QString SyncReport::html( const SyncResult &result, const QDateTime &createdAt ) const
  {
    return ReportPage::html( mDryRun ? tr( "What a synchronisation would do" ) : tr( "Synchronisation" ), verdict( result ), result.unresolved > 0, QStringLiteral( ":/lizsync/syncreport.html" ),
                             {
                               { QStringLiteral( "central" ), mCentral.toHtmlEscaped() },
                               { QStringLiteral( "clone" ), mClone.toHtmlEscaped() },
                               { QStringLiteral( "date" ), QLocale().toString( createdAt, QLocale::LongFormat ).toHtmlEscaped() },
                               { QStringLiteral( "sync_id" ), ( result.syncId.isEmpty() ? QStringLiteral( "–" ) : result.syncId ).toHtmlEscaped() },
                               { QStringLiteral( "seconds" ), QLocale().toString( result.seconds, 'f', 1 ) },
                               { QStringLiteral( "clock" ), tr( "%1 s" ).arg( QLocale().toString( result.clockOffsetSeconds, 'f', 1 ) ).toHtmlEscaped() },
                               { QStringLiteral( "to_central" ), ReportText::number( result.toCentral ) },
                               { QStringLiteral( "to_clone" ), ReportText::number( result.toClone ) },
                               { QStringLiteral( "conflicts" ), ReportText::number( result.conflicts ) },
                               { QStringLiteral( "unresolved" ), ReportText::number( result.unresolved ) },
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
      rows += QStringLiteral( "<tr>" ) + ReportPage::cell( ReportText::table( it.key() ) );
      for ( const qint64 *counts : { it.value().toCentral, it.value().toClone } )
      {
        for ( int action = 0; action < 3; ++action )
          rows += ReportPage::cell( counts[action] ? ReportText::number( counts[action] ) : QString(), "number" );
      }
      rows += QStringLiteral( "</tr>\n" );
    }
    return rows.isEmpty() ? ReportPage::wideRow( tr( "No table had changes." ), 7 ) : rows;
  }

  QString SyncReport::changeRow( const SyncChange &change )
  {
    const QString direction = change.direction == QLatin1String( "to_clone" ) ? tr( "→ clone" ) : tr( "→ central" );
    const QString action = change.action == QLatin1String( "I" )   ? tr( "added" )
                           : change.action == QLatin1String( "D" ) ? tr( "deleted" )
                                                                   : tr( "changed" );
    return QStringLiteral( "<tr>" ) + ReportPage::cell( direction ) + ReportPage::cell( ReportText::table( change.tableName ) ) + ReportPage::cell( action )
           + ReportPage::cell( ReportText::values( change ), "values" ) + ReportPage::cell( change.editedBy )
           + ReportPage::cell( QLocale().toString( change.editedAt.toLocalTime(), QLocale::ShortFormat ) ) + ReportPage::cell( change.uid, "uid" ) + QStringLiteral( "</tr>\n" );
  }

  QString SyncReport::changeRows() const
  {
    QString rows = mListed.join( QString() );
    if ( mTotal > mListed.size() )
      rows += ReportPage::wideRow( tr( "… and %1 more: ask for the layer CHANGES to see all of them." ).arg( ReportText::number( mTotal - mListed.size() ) ), 7 );
    return rows.isEmpty() ? ReportPage::wideRow( tr( "None." ), 7 ) : rows;
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

} // namespace LizSync
