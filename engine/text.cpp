/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/text.h"

using namespace LizSync;

QString Text::rows( qint64 count )
{
  return count == 1 ? tr( "1 row" ) : tr( "%1 rows" ).arg( count );
}

QString Text::tables( qint64 count )
{
  return count == 1 ? tr( "1 table" ) : tr( "%1 tables" ).arg( count );
}

QString Text::changes( qint64 count )
{
  return count == 1 ? tr( "1 change" ) : tr( "%1 changes" ).arg( count );
}

QString Text::conflicts( qint64 count )
{
  return count == 1 ? tr( "1 conflict" ) : tr( "%1 conflicts" ).arg( count );
}

QString Text::clones( qint64 count )
{
  return count == 1 ? tr( "1 clone" ) : tr( "%1 clones" ).arg( count );
}

QString Text::edits( qint64 count )
{
  return count == 1 ? tr( "1 edit" ) : tr( "%1 edits" ).arg( count );
}

QString Text::days( qint64 count )
{
  return count == 1 ? tr( "1 day" ) : tr( "%1 days" ).arg( count );
}

QString Text::ids( qint64 count )
{
  return count == 1 ? tr( "1 id" ) : tr( "%1 ids" ).arg( count );
}

QString Text::printable( const QString &text, int length )
{
  QString shown = text.left( length );
  for ( QChar &character : shown )
  {
    if ( ( character.category() == QChar::Other_Control && character != '\t' ) || character.category() == QChar::Other_Format )
      character = QChar::ReplacementCharacter;
  }
  return text.size() > length ? shown + QChar( u'…' ) : shown;
}
