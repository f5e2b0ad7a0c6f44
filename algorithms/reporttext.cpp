/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/reporttext.h"
#include "algorithms/featureoutput.h"

#include "engine/pg/quoting.h"
#include "engine/sync/synchronize.h"

#include <QCoreApplication>
#include <QJsonDocument>
#include <QJsonObject>
#include <QLocale>
#include <QRegularExpression>

#include <qgsabstractgeometry.h>
#include <qgsgeometry.h>

namespace LizSync
{

  namespace
  {
    //! Characters of a value that are shown.
    constexpr int MAX_LENGTH = 80;

    //! A small geometry as WKT, a large one by its kind and the number of its vertices.
    QString geometryText( const QgsGeometry &geometry )
    {
      constexpr int MAX_VERTICES = 100;
      constexpr int PRECISION = 8;
      const int vertices = geometry.constGet()->nCoordinates();
      const QString text = vertices > MAX_VERTICES ? geometry.constGet()->wktTypeStr() : geometry.asWkt( PRECISION );
      if ( vertices <= MAX_VERTICES && text.size() <= MAX_LENGTH )
        return text;
      return QCoreApplication::translate( "ReportText", "%1… (%n vertices)", nullptr, vertices ).arg( text.left( MAX_LENGTH ) );
    }

    //! The geometry of which a value is the text; null where it is something else.
    QgsGeometry geometryValue( const QString &text )
    {
      static const QRegularExpression sEwkb( QStringLiteral( "^0[01][0-9A-F]{40,}$" ) );
      return sEwkb.match( text ).hasMatch() ? FeatureOutput::geometryFromEwkb( text ) : QgsGeometry();
    }

    //! A value as a person reads it: a geometry by its kind, a long text cut.
    QString valueText( const QJsonValue &value )
    {
      if ( value.isNull() || value.isUndefined() )
        return QStringLiteral( "∅" );
      const QString text = value.toVariant().toString();
      const QgsGeometry geometry = geometryValue( text );
      if ( !geometry.isNull() )
        return geometryText( geometry );
      return text.size() > MAX_LENGTH ? text.left( MAX_LENGTH ) + QStringLiteral( "…" ) : text;
    }
  } // namespace

  QString ReportText::values( const SyncChange &change )
  {
    const QJsonObject before = QJsonDocument::fromJson( change.oldValues.toUtf8() ).object();
    const QJsonObject after = QJsonDocument::fromJson( change.newValues.toUtf8() ).object();
    QStringList names = before.keys() + after.keys();
    names.removeDuplicates();
    QStringList lines;
    for ( const QString &name : names )
    {
      if ( !before.contains( name ) || !after.contains( name ) )
        lines << QStringLiteral( "%1: %2" ).arg( name, valueText( after.contains( name ) ? after.value( name ) : before.value( name ) ) );
      else
        lines << QStringLiteral( "%1: %2 → %3" ).arg( name, valueText( before.value( name ) ), valueText( after.value( name ) ) );
    }
    return lines.isEmpty() ? change.columns : lines.join( '\n' );
  }

  QString ReportText::values( const QJsonObject &row )
  {
    QStringList lines;
    for ( auto it = row.constBegin(); it != row.constEnd(); ++it )
      lines << QStringLiteral( "%1: %2" ).arg( it.key(), valueText( it.value() ) );
    return lines.join( '\n' );
  }

  QString ReportText::wholeValue( const QString &value )
  {
    const QgsGeometry geometry = geometryValue( value );
    if ( !geometry.isNull() )
      return geometry.asWkt();
    QJsonObject row = QJsonDocument::fromJson( value.toUtf8() ).object();
    bool changed = false;
    for ( auto it = row.begin(); it != row.end(); ++it )
    {
      const QgsGeometry part = geometryValue( it.value().toString() );
      if ( part.isNull() )
        continue;
      it.value() = part.asWkt();
      changed = true;
    }
    return changed ? QString::fromUtf8( QJsonDocument( row ).toJson( QJsonDocument::Compact ) ) : value;
  }

  QString ReportText::shortValue( const QString &value, bool isRow )
  {
    if ( isRow && !value.isNull() )
      return values( QJsonDocument::fromJson( value.toUtf8() ).object() );
    return valueText( value.isNull() ? QJsonValue( QJsonValue::Null ) : QJsonValue( value ) );
  }

  QString ReportText::table( const QString &quoted )
  {
    static const QRegularExpression sPlain( QStringLiteral( "^\"([a-z_][a-z0-9_]*)\"\\.\"([a-z_][a-z0-9_]*)\"$" ) );
    const QRegularExpressionMatch match = sPlain.match( quoted );
    return match.hasMatch() ? match.captured( 1 ) + '.' + match.captured( 2 ) : quoted;
  }

  QString ReportText::database( const QString &conninfo )
  {
    const QMap<QString, QString> keywords = Pg::parseConninfo( conninfo );
    const QString service = keywords.value( QStringLiteral( "service" ) );
    const QString host = keywords.value( QStringLiteral( "host" ), keywords.value( QStringLiteral( "hostaddr" ) ) );
    const QString database = keywords.value( QStringLiteral( "dbname" ) );
    QStringList parts;
    if ( !database.isEmpty() )
      parts << database;
    if ( !service.isEmpty() )
      parts << QCoreApplication::translate( "ReportText", "service %1" ).arg( service );
    if ( !host.isEmpty() )
      parts << ( host.startsWith( '/' ) ? QCoreApplication::translate( "ReportText", "this computer" ) : host );
    return parts.join( QStringLiteral( " · " ) );
  }

  QString ReportText::number( qint64 value )
  {
    return QLocale().toString( value );
  }

  QString ReportText::longTime( const QDateTime &time )
  {
    return QLocale().toString( time.toLocalTime(), QLocale::LongFormat );
  }

  QString ReportText::shortTime( const QDateTime &time )
  {
    return time.isValid() ? QLocale().toString( time.toLocalTime(), QLocale::ShortFormat ) : QString();
  }

  QString ReportText::dayAndMonth( const QDate &day )
  {
    // No format of a locale leaves the year out: the short one without it and its separator; where that is a point, it closes the day, too.
    static const QRegularExpression sYear( QStringLiteral( "^y+[^dM]*|[^dM]*y+[^dM]*$" ) );
    QString format = QLocale().dateFormat( QLocale::ShortFormat );
    format.remove( sYear );
    if ( format.contains( '.' ) && !format.endsWith( '.' ) )
      format += '.';
    return QLocale().toString( day, format );
  }

  QString ReportText::fillTemplate( const QString &text, const QMap<QString, QString> &values )
  {
    static const QRegularExpression sPlaceholder( QStringLiteral( "\\{\\{(\\w+)\\}\\}" ) );
    QString result;
    int position = 0;
    QRegularExpressionMatchIterator matches = sPlaceholder.globalMatch( text );
    while ( matches.hasNext() )
    {
      const QRegularExpressionMatch match = matches.next();
      result += text.mid( position, match.capturedStart() - position ) + values.value( match.captured( 1 ) );
      position = match.capturedEnd();
    }
    return result + text.mid( position );
  }

} // namespace LizSync
