/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/common/passwordrole.h"

#include "engine/pg/quoting.h"

#include <QElapsedTimer>

using namespace LizSync;

PasswordRole::PasswordRole( TestDatabase &database, const QString &name, const QString &password, const QString &options )
  : mDatabase( database )
  , mName( name )
  , mRules( database.value( QStringLiteral( "SELECT pg_read_file( current_setting( 'hba_file' ) )" ) ) )
{
  mDatabase.exec( QStringLiteral( "SET LOCAL password_encryption TO 'scram-sha-256'; CREATE ROLE %1 LOGIN PASSWORD %2 %3" ).arg( Pg::quotedIdentifier( mName ), Pg::quotedLiteral( password ), options ) );
  setRules( QStringLiteral( "local all %1 scram-sha-256\nhost all %1 all scram-sha-256\n" ).arg( Pg::quotedIdentifier( mName ) ) + mRules );

  // The server reads the rules a little later.
  const QString wrong = withKeywords( mDatabase.conninfo(), { { QStringLiteral( "user" ), mName }, { QStringLiteral( "password" ), QStringLiteral( "not " ) + password } } );
  QElapsedTimer timer;
  timer.start();
  while ( true )
  {
    try
    {
      const Pg::Connection connection( wrong, QStringLiteral( "lizsync test" ) );
    }
    catch ( const Error & )
    {
      return;
    }
    if ( timer.elapsed() > 30000 )
      throw Error( QStringLiteral( "The cluster does not ask %1 for its password." ).arg( mName ) );
  }
}

PasswordRole::~PasswordRole()
{
  try
  {
    setRules( mRules );
    mDatabase.exec( QStringLiteral( "DROP OWNED BY %1; DROP ROLE %1" ).arg( Pg::quotedIdentifier( mName ) ) );
  }
  catch ( const Error &error )
  {
    qWarning( "%s", error.what() );
  }
}

void PasswordRole::setRules( const QString &text )
{
  mDatabase.exec( QStringLiteral( "DO $do$ BEGIN EXECUTE format( $$COPY ( SELECT unnest( string_to_array( %L, E'\\n' ) ) ) TO %L$$, %1, current_setting( 'hba_file' ) ); PERFORM pg_reload_conf(); END $do$" )
                    .arg( Pg::quotedLiteral( text ) ) );
}
