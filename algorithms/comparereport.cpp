/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/comparereport.h"
#include "algorithms/reportplot.h"
#include "algorithms/reporttext.h"

#include <QLocale>

namespace LizSync
{

  namespace
  {
    QString numberCell( qint64 value )
    {
      return ReportPage::cell( ReportText::number( value ), "number" );
    }

    //! A count that is only worth a look where there is something to count.
    QString countCell( qint64 value )
    {
      return ReportPage::cell( value ? ReportText::number( value ) : QString(), "number" );
    }
  } // namespace

  CompareReport::CompareReport( const QString &path )
    : mPage( path )
  {}

  void CompareReport::setDatabases( const QString &centralConninfo, const QString &cloneConninfo )
  {
    mCentral = ReportText::database( centralConninfo );
    mClone = ReportText::database( cloneConninfo );
  }

  void CompareReport::add( const RowDifference &difference )
  {
    if ( !isWanted() || mListed.size() >= ReportPage::MAX_LISTED )
      return;
    const QString status = difference.status == RowDifference::Status::NotInCentral ? tr( "only in the clone" )
                           : difference.status == RowDifference::Status::NotInClone ? tr( "only in central" )
                                                                                    : tr( "other values" );
    mListed << QStringLiteral( "<tr>" ) + ReportPage::cell( ReportText::table( difference.tableName ) ) + ReportPage::cell( difference.key ) + ReportPage::cell( status )
                 + ReportPage::cell( ReportText::values( difference.centralValues ), "values" ) + ReportPage::cell( ReportText::values( difference.cloneValues ), "values" )
                 + ReportPage::cell( difference.uid, "uid" ) + QStringLiteral( "</tr>\n" );
  }

  void CompareReport::write( const CompareResult &result )
  {
    if ( isWanted() )
      mPage.write( html( result, QDateTime::currentDateTime() ) );
  }

  QString CompareReport::html( const CompareResult &result, const QDateTime &createdAt ) const
  {
    TableComparison total;
    for ( const TableComparison &table : result.tables )
    {
      total.different += table.different;
      total.notInCentral += table.notInCentral;
      total.notInClone += table.notInClone;
    }
    return ReportPage::html( tr( "Comparison of a clone with central" ), verdict( result ), result.differences > 0, QStringLiteral( ":/lizsync/comparereport.html" ),
                             {
                               { QStringLiteral( "central" ), mCentral.toHtmlEscaped() },
                               { QStringLiteral( "clone" ), mClone.toHtmlEscaped() },
                               { QStringLiteral( "date" ), ReportText::longTime( createdAt ).toHtmlEscaped() },
                               { QStringLiteral( "seconds" ), QLocale().toString( result.seconds, 'f', 1 ) },
                               { QStringLiteral( "unsent" ), ReportText::number( result.unsentEdits ) },
                               { QStringLiteral( "differences" ), ReportText::number( result.differences ) },
                               { QStringLiteral( "different" ), ReportText::number( total.different ) },
                               { QStringLiteral( "not_in_central" ), ReportText::number( total.notInCentral ) },
                               { QStringLiteral( "not_in_clone" ), ReportText::number( total.notInClone ) },
                               { QStringLiteral( "plot" ), plot( result ) },
                               { QStringLiteral( "tables" ), tableRows( result ) },
                               { QStringLiteral( "rows" ), differenceRows( result ) },
                             } );
  }

  QString CompareReport::verdict( const CompareResult &result )
  {
    if ( result.differences == 0 )
      return tr( "Both databases hold the same." );
    return tr( "The databases differ. What was edited since the last synchronisation differs until the next one, and so does a conflict that is not resolved: synchronise, then compare again." );
  }

  QString CompareReport::plot( const CompareResult &result )
  {
    QList<ReportPlot::Bar> tables;
    for ( const TableComparison &table : result.tables )
      tables << ReportPlot::Bar { ReportText::table( table.tableName ), { table.different, table.notInClone, table.notInCentral } };
    return ReportPlot::bars( tr( "Rows that differ, by table" ), { tr( "with other values" ), tr( "only in central" ), tr( "only in the clone" ) }, tables );
  }

  QString CompareReport::tableRows( const CompareResult &result )
  {
    QString rows;
    for ( const TableComparison &table : result.tables )
    {
      rows += QStringLiteral( "<tr>" ) + ReportPage::cell( ReportText::table( table.tableName ) ) + numberCell( table.centralRows ) + numberCell( table.cloneRows )
              + countCell( table.different ) + countCell( table.notInClone ) + countCell( table.notInCentral ) + QStringLiteral( "</tr>\n" );
    }
    return rows.isEmpty() ? ReportPage::wideRow( tr( "The clone synchronises no table." ), 6 ) : rows;
  }

  QString CompareReport::differenceRows( const CompareResult &result ) const
  {
    QString rows = mListed.join( QString() );
    if ( result.differences > mListed.size() )
      rows += ReportPage::wideRow( tr( "… and %1 more: on the clone, SELECT * FROM lizsync.compare_tables('schema', 'table') lists all of a table." ).arg( ReportText::number( result.differences - mListed.size() ) ), 6 );
    return rows.isEmpty() ? ReportPage::wideRow( tr( "None." ), 6 ) : rows;
  }

} // namespace LizSync
