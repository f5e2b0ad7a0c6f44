/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/schema/catalog.h"

using namespace LizSync;

bool LizSync::isTrue( const Pg::Parameter &value )
{
  return value && *value == QLatin1String( "t" );
}

bool LizSync::relationExists( Pg::Transaction &transaction, const QString &schema, const QString &name )
{
  return isTrue( transaction.scalar(
    QStringLiteral( "SELECT EXISTS ( SELECT FROM pg_catalog.pg_class AS c JOIN pg_catalog.pg_namespace AS n ON n.oid = c.relnamespace WHERE n.nspname = $1 AND c.relname = $2 )" ),
    { schema, name } ) );
}
