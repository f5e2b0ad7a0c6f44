/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/schema/extension.h"

#include "engine/pg/quoting.h"
#include "engine/text.h"

using namespace LizSync;

QString LizSync::dollarQuoted( const QString &body )
{
  QString tag = QStringLiteral( "$lizsync$" );
  // The end of the body and the tag behind it may look like the tag, too.
  for ( int i = 1; ( body + tag ).indexOf( tag ) < body.size(); ++i )
    tag = QStringLiteral( "$lizsync%1$" ).arg( i );
  return tag + body + tag;
}

QString LizSync::createExtensionStatement( const QString &extension, const QString &schema, const QString &purpose, const QString &databaseLabel )
{
  QString body = QStringLiteral( "BEGIN\n  IF EXISTS ( SELECT FROM pg_catalog.pg_extension WHERE extname = %1 ) THEN\n    RETURN;\n  END IF;\n" ).arg( Pg::quotedLiteral( extension ) );
  if ( schema != QLatin1String( "pg_catalog" ) && schema != QLatin1String( "public" ) )
    body += QStringLiteral( "  CREATE SCHEMA IF NOT EXISTS %1;\n" ).arg( Pg::quotedIdentifier( schema ) );
  body += QStringLiteral( "  CREATE EXTENSION %1 SCHEMA %2 CASCADE;\n" ).arg( Pg::quotedIdentifier( extension ), Pg::quotedIdentifier( schema ) );
  body += QStringLiteral( "EXCEPTION WHEN OTHERS THEN\n  RAISE EXCEPTION USING ERRCODE = 'LZ001', MESSAGE = %1 || SQLERRM || %2;\nEND" )
            .arg( Pg::quotedLiteral( Text::tr( "%1 needs the extension %2, which could not be created in database %3 (" ).arg( purpose, extension, databaseLabel ) ),
                  Pg::quotedLiteral( Text::tr( "): have an administrator install it there." ) ) );
  return QStringLiteral( "DO " ) + dollarQuoted( body );
}
