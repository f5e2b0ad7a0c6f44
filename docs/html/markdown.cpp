/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/

/**
 * Makes the help pages: markdown SOURCE.md TARGET.html LANGUAGE
 *
 * It knows as much of Markdown as docs/ uses: headings, paragraphs, lists of one level, tables, code in fences or
 * indented, emphasis, links, pictures, anchors (<a id="…"></a>) and comments. A link to another .md leads to its .html.
 */
#include <QCoreApplication>
#include <QFile>
#include <QFileInfo>
#include <QRegularExpression>
#include <QStringList>
#include <QTextStream>

namespace
{
  const char *const PAGE = R"html(<!DOCTYPE html>
<html lang="{{language}}">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>{{title}}</title>
<style>
:root { color-scheme: light dark; --ink: #1f2a30; --soft: #5c6b73; --paper: #ffffff; --panel: #f3f6f8; --line: #d5dde2; --accent: #2c6e9b; }
@media (prefers-color-scheme: dark) {
  :root { --ink: #e4eaed; --soft: #9fb0b9; --paper: #171d20; --panel: #212a2f; --line: #37444b; --accent: #6fb1d8; }
}
* { box-sizing: border-box; }
body { margin: 0 auto; padding: 2rem 1.5rem 4rem; max-width: 62rem; background: var(--paper); color: var(--ink); font: 16px/1.55 system-ui, "Segoe UI", "DejaVu Sans", sans-serif; }
h1 { font-size: 1.8rem; line-height: 1.2; }
h2 { margin-top: 2.6rem; padding-top: .6rem; border-top: 1px solid var(--line); font-size: 1.35rem; }
h3 { margin-top: 2rem; font-size: 1.1rem; }
a { color: var(--accent); }
nav ul { margin: 0; padding: .8rem 1rem .8rem 2.2rem; border-radius: 6px; background: var(--panel); columns: 2; }
img { display: block; max-width: 100%; height: auto; margin: 1.2rem 0; border: 1px solid var(--line); border-radius: 6px; }
code, pre { font-family: ui-monospace, "DejaVu Sans Mono", monospace; font-size: .88em; }
code { padding: .05em .25em; border-radius: 3px; background: var(--panel); }
pre { padding: .8rem 1rem; border-radius: 6px; background: var(--panel); overflow-x: auto; }
pre code { padding: 0; background: none; }
.scroll { overflow-x: auto; }
table { border-collapse: collapse; font-size: .93rem; }
th, td { padding: .35rem .7rem; border-bottom: 1px solid var(--line); text-align: left; vertical-align: top; }
th { color: var(--soft); }
:target { scroll-margin-top: 1rem; }
@media print { body { max-width: none; padding: 0; font-size: 10pt; } nav { display: none; } pre, img, tr { break-inside: avoid; } }
</style>
</head>
<body>
{{body}}</body>
</html>
)html";

  const QRegularExpression TABLE_RULE( QStringLiteral( "^\\|(\\s*:?-+:?\\s*\\|)+\\s*$" ) );
  const QRegularExpression LIST_ITEM( QStringLiteral( "^(-|\\d+\\.) +(.*)$" ) );
  const QRegularExpression HEADING( QStringLiteral( "^(#{1,4}) +(.*)$" ) );

  //! As the hosts of repositories make an anchor of a heading.
  QString slug( const QString &heading )
  {
    QString text = heading.toLower();
    text.remove( QRegularExpression( QStringLiteral( "[^\\w\\- ]" ), QRegularExpression::UseUnicodePropertiesOption ) );
    return text.replace( ' ', '-' );
  }

  QString linkTarget( QString target )
  {
    return target.replace( QRegularExpression( QStringLiteral( "^([\\w.-]+)\\.md(#|$)" ) ), QStringLiteral( "\\1.html\\2" ) );
  }

  //! Emphasis, code, links, pictures and anchors of one block.
  QString inlineHtml( const QString &text )
  {
    // What is no prose any more waits here, so that nobody looks for stars in it.
    QStringList kept;
    const auto keep = [&kept]( const QString &html )
    {
      kept << html;
      return QStringLiteral( "\x01%1\x02" ).arg( kept.size() - 1 );
    };
    static const QRegularExpression sVerbatim( QStringLiteral( "`([^`]+)`|<a id=\"([\\w-]+)\"></a>" ) );
    QString prose;
    int end = 0;
    for ( auto it = sVerbatim.globalMatch( text ); it.hasNext(); )
    {
      const QRegularExpressionMatch match = it.next();
      prose += text.mid( end, match.capturedStart() - end );
      prose += keep( match.captured( 1 ).isEmpty() ? QStringLiteral( "<a id=\"%1\"></a>" ).arg( match.captured( 2 ) ) : QStringLiteral( "<code>%1</code>" ).arg( match.captured( 1 ).toHtmlEscaped() ) );
      end = match.capturedEnd();
    }
    prose = ( prose + text.mid( end ) ).toHtmlEscaped();

    static const QRegularExpression sLink( QStringLiteral( "(!?)\\[([^\\]]*)\\]\\(([^)\\s]+)\\)" ) );
    for ( QRegularExpressionMatch match = sLink.match( prose ); match.hasMatch(); match = sLink.match( prose ) )
    {
      const QString html = match.captured( 1 ).isEmpty() ? QStringLiteral( "<a href=\"%1\">%2</a>" ).arg( linkTarget( match.captured( 3 ) ), match.captured( 2 ) )
                                                         : QStringLiteral( "<img src=\"%1\" alt=\"%2\">" ).arg( match.captured( 3 ), match.captured( 2 ) );
      prose.replace( match.capturedStart(), match.capturedLength(), keep( html ) );
    }
    prose.replace( QRegularExpression( QStringLiteral( "\\*\\*([^*]+)\\*\\*" ) ), QStringLiteral( "<strong>\\1</strong>" ) );
    prose.replace( QRegularExpression( QStringLiteral( "\\*([^*\\s][^*]*)\\*" ) ), QStringLiteral( "<em>\\1</em>" ) );
    // The last first: what was kept may hold what was kept before it.
    for ( int i = kept.size() - 1; i >= 0; --i )
      prose.replace( QStringLiteral( "\x01%1\x02" ).arg( i ), kept.at( i ) );
    return prose;
  }

  QStringList cells( const QString &line )
  {
    QStringList all;
    const QStringList parts = line.trimmed().mid( 1 ).split( QRegularExpression( QStringLiteral( "(?<!\\\\)\\|" ) ) );
    for ( const QString &part : parts.mid( 0, parts.size() - 1 ) )
      all << part.trimmed().replace( QLatin1String( "\\|" ), QLatin1String( "|" ) );
    return all;
  }

  class Converter
  {
    public:
      explicit Converter( const QStringList &lines )
        : mLines( lines )
      {}

      QString html( const QString &language )
      {
        while ( mNext < mLines.size() )
          block();
        QString page = QString::fromUtf8( PAGE );
        QString body = mBody;
        if ( mSections.size() > 2 )
          body.insert( body.indexOf( QLatin1String( "<h2" ) ), QStringLiteral( "<nav><ul>\n%1\n</ul></nav>\n" ).arg( mSections.join( '\n' ) ) );
        return page.replace( QLatin1String( "{{language}}" ), language ).replace( QLatin1String( "{{title}}" ), mTitle.toHtmlEscaped() ).replace( QLatin1String( "{{body}}" ), body );
      }

    private:
      QString line( int ahead = 0 ) const { return mLines.value( mNext + ahead ); }
      bool isBlank( int ahead = 0 ) const { return line( ahead ).trimmed().isEmpty(); }

      void block()
      {
        if ( isBlank() || line().startsWith( QLatin1String( "<!--" ) ) )
          ++mNext;
        else if ( line().startsWith( QLatin1String( "```" ) ) )
          fence();
        else if ( line().startsWith( QLatin1String( "    " ) ) )
          indentedCode();
        else if ( HEADING.match( line() ).hasMatch() )
          heading();
        else if ( line().startsWith( '|' ) && TABLE_RULE.match( line( 1 ) ).hasMatch() )
          table();
        else if ( LIST_ITEM.match( line() ).hasMatch() )
          list();
        else
          paragraph();
      }

      void code( const QStringList &lines ) { mBody += QStringLiteral( "<pre><code>%1\n</code></pre>\n" ).arg( lines.join( '\n' ).toHtmlEscaped() ); }

      void fence()
      {
        QStringList lines;
        for ( ++mNext; mNext < mLines.size() && !line().startsWith( QLatin1String( "```" ) ); ++mNext )
          lines << line();
        ++mNext;
        code( lines );
      }

      void indentedCode()
      {
        QStringList lines;
        for ( ; mNext < mLines.size() && ( line().startsWith( QLatin1String( "    " ) ) || ( isBlank() && line( 1 ).startsWith( QLatin1String( "    " ) ) ) ); ++mNext )
          lines << line().mid( 4 );
        code( lines );
      }

      void heading()
      {
        const QRegularExpressionMatch match = HEADING.match( line() );
        ++mNext;
        const int level = match.capturedLength( 1 );
        const QString text = match.captured( 2 );
        if ( level == 1 && mTitle.isEmpty() )
          mTitle = text;
        if ( level == 2 )
          mSections << QStringLiteral( "<li><a href=\"#%1\">%2</a></li>" ).arg( slug( text ), inlineHtml( text ) );
        mBody += QStringLiteral( "<h%1 id=\"%2\">%3</h%1>\n" ).arg( QString::number( level ), slug( text ), inlineHtml( text ) );
      }

      void tableRow( const QString &text, const QString &tag )
      {
        mBody += QLatin1String( "<tr>" );
        for ( const QString &cell : cells( text ) )
          mBody += QStringLiteral( "<%1>%2</%1>" ).arg( tag, inlineHtml( cell ) );
        mBody += QLatin1String( "</tr>\n" );
      }

      void table()
      {
        mBody += QLatin1String( "<div class=\"scroll\"><table>\n" );
        tableRow( line(), QStringLiteral( "th" ) );
        for ( mNext += 2; line().startsWith( '|' ); ++mNext )
          tableRow( line(), QStringLiteral( "td" ) );
        mBody += QLatin1String( "</table></div>\n" );
      }

      void list()
      {
        const QString tag = line().startsWith( '-' ) ? QStringLiteral( "ul" ) : QStringLiteral( "ol" );
        mBody += QStringLiteral( "<%1>\n" ).arg( tag );
        for ( QRegularExpressionMatch item = LIST_ITEM.match( line() ); item.hasMatch(); item = LIST_ITEM.match( line() ) )
        {
          QString text = item.captured( 2 );
          for ( ++mNext; line().startsWith( QLatin1String( "  " ) ); ++mNext )
            text += ' ' + line().trimmed();
          mBody += QStringLiteral( "<li>%1</li>\n" ).arg( inlineHtml( text ) );
        }
        mBody += QStringLiteral( "</%1>\n" ).arg( tag );
      }

      void paragraph()
      {
        QStringList lines;
        for ( ; mNext < mLines.size() && !isBlank() && !line().startsWith( QLatin1String( "```" ) ) && !line().startsWith( QLatin1String( "<!--" ) ) && ( lines.isEmpty() || !LIST_ITEM.match( line() ).hasMatch() ); ++mNext )
          lines << line();
        mBody += QStringLiteral( "<p>%1</p>\n" ).arg( inlineHtml( lines.join( ' ' ) ) );
      }

      QStringList mLines;
      int mNext = 0;
      QString mTitle;
      QString mBody;
      QStringList mSections;
  };
} // namespace

int main( int argc, char **argv )
{
  const QCoreApplication application( argc, argv );
  const QStringList arguments = QCoreApplication::arguments();
  QTextStream errors( stderr );
  if ( arguments.size() != 4 )
  {
    errors << "markdown SOURCE.md TARGET.html LANGUAGE\n";
    return 2;
  }
  QFile source( arguments.at( 1 ) );
  QFile target( arguments.at( 2 ) );
  if ( !source.open( QIODevice::ReadOnly ) || !target.open( QIODevice::WriteOnly ) )
  {
    errors << "markdown: " << arguments.at( 1 ) << ": " << source.errorString() << "; " << arguments.at( 2 ) << ": " << target.errorString() << '\n';
    return 1;
  }
  Converter converter( QString::fromUtf8( source.readAll() ).split( '\n' ) );
  target.write( converter.html( arguments.at( 3 ) ).toUtf8() );
  return target.flush() ? 0 : 1;
}
