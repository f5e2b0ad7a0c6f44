/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/reportpage.h"
#include "algorithms/reporttext.h"
#include "algorithms/resources.h"

#include "engine/error.h"

#include <QDir>

namespace LizSync
{

  ReportPage::ReportPage( const QString &path )
    : mFile( path )
  {}

  void ReportPage::open()
  {
    if ( isWanted() && !mFile.open( QIODevice::WriteOnly ) )
      throw Error( tr( "REPORT: %1 cannot be written (%2); choose a file in a folder that exists and that you may write to." )
                     .arg( QDir::toNativeSeparators( mFile.fileName() ), mFile.errorString() ) );
  }

  void ReportPage::write( const QString &html )
  {
    if ( !isWanted() )
      return;
    const QByteArray page = html.toUtf8();
    if ( mFile.write( page ) != page.size() || !mFile.commit() )
      throw Error( tr( "The report %1 cannot be written: %2" ).arg( QDir::toNativeSeparators( mFile.fileName() ), mFile.errorString() ) );
  }

  QString ReportPage::html( const QString &title, const QString &verdict, bool needsAttention, const QString &body, const QMap<QString, QString> &values )
  {
    return ReportText::fillTemplate( ReportText::localizedTemplate( resourceText( QStringLiteral( ":/lizsync/report.html" ) ) ),
                                     {
                                       { QStringLiteral( "title" ), title.toHtmlEscaped() },
                                       { QStringLiteral( "verdict" ), verdict.toHtmlEscaped() },
                                       { QStringLiteral( "state" ), needsAttention ? QStringLiteral( "attention" ) : QStringLiteral( "fine" ) },
                                       { QStringLiteral( "body" ), ReportText::fillTemplate( ReportText::localizedTemplate( resourceText( body ) ), values ) },
                                     } );
  }

  QString ReportPage::cell( const QString &text, const char *cssClass, const QString &tip )
  {
    if ( !tip.isEmpty() )
      return QStringLiteral( "<td class=\"%1\" title=\"%2\">%3</td>" ).arg( QLatin1String( cssClass ), tip.toHtmlEscaped(), text.toHtmlEscaped() );
    return QStringLiteral( "<td class=\"%1\">%2</td>" ).arg( QLatin1String( cssClass ), text.toHtmlEscaped() );
  }

  QString ReportPage::wideRow( const QString &text, int columns )
  {
    return QStringLiteral( "<tr><td colspan=\"%1\">%2</td></tr>" ).arg( columns ).arg( text.toHtmlEscaped() );
  }

} // namespace LizSync
