/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// The words between the tags of the reports' templates (resources/*.html), for lupdate.
#include "algorithms/reporttext.h"

#include <QCoreApplication>
#include <QRegularExpression>

using namespace LizSync;

namespace
{
  const char *const sWords[] = {
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "LizSync: {{title}}" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "changes to central" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "changes to the clone" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "conflicts" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "unresolved" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Central" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Clone" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Date" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Took" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Clone's clock ahead of central's" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Identity" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Tables" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Table" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "To central" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "To the clone" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "added" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "changed" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "deleted" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Conflicts" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Changes" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Direction" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Change" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Values" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Edited by" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Edited at" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Row (uid)" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "rows differ" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "with other values" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "only in central" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "only in the clone" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Edits of the clone that wait for its next sync" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Rows in central" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Rows in the clone" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Differences" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Row (key)" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Difference" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "In central" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "In the clone" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "clones" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "need a look" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "edits wait for clones" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "unresolved conflicts" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Database" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Log of edits" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "{{log_events}} edits, {{log_bytes}}, since {{log_since}}" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Conflicts so far" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Clones" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "State" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Last sync" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Edits waiting" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Oldest of them" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Unresolved" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Clock" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Its log" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Ids left" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Structure" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Clock, log, ids left, structure and version are what the clone said at its last sync, compared with central as it is now; ids left are those of the sequence of which least is left, of the range that the clone has now: the next range comes with a sync." ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "Edits of the last 30 days" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "As far as the log of central reaches back:" ),
    QT_TRANSLATE_NOOP( "LizSync::ReportTemplate", "drops what every clone has." ),
  };
} // namespace

QString ReportText::localizedTemplate( const QString &html )
{
  QString result = html;
  for ( const char *words : sWords )
  {
    const QString localized = QCoreApplication::translate( "LizSync::ReportTemplate", words );
    const QString source = QString::fromUtf8( words );
    if ( localized != source )
      result.replace( QRegularExpression( QStringLiteral( "(>\\s*)%1(\\s*<)" ).arg( QRegularExpression::escape( source ) ) ), QStringLiteral( "\\1%1\\2" ).arg( QString( localized ).replace( '\\', QLatin1String( "\\\\" ) ) ) );
  }
  return result.replace( QLatin1String( "<html lang=\"en\">" ), QStringLiteral( "<html lang=\"%1\">" ).arg( ReportText::language() ) );
}

QString ReportText::language()
{
  //: The code of the language of this translation, such as fr.
  return QCoreApplication::translate( "LizSync::ReportTemplate", "en" );
}
