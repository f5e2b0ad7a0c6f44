/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/result.h"

#include "engine/error.h"
#include "engine/text.h"

#include <QJsonDocument>

#include <libpq-fe.h>

using namespace LizSync;

void Pg::Result::Deleter::operator()( pg_result *result ) const
{
  PQclear( result );
}

Pg::Result::Result( pg_result *result )
  : mResult( result )
{
}

int Pg::Result::rowCount() const
{
  return PQntuples( mResult.get() );
}

int Pg::Result::columnCount() const
{
  return PQnfields( mResult.get() );
}

QString Pg::Result::columnName( int column ) const
{
  return QString::fromUtf8( PQfname( mResult.get(), column ) );
}

bool Pg::Result::isNull( int row, int column ) const
{
  return PQgetisnull( mResult.get(), row, column ) != 0;
}

QString Pg::Result::value( int row, int column ) const
{
  return QString::fromUtf8( PQgetvalue( mResult.get(), row, column ), PQgetlength( mResult.get(), row, column ) );
}

QString Pg::Result::value( int row, const QString &column ) const
{
  // Not PQfnumber(), which folds case as SQL does.
  for ( int i = 0; i < columnCount(); ++i )
  {
    if ( columnName( i ) == column )
      return value( row, i );
  }
  throw LizSync::Error( Text::tr( "The database's answer has no column \"%1\"; its LizSync is of another version, run install or upgrade." ).arg( column ) );
}

QJsonObject Pg::Result::json( int row, int column ) const
{
  return QJsonDocument::fromJson( QByteArray( PQgetvalue( mResult.get(), row, column ), PQgetlength( mResult.get(), row, column ) ) ).object();
}

qint64 Pg::Result::affectedRows() const
{
  return QByteArray( PQcmdTuples( mResult.get() ) ).toLongLong();
}
