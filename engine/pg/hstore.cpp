/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/hstore.h"

#include "engine/error.h"
#include "engine/text.h"

using namespace LizSync;

namespace
{
  //! Reads an hstore's text from the left.
  class Reader
  {
    public:
      explicit Reader( const QString &text )
        : mText( text )
      {}

      bool atEnd() const { return mPosition >= mText.size(); }

      //! TRUE, and goes on behind it, where \a token is next.
      bool skip( QLatin1String token )
      {
        if ( mText.midRef( mPosition, token.size() ) != token )
          return false;
        mPosition += token.size();
        return true;
      }

      QString quoted()
      {
        expect( QLatin1String( "\"" ) );
        QString value;
        for ( ;; )
        {
          // All up to the next quote or backslash at once: a geometry may have millions of characters.
          int end = mPosition;
          while ( end < mText.size() && mText.at( end ) != '"' && mText.at( end ) != '\\' )
            ++end;
          value += mText.midRef( mPosition, end - mPosition );
          mPosition = end;
          if ( skip( QLatin1String( "\"" ) ) )
            return value;
          expect( QLatin1String( "\\" ) );
          if ( atEnd() )
            fail();
          value += mText.at( mPosition++ );
        }
      }

      void expect( QLatin1String token )
      {
        if ( !skip( token ) )
          fail();
      }

    private:
      [[noreturn]] void fail() const
      {
        throw Error( Text::tr( "The database's answer cannot be read at character %1 of \"%2\": please report this." ).arg( mPosition ).arg( Text::printable( mText ) ) );
      }

      const QString &mText;
      int mPosition = 0;
  };
} // namespace

QJsonObject Pg::parseHstore( const QString &text )
{
  QJsonObject pairs;
  Reader reader( text );
  while ( !reader.atEnd() )
  {
    if ( !pairs.isEmpty() )
      reader.expect( QLatin1String( ", " ) );
    const QString key = reader.quoted();
    reader.expect( QLatin1String( "=>" ) );
    pairs.insert( key, reader.skip( QLatin1String( "NULL" ) ) ? QJsonValue( QJsonValue::Null ) : QJsonValue( reader.quoted() ) );
  }
  return pairs;
}
