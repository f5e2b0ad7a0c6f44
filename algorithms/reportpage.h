/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QCoreApplication>
#include <QMap>
#include <QSaveFile>
#include <QString>

namespace LizSync
{

  /**
   * An HTML page that an algorithm writes: self-contained, from resources/report.html and a body of its own.
   * The file is only there when it is complete.
   */
  class ReportPage
  {
      Q_DECLARE_TR_FUNCTIONS( ReportPage )

    public:
      //! Rows beyond this number are counted, but not listed.
      static constexpr int MAX_LISTED = 1000;

      //! \a path may be empty: nobody asked for a page.
      explicit ReportPage( const QString &path );

      bool isWanted() const { return !mFile.fileName().isEmpty(); }

      //! Opens the file, so that a bad path is an error before anything is done.
      void open();

      //! Writes the page and puts it in its place. \throws LizSync::Error where that fails.
      void write( const QString &html );

      /**
       * The page: \a title and \a verdict as they are meant to be read, \a body a template in the resources with its
       * \a values, which are HTML already.
       */
      static QString html( const QString &title, const QString &verdict, bool needsAttention, const QString &body, const QMap<QString, QString> &values );

      //! A table cell with \a text, and what is told where the mouse rests on it, both escaped.
      static QString cell( const QString &text, const char *cssClass = "", const QString &tip = QString() );

      //! One cell with \a text across \a columns columns, as a row.
      static QString wideRow( const QString &text, int columns );

    private:
      QSaveFile mFile;
  };

} // namespace LizSync
