/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QDateTime>
#include <QJsonObject>
#include <QMap>
#include <QString>

namespace LizSync
{

  struct SyncChange;

  /**
   * How a report puts things so that a person can read them. Plain text: whoever writes HTML escapes it.
   */
  namespace ReportText
  {

    //! One line a column: what it was and what it is; a geometry as short WKT, a long text cut.
    QString values( const SyncChange &change );

    //! One line a column: "name: value".
    QString values( const QJsonObject &row );

    //! A column's value, or a whole row's as JSON, uncut; a geometry as WKT. Null where it is null.
    QString wholeValue( const QString &value );

    //! The same for a report: cut, and where it is a row one line a column; "∅" where it is null.
    QString shortValue( const QString &value, bool isRow );

    //! trees.oak rather than "trees"."oak", where that is unambiguous.
    QString table( const QString &quoted );

    //! database · host as a person reads it; without user and password.
    QString database( const QString &conninfo );

    //! A number as the user's country writes it.
    QString number( qint64 value );

    //! Date and time as they are written in the user's country, on this computer's clock.
    QString longTime( const QDateTime &time );

    //! The same, shorter; empty where the time is invalid.
    QString shortTime( const QDateTime &time );

    //! A day within a year, such as 24.11.
    QString dayAndMonth( const QDate &day );

    //! A template in the language of the program: the words between its tags, and the page's language.
    QString localizedTemplate( const QString &html );

    //! Code of the language that the reports speak, such as "en".
    QString language();

    //! Replaces {{name}} in one pass, so that a value which looks like a placeholder stays what it is.
    QString fillTemplate( const QString &text, const QMap<QString, QString> &values );

  } // namespace ReportText

} // namespace LizSync
