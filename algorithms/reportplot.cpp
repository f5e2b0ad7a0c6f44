/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/reportplot.h"
#include "algorithms/reporttext.h"

#include <QCoreApplication>

#include <algorithm>
#include <cmath>
#include <numeric>

namespace LizSync
{

  namespace
  {
    constexpr double sWidth = 720;
    constexpr double sBarsWidth = 520;
    //! Room for the half of the last day's label.
    constexpr double sRightMargin = 16;
    constexpr double sMostColumnWidth = 48;
    constexpr double sColumnsHeight = 170;
    constexpr double sAxisWidth = 52;
    constexpr double sAxisHeight = 22;
    constexpr double sBarHeight = 22;
    constexpr double sBarLabelWidth = 180;
    constexpr double sBarNumberWidth = 70;
    constexpr int sLabelCharacters = 26;

    QString coordinate( double value )
    {
      return QString::number( value, 'f', 1 );
    }

    QString othersText( int count )
    {
      return QCoreApplication::translate( "ReportPlot", "%1 others" ).arg( count );
    }

    //! A short form of a label; the whole one is in the tool tip.
    QString shortLabel( const QString &label )
    {
      return label.size() > sLabelCharacters ? label.left( sLabelCharacters - 1 ) + QStringLiteral( "…" ) : label;
    }

    QString rectangle( double x, double y, double width, double height, int series, const QString &tip )
    {
      return QStringLiteral( "<rect class=\"s%1\" x=\"%2\" y=\"%3\" width=\"%4\" height=\"%5\"><title>%6</title></rect>" )
        .arg( series )
        .arg( coordinate( x ), coordinate( y ), coordinate( width ), coordinate( height ), tip.toHtmlEscaped() );
    }

    QString textAt( double x, double y, const char *anchor, const QString &text )
    {
      return QStringLiteral( "<text x=\"%1\" y=\"%2\" text-anchor=\"%3\">%4</text>" ).arg( coordinate( x ), coordinate( y ), QLatin1String( anchor ), text.toHtmlEscaped() );
    }

    //! A round number that is not below \a value: 1, 2 or 5 with zeros.
    qint64 roundedUp( qint64 value )
    {
      qint64 decade = 1;
      while ( decade * 10 <= value )
        decade *= 10;
      for ( const qint64 step : { 1, 2, 5 } )
      {
        if ( step * decade >= value )
          return step * decade;
      }
      return 10 * decade;
    }

    QString legend( const QStringList &names )
    {
      if ( names.size() < 2 )
        return {};
      QString html = QStringLiteral( "<ul class=\"legend\">" );
      for ( int i = 0; i < names.size(); ++i )
        html += QStringLiteral( "<li class=\"s%1\">%2</li>" ).arg( i ).arg( names.at( i ).toHtmlEscaped() );
      return html + QStringLiteral( "</ul>\n" );
    }

    QString figure( const QString &title, const QStringList &names, double width, double height, const QString &content )
    {
      return QStringLiteral( "<figure class=\"plot\"><figcaption>%1</figcaption>\n%2<svg viewBox=\"0 0 %3 %4\" style=\"max-width: %3px\" role=\"img\" aria-label=\"%1\">%5</svg></figure>\n" )
        .arg( title.toHtmlEscaped(), legend( names ), coordinate( width ), coordinate( height ), content );
    }

    qint64 sum( const QList<qint64> &values )
    {
      return std::accumulate( values.constBegin(), values.constEnd(), qint64( 0 ) );
    }
  } // namespace

  qint64 ReportPlot::Bar::total() const
  {
    return sum( values );
  }

  QList<ReportPlot::Series> ReportPlot::largestSeries( QList<Series> series, bool keepFirst )
  {
    const int fixed = keepFirst && !series.isEmpty() ? 1 : 0;
    std::stable_sort( series.begin() + fixed, series.end(), []( const Series &a, const Series &b )
                      { return sum( a.values ) > sum( b.values ); } );
    if ( series.size() <= MAX_SERIES )
      return series;
    Series others { othersText( series.size() - MAX_SERIES + 1 ), {} };
    while ( series.size() >= MAX_SERIES )
    {
      const Series last = series.takeLast();
      for ( int i = 0; i < last.values.size(); ++i )
      {
        if ( i < others.values.size() )
          others.values[i] += last.values.at( i );
        else
          others.values << last.values.at( i );
      }
    }
    return series << others;
  }

  QString ReportPlot::columns( const QString &title, const QStringList &categories, const QList<Series> &series )
  {
    qint64 most = 0;
    for ( int i = 0; i < categories.size(); ++i )
    {
      qint64 total = 0;
      for ( const Series &one : series )
        total += one.values.value( i );
      most = std::max( most, total );
    }
    if ( most == 0 )
      return {};
    most = roundedUp( most );
    const double plotHeight = sColumnsHeight - sAxisHeight - 8;
    const double step = std::min( sMostColumnWidth, ( sWidth - sAxisWidth - sRightMargin ) / categories.size() );
    QString content;
    for ( int line = 0; line <= 2; ++line )
    {
      const double y = 8 + plotHeight * ( 2 - line ) / 2;
      content += QStringLiteral( "<path class=\"grid\" d=\"M%1 %2H%3\"/>" ).arg( coordinate( sAxisWidth ), coordinate( y ), coordinate( sWidth ) );
      if ( line != 1 || most > 1 )
        content += textAt( sAxisWidth - 6, y + 4, "end", ReportText::number( most * line / 2 ) );
    }
    // As many labels as there is room for.
    const int labelEvery = std::max( 1, static_cast<int>( std::ceil( 70 / step ) ) );
    for ( int i = 0; i < categories.size(); ++i )
    {
      double top = 8 + plotHeight;
      for ( int s = 0; s < series.size(); ++s )
      {
        const qint64 value = series.at( s ).values.value( i );
        if ( value == 0 )
          continue;
        const double height = plotHeight * static_cast<double>( value ) / static_cast<double>( most );
        top -= height;
        const QString who = series.size() > 1 ? QStringLiteral( "%1, " ).arg( series.at( s ).name ) : QString();
        content += rectangle( sAxisWidth + step * ( i + 0.1 ), top, step * 0.8, height, s, QStringLiteral( "%1%2: %3" ).arg( who, categories.at( i ), ReportText::number( value ) ) );
      }
      if ( ( categories.size() - 1 - i ) % labelEvery == 0 )
        content += textAt( sAxisWidth + step * ( i + 0.5 ), sColumnsHeight - 6, "middle", categories.at( i ) );
    }
    QStringList names;
    for ( const Series &one : series )
      names << one.name;
    return figure( title, names, sWidth, sColumnsHeight, content );
  }

  QString ReportPlot::bars( const QString &title, const QStringList &parts, QList<Bar> bars )
  {
    std::stable_sort( bars.begin(), bars.end(), []( const Bar &a, const Bar &b )
                      { return a.total() > b.total(); } );
    while ( !bars.isEmpty() && bars.constLast().total() == 0 )
      bars.removeLast();
    if ( bars.isEmpty() )
      return {};
    double scale = static_cast<double>( bars.constFirst().total() );
    if ( bars.size() > MAX_BARS )
    {
      Bar others { othersText( bars.size() - MAX_BARS + 1 ), {} };
      for ( int i = MAX_BARS - 1; i < bars.size(); ++i )
      {
        for ( int part = 0; part < bars.at( i ).values.size(); ++part )
        {
          if ( part >= others.values.size() )
            others.values << 0;
          others.values[part] += bars.at( i ).values.at( part );
        }
      }
      bars = bars.mid( 0, MAX_BARS - 1 ) << others;
      scale = std::max( scale, static_cast<double>( others.total() ) );
    }
    QString content;
    for ( int i = 0; i < bars.size(); ++i )
    {
      const Bar &bar = bars.at( i );
      const double y = sBarHeight * i;
      content += QStringLiteral( "<g>%1<title>%2</title></g>" ).arg( textAt( sBarLabelWidth - 8, y + 15, "end", shortLabel( bar.name ) ), bar.name.toHtmlEscaped() );
      double x = sBarLabelWidth;
      for ( int part = 0; part < bar.values.size(); ++part )
      {
        const double width = ( sBarsWidth - sBarLabelWidth - sBarNumberWidth ) * static_cast<double>( bar.values.at( part ) ) / scale;
        if ( bar.values.at( part ) > 0 )
          content += rectangle( x, y + 3, width, sBarHeight - 6, part, QStringLiteral( "%1, %2: %3" ).arg( bar.name, parts.value( part ), ReportText::number( bar.values.at( part ) ) ) );
        x += width;
      }
      content += textAt( x + 6, y + 15, "start", ReportText::number( bar.total() ) );
    }
    return figure( title, parts, sBarsWidth, sBarHeight * bars.size(), content );
  }

} // namespace LizSync
