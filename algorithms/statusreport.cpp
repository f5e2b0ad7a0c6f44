/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/statusreport.h"
#include "algorithms/reportplot.h"
#include "algorithms/reporttext.h"

#include <QLocale>
#include <QMap>

#include <algorithm>
#include <cmath>

namespace LizSync
{

  namespace
  {
    constexpr int sColumns = 11;
    constexpr double sClockSeconds = 0.5;

    QString dash()
    {
      return QStringLiteral( "–" );
    }

    QString bytesText( qint64 bytes )
    {
      return bytes < 0 ? dash() : QLocale().formattedDataSize( bytes, 1, QLocale::DataSizeTraditionalFormat );
    }

    QString clockText( double seconds )
    {
      if ( std::abs( seconds ) < sClockSeconds )
        return QCoreApplication::translate( "StatusReport", "right" );
      return ( seconds > 0 ? QStringLiteral( "+%1 s" ) : QStringLiteral( "−%1 s" ) ).arg( ReportText::number( std::llround( std::abs( seconds ) ) ) );
    }

    //! The range of which least is left, in per cent, and which it is.
    QString idsText( const CloneStatus &clone )
    {
      const IdRange *lowest = clone.lowestRange();
      if ( !lowest )
        return dash();
      const double part = lowest->size > 0 ? static_cast<double>( lowest->left ) / static_cast<double>( lowest->size ) : 0;
      return QStringLiteral( "%1 (%2 %)" ).arg( ReportText::number( lowest->left ) ).arg( static_cast<int>( std::floor( 100 * part ) ) );
    }
  } // namespace

  QString StatusReport::structureText( const CloneStatus &clone )
  {
    if ( !clone.structureKnown )
      return dash();
    return clone.structureDifference.isEmpty() ? tr( "equal" ) : tr( "differs" );
  }

  StatusReport::StatusReport( const QString &path )
    : mPage( path )
  {}

  void StatusReport::setDatabase( const QString &centralConninfo )
  {
    mCentral = ReportText::database( centralConninfo );
  }

  void StatusReport::write( const FleetStatus &status )
  {
    if ( isWanted() )
      mPage.write( html( status, QDateTime::currentDateTime() ) );
  }

  QString StatusReport::html( const FleetStatus &status, const QDateTime &createdAt ) const
  {
    const int troubled = static_cast<int>( std::count_if( status.clones.constBegin(), status.clones.constEnd(), [&]( const CloneStatus &clone )
                                                          { return !status.problems( clone ).isEmpty(); } ) );
    return ReportPage::html( tr( "Status of all clones" ), verdict( status, troubled ), troubled > 0, QStringLiteral( ":/lizsync/statusreport.html" ),
                             {
                               { QStringLiteral( "clones" ), ReportText::number( status.clones.size() ) },
                               { QStringLiteral( "troubled" ), ReportText::number( troubled ) },
                               { QStringLiteral( "pending" ), ReportText::number( status.pending ) },
                               { QStringLiteral( "unresolved" ), ReportText::number( status.unresolved ) },
                               { QStringLiteral( "central" ), status.centralName.toHtmlEscaped() },
                               { QStringLiteral( "database" ), mCentral.toHtmlEscaped() },
                               { QStringLiteral( "date" ), ReportText::longTime( createdAt ).toHtmlEscaped() },
                               { QStringLiteral( "version" ), status.version.toHtmlEscaped() },
                               { QStringLiteral( "log_events" ), ReportText::number( status.logEvents ) },
                               { QStringLiteral( "log_bytes" ), bytesText( status.logBytes ).toHtmlEscaped() },
                               { QStringLiteral( "log_since" ), ( status.oldestLogged.isValid() ? ReportText::shortTime( status.oldestLogged ) : dash() ).toHtmlEscaped() },
                               { QStringLiteral( "conflicts" ), ReportText::number( status.conflicts ) },
                               { QStringLiteral( "plots" ), plots( status ) },
                               { QStringLiteral( "rows" ), cloneRows( status ) },
                             } );
  }

  QString StatusReport::verdict( const FleetStatus &status, int troubled )
  {
    if ( status.clones.isEmpty() )
      return tr( "Central has no clone yet: package it, and deploy the archive." );
    if ( troubled > 0 )
      return tr( "Clones that somebody should look at: %1 of %2. They come first in the list." ).arg( ReportText::number( troubled ), ReportText::number( status.clones.size() ) );
    return status.pending > 0 ? tr( "All clones are well; some have still to fetch edits of central with their next synchronisation." ) : tr( "All clones are well and up to date." );
  }

  QString StatusReport::plots( const FleetStatus &status )
  {
    const QDate first = status.now.date().addDays( 1 - FleetStatus::EDIT_DAYS );
    QStringList days;
    for ( int i = 0; i < FleetStatus::EDIT_DAYS; ++i )
      days << ReportText::dayAndMonth( first.addDays( i ) );

    QMap<QString, ReportPlot::Series> byClone;
    QMap<QString, ReportPlot::Bar> byTable;
    QList<qint64> none;
    for ( int i = 0; i < FleetStatus::EDIT_DAYS; ++i )
      none << 0;
    // Central's own edits come first: no clone has an empty name.
    byClone.insert( QString(), { tr( "in central" ), none } );
    for ( const DayEdits &edits : status.edits )
    {
      ReportPlot::Series &series = byClone[edits.clone];
      if ( series.values.isEmpty() )
        series = { edits.clone, none };
      const int day = static_cast<int>( first.daysTo( edits.day ) );
      if ( day >= 0 && day < series.values.size() )
        series.values[day] += edits.edits;
      ReportPlot::Bar &bar = byTable[edits.tableName];
      if ( bar.values.isEmpty() )
        bar = { ReportText::table( edits.tableName ), { 0 } };
      bar.values[0] += edits.edits;
    }
    QList<ReportPlot::Bar> cloneBars;
    for ( const ReportPlot::Series &series : qAsConst( byClone ) )
    {
      ReportPlot::Bar bar { series.name, { 0 } };
      for ( const qint64 value : series.values )
        bar.values[0] += value;
      cloneBars << bar;
    }
    const QString plots = ReportPlot::columns( tr( "Rows edited a day, by where they were edited" ), days, ReportPlot::largestSeries( byClone.values(), true ) );
    if ( plots.isEmpty() )
      return QStringLiteral( "<p>%1</p>" ).arg( tr( "The log holds no edit of these days." ).toHtmlEscaped() );
    return plots + QStringLiteral( "<div class=\"plots\">" ) + ReportPlot::bars( tr( "By clone" ), { tr( "rows edited" ) }, cloneBars )
           + ReportPlot::bars( tr( "By table" ), { tr( "rows edited" ) }, byTable.values() ) + QStringLiteral( "</div>" );
  }

  QString StatusReport::cloneRow( const CloneStatus &clone, const QStringList &problems )
  {
    const QString lowest = clone.lowestRange() ? clone.lowestRange()->sequence : QString();
    const QString exchanged = clone.lastSync.isValid() ? tr( "something was exchanged last: %1" ).arg( ReportText::shortTime( clone.lastSync ) ) : QString();
    return QStringLiteral( "<tr>" ) + ReportPage::cell( clone.name ) + ReportPage::cell( problems.isEmpty() ? tr( "fine" ) : problems.join( '\n' ), problems.isEmpty() ? "state fine" : "state attention" )
           + ReportPage::cell( clone.lastContact.isValid() ? ReportText::shortTime( clone.lastContact ) : tr( "never" ), "time", clone.lastContact.isValid() ? exchanged : QString() ) + ReportPage::cell( ReportText::number( clone.waiting ), "number" )
           + ReportPage::cell( clone.oldestEvent > 0 ? ReportText::shortTime( clone.oldestEventTime ) : dash(), "time" ) + ReportPage::cell( ReportText::number( clone.unresolved ), "number" )
           + ReportPage::cell( clone.version.isEmpty() ? dash() : clockText( clone.clockOffsetSeconds ), "number" ) + ReportPage::cell( bytesText( clone.logBytes ), "number" )
           + ReportPage::cell( idsText( clone ), "number", lowest ) + ReportPage::cell( structureText( clone ), clone.structureDifference.isEmpty() ? "" : "attention", clone.structureDifference )
           + ReportPage::cell( clone.version.isEmpty() ? dash() : clone.version ) + QStringLiteral( "</tr>\n" );
  }

  QString StatusReport::cloneRows( const FleetStatus &status )
  {
    QString troubled;
    QString fine;
    int listed = 0;
    // Those that need a look are never the ones that are left out.
    for ( const bool wantTroubled : { true, false } )
    {
      for ( const CloneStatus &clone : status.clones )
      {
        const QStringList problems = status.problems( clone );
        if ( problems.isEmpty() == wantTroubled || listed >= ReportPage::MAX_LISTED )
          continue;
        ( wantTroubled ? troubled : fine ) += cloneRow( clone, problems );
        ++listed;
      }
    }
    QString rows = troubled + fine;
    if ( status.clones.size() > listed )
      rows += ReportPage::wideRow( tr( "… and %1 more: in central, SELECT * FROM lizsync.fleet_status() lists all of them." ).arg( ReportText::number( status.clones.size() - listed ) ), sColumns );
    return rows.isEmpty() ? ReportPage::wideRow( tr( "None." ), sColumns ) : rows;
  }

} // namespace LizSync
