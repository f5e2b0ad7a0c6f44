/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QList>
#include <QString>
#include <QStringList>

namespace LizSync
{

  /**
   * Small plots of counts for a report, as HTML with inline SVG: no script, colours of the page's own style sheet, every
   * label escaped. All of them are empty where there is nothing to show.
   */
  namespace ReportPlot
  {

    //! Something that is counted in each category, such as the edits of one clone on each day.
    struct Series
    {
        QString name;
        QList<qint64> values; //!< One a category.
    };

    //! A count with its name, of one or several parts.
    struct Bar
    {
        QString name;
        QList<qint64> values; //!< One a part.

        qint64 total() const;
    };

    //! Series that have a colour of their own; what is beyond belongs together as "others".
    constexpr int MAX_SERIES = 6;
    //! Bars that are drawn; the smallest of the others are added up.
    constexpr int MAX_BARS = 12;

    //! The largest series and, added up, the others. The first one keeps its place where \a keepFirst.
    QList<Series> largestSeries( QList<Series> series, bool keepFirst );

    //! Upright bars, the series one upon the other: one bar a category. \a title says what is counted.
    QString columns( const QString &title, const QStringList &categories, const QList<Series> &series );

    //! Lying bars, the largest first, the \a parts of each beside each other.
    QString bars( const QString &title, const QStringList &parts, QList<Bar> bars );

  } // namespace ReportPlot

} // namespace LizSync
