/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/pg/connection.h"

#include "engine/pg/connection_p.h"
#include "engine/pg/quoting.h"
#include "engine/text.h"

using namespace LizSync;

Pg::Connection::Connection( const QString &conninfo, const QString &applicationName, Feedback *feedback )
  : d( std::make_unique<Private>() )
{
  d->feedback = feedback;
  d->connect( conninfo, applicationName );
}

Pg::Connection::~Connection() = default;

QString Pg::Connection::label() const
{
  return d->label;
}

QString Pg::Connection::databaseName() const
{
  return d->databaseName;
}

QMap<QString, QString> Pg::Connection::effectiveKeywords() const
{
  return d->keywords;
}

int Pg::Connection::serverVersion() const
{
  return PQserverVersion( d->connection.get() );
}

bool Pg::Connection::isAlive() const
{
  return d->isAlive();
}

int Pg::Connection::backendPid() const
{
  return PQbackendPID( d->connection.get() );
}

void Pg::Connection::executeOutsideTransaction( const QString &sql )
{
  d->checkAlive();
  if ( PQtransactionStatus( d->connection.get() ) != PQTRANS_IDLE )
    throw LizSync::Error( Text::tr( "A transaction is open on %1: this statement cannot run inside it." ).arg( d->label ) );
  d->checkCanceled();
  d->run( sql );
}

void Pg::Connection::setNoticeHandler( std::function<void( const QString &, const QString & )> handler )
{
  d->noticeHandler = std::move( handler );
}
