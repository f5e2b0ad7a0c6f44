/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/error.h"

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

bool Pg::Error::isRetryable() const
{
  return mSqlState == "40001" || mSqlState == "40P01";
}
