/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/transactionstatement.h"

#include <QStringList>

#include <algorithm>

using namespace LizSync;

namespace
{
  //! Cuts SQL into tokens as the server does where standard_conforming_strings is on, as far as the ends of statements need it.
  class SqlTokens
  {
    public:
      enum class Kind
      {
        Word,  //!< A keyword or a name without quotes.
        Other, //!< A character, a text or a quoted name.
        End,
      };
      struct Token
      {
          Kind kind = Kind::End;
          QString text; //!< Of a word, in upper case; of another token its first character.
      };

      explicit SqlTokens( const QString &sql )
        : mSql( sql )
      {}

      Token next()
      {
        skipBlanks();
        if ( mAt >= mSql.size() )
          return {};
        const QChar first = mSql.at( mAt );
        if ( isWordStart( first ) )
        {
          const int start = mAt;
          while ( mAt < mSql.size() && ( isWordPart( mSql.at( mAt ) ) || mSql.at( mAt ) == '$' ) )
            ++mAt;
          const QString word = mSql.mid( start, mAt - start ).toUpper();
          if ( word == QLatin1String( "E" ) && charAt( mAt ) == '\'' )
          {
            skipEscapedText();
            return { Kind::Other, QStringLiteral( "'" ) };
          }
          return { Kind::Word, word };
        }
        if ( first.isDigit() )
        {
          while ( mAt < mSql.size() && isWordPart( mSql.at( mAt ) ) )
            ++mAt;
        }
        else if ( first == '\'' || first == '"' )
          skipQuoted( first, false );
        else if ( first != '$' || !skipDollarQuoted() )
          ++mAt;
        return { Kind::Other, first };
      }

    private:
      static bool isWordStart( QChar c ) { return ( c >= 'a' && c <= 'z' ) || ( c >= 'A' && c <= 'Z' ) || c == '_' || c.unicode() >= 0x80; }
      static bool isWordPart( QChar c ) { return isWordStart( c ) || ( c >= '0' && c <= '9' ); }
      QChar charAt( int position ) const { return position < mSql.size() ? mSql.at( position ) : QChar(); }

      //! Comments, too. TRUE where a line ended.
      bool skipBlanks()
      {
        bool newline = false;
        while ( mAt < mSql.size() )
        {
          const QChar c = mSql.at( mAt );
          if ( c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '\f' || c == '\v' )
          {
            newline = newline || c == '\n' || c == '\r';
            ++mAt;
          }
          else if ( c == '-' && charAt( mAt + 1 ) == '-' )
          {
            while ( mAt < mSql.size() && mSql.at( mAt ) != '\n' && mSql.at( mAt ) != '\r' )
              ++mAt;
          }
          else if ( c == '/' && charAt( mAt + 1 ) == '*' )
            skipNestedComment();
          else
            break;
        }
        return newline;
      }

      void skipNestedComment()
      {
        int depth = 0;
        do
        {
          const bool opens = charAt( mAt ) == '/' && charAt( mAt + 1 ) == '*';
          const bool closes = charAt( mAt ) == '*' && charAt( mAt + 1 ) == '/';
          depth += opens ? 1 : closes ? -1
                                      : 0;
          mAt += opens || closes ? 2 : 1;
        }
        while ( depth > 0 && mAt < mSql.size() );
      }

      void skipQuoted( QChar quote, bool backslash )
      {
        for ( ++mAt; mAt < mSql.size(); ++mAt )
        {
          if ( backslash && mSql.at( mAt ) == '\\' )
            ++mAt;
          else if ( mSql.at( mAt ) == quote )
          {
            if ( charAt( mAt + 1 ) != quote )
              break;
            ++mAt;
          }
        }
        mAt = std::min( mAt + 1, mSql.size() );
      }

      //! A text may go on in a later line, and is then of the same kind.
      void skipEscapedText()
      {
        skipQuoted( '\'', true );
        int end = mAt;
        while ( skipBlanks() && charAt( mAt ) == '\'' )
        {
          skipQuoted( '\'', true );
          end = mAt;
        }
        mAt = end;
      }

      //! FALSE where no dollar quote begins here.
      bool skipDollarQuoted()
      {
        int end = mAt + 1;
        while ( end < mSql.size() && ( end == mAt + 1 ? isWordStart( mSql.at( end ) ) : isWordPart( mSql.at( end ) ) ) )
          ++end;
        if ( charAt( end ) != '$' )
          return false;
        const QString tag = mSql.mid( mAt, end + 1 - mAt );
        const int close = mSql.indexOf( tag, end + 1 );
        mAt = close < 0 ? mSql.size() : close + tag.size();
        return true;
      }

      const QString &mSql;
      int mAt = 0;
  };

  //! One statement from its first token on.
  class Statement
  {
    public:
      //! FALSE where \a token ends it.
      bool take( const SqlTokens::Token &token )
      {
        if ( token.kind == SqlTokens::Kind::End )
          return false;
        if ( token.kind == SqlTokens::Kind::Other )
        {
          if ( token.text == QLatin1String( ";" ) && mParentheses == 0 && mBodies == 0 )
            return false;
          mParentheses += token.text == QLatin1String( "(" ) ? 1 : token.text == QLatin1String( ")" ) && mParentheses > 0 ? -1
                                                                                                                          : 0;
        }
        else if ( mParentheses == 0 )
          follow( token.text );
        mLast = token.text;
        if ( mBegin.size() < sMostWords )
          mBegin << ( token.kind == SqlTokens::Kind::Word ? token.text : QString() );
        return true;
      }

      //! As transactionStatement().
      QString transactionStatement() const
      {
        static const QStringList sAlone { QStringLiteral( "BEGIN" ), QStringLiteral( "COMMIT" ), QStringLiteral( "END" ), QStringLiteral( "ROLLBACK" ), QStringLiteral( "ABORT" ), QStringLiteral( "SAVEPOINT" ), QStringLiteral( "RELEASE" ) };
        static const QStringList sOfTwo { QStringLiteral( "START TRANSACTION" ), QStringLiteral( "PREPARE TRANSACTION" ) };
        const QString two = mBegin.mid( 0, 2 ).join( ' ' );
        return sOfTwo.contains( two ) ? two : sAlone.contains( mBegin.value( 0 ) ) ? mBegin.first()
                                                                                   : QString();
      }

    private:
      //! CREATE OR REPLACE FUNCTION.
      static constexpr int sMostWords = 4;

      //! A function's body in plain SQL: BEGIN ATOMIC … END, in which a CASE has an END of its own.
      void follow( const QString &word )
      {
        if ( mBodies == 0 )
        {
          const bool creates = mBegin.value( 0 ) == QLatin1String( "CREATE" ) && ( mBegin.contains( QStringLiteral( "FUNCTION" ) ) || mBegin.contains( QStringLiteral( "PROCEDURE" ) ) );
          mBodies = creates && word == QLatin1String( "ATOMIC" ) && mLast == QLatin1String( "BEGIN" ) ? 1 : 0;
        }
        else if ( word == QLatin1String( "CASE" ) )
          ++mBodies;
        else if ( word == QLatin1String( "END" ) )
          --mBodies;
      }

      QStringList mBegin;
      QString mLast;
      int mParentheses = 0;
      int mBodies = 0;
  };
} // namespace

QString LizSync::transactionStatement( const QString &sql )
{
  SqlTokens tokens( sql );
  bool atEnd = false;
  while ( !atEnd )
  {
    Statement statement;
    SqlTokens::Token token = tokens.next();
    for ( ; statement.take( token ); token = tokens.next() )
      ;
    if ( const QString found = statement.transactionStatement(); !found.isEmpty() )
      return found;
    atEnd = token.kind == SqlTokens::Kind::End;
  }
  return {};
}
