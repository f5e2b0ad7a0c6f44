/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/syncreport.h"
#include "algorithms/reportplot.h"
#include "algorithms/reporttext.h"

#include <QLocale>

#include <algorithm>
#include <iterator>

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
    const int action = change.action == QLatin1String( "I" ) ? 0 : change.action == QLatin1String( "D" ) ? 2
                                                                                                         : 1;
    const bool toClone = change.direction == QLatin1String( "to_clone" );
    Counts &counts = mCounts[change.tableName];
    ++( toClone ? counts.toClone : counts.toCentral )[action];
    // What central's triggers did during the sync has no time of its own.
    if ( change.editedAt.isValid() )
    {
      Counts &day = mDays[change.editedAt.toLocalTime().date()];
      ++( toClone ? day.toClone : day.toCentral )[action];
    }
  }

  void SyncReport::add( const Conflict &conflict )
  {
    if ( isWanted() && mListedConflicts.size() < ReportPage::MAX_LISTED )
      mListedConflicts << conflictRow( conflict );
  }

  void SyncReport::restart()
  {
    mCounts.clear();
    mDays.clear();
    mListedConflicts.clear();
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
                               { QStringLiteral( "date" ), ReportText::longTime( createdAt ).toHtmlEscaped() },
                               { QStringLiteral( "sync_id" ), ( result.syncId.isEmpty() ? QStringLiteral( "–" ) : result.syncId ).toHtmlEscaped() },
                               { QStringLiteral( "seconds" ), QLocale().toString( result.seconds, 'f', 1 ) },
                               { QStringLiteral( "clock" ), tr( "%1 s" ).arg( QLocale().toString( result.clockOffsetSeconds, 'f', 1 ) ).toHtmlEscaped() },
                               { QStringLiteral( "to_central" ), ReportText::number( result.toCentral ) },
                               { QStringLiteral( "to_clone" ), ReportText::number( result.toClone ) },
                               { QStringLiteral( "conflicts" ), ReportText::number( result.conflicts ) },
                               { QStringLiteral( "unresolved" ), ReportText::number( result.unresolved ) },
                               { QStringLiteral( "plots" ), plots() },
                               { QStringLiteral( "tables" ), tableRows() },
                               { QStringLiteral( "changes" ), changeRows() },
                               { QStringLiteral( "conflict_text" ), conflictText( result ) },
                             } );
  }

  QString SyncReport::verdict( const SyncResult &result ) const
  {
    if ( result.unresolved > 0 )
      return tr( "Conflicts of this clone that still need somebody's attention: %1. Change one of the two rows and synchronise; the algorithm \"Show conflicts of central\" puts them on the map." ).arg( ReportText::number( result.unresolved ) );
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
           + ReportPage::cell( ReportText::shortTime( change.editedAt ), "time" ) + ReportPage::cell( change.uid, "uid" ) + QStringLiteral( "</tr>\n" );
  }

  QString SyncReport::changeRows() const
  {
    QString rows = mListed.join( QString() );
    if ( mTotal > mListed.size() )
      rows += ReportPage::wideRow( tr( "… and %1 more: ask for the layer CHANGES to see all of them." ).arg( ReportText::number( mTotal - mListed.size() ) ), 7 );
    return rows.isEmpty() ? ReportPage::wideRow( tr( "None." ), 7 ) : rows;
  }

  QString SyncReport::plots() const
  {
    // A clone that was away for a year has a bar for each day on which somebody edited, the last ones.
    constexpr int MAX_DAYS = 60;
    QStringList days;
    ReportPlot::Series toCentral { tr( "to central" ), {} };
    ReportPlot::Series toClone { tr( "to the clone" ), {} };
    const int skipped = std::max( 0, mDays.size() - MAX_DAYS );
    for ( auto it = std::next( mDays.constBegin(), skipped ); it != mDays.constEnd(); ++it )
    {
      days << ReportText::dayAndMonth( it.key() );
      toCentral.values << it.value().allToCentral();
      toClone.values << it.value().allToClone();
    }
    QList<ReportPlot::Bar> tables;
    for ( auto it = mCounts.constBegin(); it != mCounts.constEnd(); ++it )
      tables << ReportPlot::Bar { ReportText::table( it.key() ), { it.value().allToCentral(), it.value().allToClone() } };
    const QString byTable = ReportPlot::bars( tr( "Changes by table" ), { toCentral.name, toClone.name }, tables );
    // One day needs no plot.
    return days.size() < 2 ? byTable : byTable + ReportPlot::columns( tr( "Changes by the day on which they were made" ), days, { toCentral, toClone } );
  }

  QString SyncReport::conflictRow( const Conflict &conflict ) const
  {
    const bool isRow = conflict.column.isEmpty();
    const auto valueText = [&]( const QString &value, const QString &who )
    {
      const QString text = isRow && value.isNull() ? tr( "–" ) : ReportText::shortValue( value, isRow );
      return who.isEmpty() ? text : QStringLiteral( "%1\n(%2)" ).arg( text, who );
    };
    const QString kept = !conflict.resolved ? tr( "not resolved" ) : conflict.rejected == QLatin1String( "clone" ) ? tr( "central's" )
                                                                                                                   : tr( "the clone's" );
    const QString why = conflict.error.isEmpty() ? conflict.rule : QStringLiteral( "%1: %2" ).arg( conflict.rule, conflict.error );
    // In a dry run the number is gone with everything else; the real run gives another one.
    const QString number = mDryRun ? QStringLiteral( "–" ) : QString::number( conflict.id );
    return QStringLiteral( "<tr>" ) + ReportPage::cell( number, "number" ) + ReportPage::cell( ReportText::table( conflict.tableName ) )
           + ReportPage::cell( isRow ? tr( "the whole row" ) : conflict.column ) + ReportPage::cell( valueText( conflict.centralValue, conflict.centralEditedBy ), "value" )
           + ReportPage::cell( valueText( conflict.cloneValue, conflict.cloneEditedBy ), "value" ) + ReportPage::cell( kept, conflict.resolved ? "" : "attention" )
           + ReportPage::cell( why, "value" ) + ReportPage::cell( conflict.uid, "uid" ) + QStringLiteral( "</tr>\n" );
  }

  QString SyncReport::conflictText( const SyncResult &result ) const
  {
    if ( result.conflicts == 0 && result.unresolved == 0 )
      return QStringLiteral( "<p>%1</p>" ).arg( tr( "None: nobody changed the same value on both sides." ).toHtmlEscaped() );
    QString text = QStringLiteral( "<p>%1</p>\n" ).arg( tr( "Where both sides had changed the same value, the later edit was kept. What lost is kept in central: \"Restore rejected values\" puts it back, by the number of the conflict." ).toHtmlEscaped() );
    if ( mListedConflicts.isEmpty() )
      return text;
    QString rows = mListedConflicts.join( QString() );
    if ( result.conflicts > mListedConflicts.size() )
      rows += ReportPage::wideRow( tr( "… and %1 more: \"Show conflicts of central\" has all of them." ).arg( ReportText::number( result.conflicts - mListedConflicts.size() ) ), 8 );
    text += ReportText::fillTemplate( QStringLiteral( "<div class=\"scroll\">\n<table>\n<thead>\n<tr><th class=\"right\">{{number}}</th><th>{{table}}</th><th>{{column}}</th><th>{{central}}</th><th>{{clone}}</th><th>{{kept}}</th><th>{{why}}</th><th>{{uid}}</th></tr>\n</thead>\n<tbody>\n{{rows}}</tbody>\n</table>\n</div>\n" ),
                                      {
                                        { QStringLiteral( "number" ), tr( "Number" ).toHtmlEscaped() },
                                        { QStringLiteral( "table" ), tr( "Table" ).toHtmlEscaped() },
                                        { QStringLiteral( "column" ), tr( "Column" ).toHtmlEscaped() },
                                        { QStringLiteral( "central" ), tr( "In central" ).toHtmlEscaped() },
                                        { QStringLiteral( "clone" ), tr( "In the clone" ).toHtmlEscaped() },
                                        { QStringLiteral( "kept" ), tr( "Kept" ).toHtmlEscaped() },
                                        { QStringLiteral( "why" ), tr( "Why" ).toHtmlEscaped() },
                                        { QStringLiteral( "uid" ), tr( "Row (uid)" ).toHtmlEscaped() },
                                        { QStringLiteral( "rows" ), rows },
                                      } );
    return text;
  }

} // namespace LizSync
