/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/error.h"

#include "engine/text.h"

#include <QByteArrayList>

using namespace LizSync;

QString Pg::asSentence( const QString &text )
{
  QString sentence = text.trimmed();
  if ( sentence.isEmpty() )
    return sentence;
  sentence[0] = sentence[0].toUpper();
  if ( !sentence.endsWith( '.' ) && !sentence.endsWith( '!' ) && !sentence.endsWith( '?' ) )
    sentence += '.';
  return sentence;
}

QString Pg::failureSentence( const QByteArray &sqlState, const QString &words, const QString &label )
{
  QString reason = words.trimmed();
  if ( reason.endsWith( '.' ) )
    reason.chop( 1 );
  if ( sqlState == "53100" )
    return Text::tr( "The disk of the server of %1 is full (%2): make room there, then try again." ).arg( label, reason );
  if ( sqlState == "53200" )
    return Text::tr( "The server of %1 has no memory left (%2): end other programs there, or give it more memory, then try again." ).arg( label, reason );
  if ( sqlState == "53300" )
    return Text::tr( "The server of %1 has all its connections in use (%2): close programs that are connected, or have max_connections raised, then try again." ).arg( label, reason );
  if ( sqlState.startsWith( "53" ) )
    return Text::tr( "A limit that the server of %1 sets to its users was reached (%2): have it raised there, then try again." ).arg( label, reason );
  if ( sqlState == "55P03" )
    return Text::tr( "Somebody has open edits in %1 that this has to wait for (%2): have them saved or cancelled, then try again." ).arg( label, reason );
  if ( sqlState == "57014" )
    return Text::tr( "The work in %1 was ended from outside (%2): ask the administrator of its server who or what cancels it, then try again." ).arg( label, reason );
  if ( sqlState.startsWith( "58" ) )
    return Text::tr( "The server of %1 cannot read or write its files (%2): have its disk and its log looked at, then try again." ).arg( label, reason );
  return QString();
}

Pg::Error::Error( const QString &message, const QByteArray &sqlState, const QString &detail, const QString &hint, const QString &statement, bool connectionAlive, int position )
  : LizSync::Error( message )
  , mSqlState( sqlState )
  , mDetail( detail )
  , mHint( hint )
  , mStatement( statement )
  , mConnectionAlive( connectionAlive )
  , mPosition( position )
{
}

bool Pg::Error::isOurs() const
{
  return mSqlState == "LZ001";
}

bool Pg::Error::isFailure() const
{
  // Limits of a role's or a transaction's time (25P03, 25P04) end the connection.
  static const QByteArrayList sFailures { "55P03", "25P03", "25P04" };
  return !mConnectionAlive || sFailures.contains( mSqlState ) || mSqlState.startsWith( "08" ) || mSqlState.startsWith( "53" ) || mSqlState.startsWith( "57" ) || mSqlState.startsWith( "58" );
}

bool Pg::Error::isRetryable() const
{
  return mSqlState == "40001" || mSqlState == "40P01";
}
