/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/connectionresolver.h"

#include "engine/error.h"
#include "engine/pg/quoting.h"

#include <memory>

#include <qgsabstractproviderconnection.h>
#include <qgsdatasourceuri.h>
#include <qgsexception.h>
#include <qgsprovidermetadata.h>
#include <qgsproviderregistry.h>

namespace LizSync
{

  namespace
  {
    QgsProviderMetadata *postgresProvider()
    {
      return QgsProviderRegistry::instance()->providerMetadata( QStringLiteral( "postgres" ) );
    }
  } // namespace

  QString ConnectionResolver::resolve( const QString &value, const QString &parameter )
  {
    const QString text = value.trimmed();
    if ( text.isEmpty() )
      throw Error( tr( "%1 is empty: give the name of a PostgreSQL connection saved in QGIS, or a libpq URI or conninfo string such as "
                       "\"host=… dbname=…\"." )
                     .arg( parameter ) );

    const QStringList saved = savedConnections();
    if ( saved.contains( text ) )
      return resolveSaved( text );
    if ( saved.contains( value ) )
      return resolveSaved( value );

    if ( Pg::isConninfo( text ) )
    {
      try
      {
        ( void )Pg::parseConninfo( text );
      }
      catch ( const Error &e )
      {
        throw Error( QStringLiteral( "%1: %2" ).arg( parameter, e.message() ) );
      }
      return text;
    }

    QStringList quoted;
    for ( const QString &name : saved )
      quoted << QStringLiteral( "\"%1\"" ).arg( name );
    const QString accepted = quoted.isEmpty() ? tr( "this profile has no saved PostgreSQL connection" )
                                              : tr( "saved connections are %1" ).arg( quoted.join( QLatin1String( ", " ) ) );
    throw Error( tr( "%1: no PostgreSQL connection named \"%2\" is saved in QGIS (%3); choose one, or give a libpq URI (postgresql://user@host/database) "
                     "or a conninfo string (host=… dbname=…, service=…)." )
                   .arg( parameter, Pg::withoutPassword( text ), accepted ) );
  }

  QStringList ConnectionResolver::savedConnections()
  {
    QgsProviderMetadata *provider = postgresProvider();
    if ( !provider )
      return {};
    // Not from the cache: a connection may have been saved or renamed since.
    return provider->connections( false ).keys();
  }

  QString ConnectionResolver::resolveSaved( const QString &name )
  {
    QString stored;
    try
    {
      const std::unique_ptr<QgsAbstractProviderConnection> connection( postgresProvider()->createConnection( name ) );
      stored = connection->uri();
    }
    catch ( const QgsProviderConnectionException &e )
    {
      throw Error( tr( "The saved connection \"%1\" cannot be read: %2" ).arg( name, e.what() ) );
    }

    const QgsDataSourceUri uri( stored );
    const QString conninfo = uri.connectionInfo( true );
    if ( !uri.authConfigId().isEmpty() )
    {
      // QGIS only leaves the credentials out where it cannot read an authentication configuration.
      QgsDataSourceUri bare( uri );
      bare.setAuthConfigId( QString() );
      if ( conninfo == bare.connectionInfo( false ) )
        throw Error( tr( "The saved connection \"%1\" uses the authentication configuration %2, which cannot be read: check that it exists in this QGIS profile, and "
                         "give QGIS's master password when asked (for qgis_process, name a file with it in QGIS_AUTH_PASSWORD_FILE)." )
                       .arg( name, uri.authConfigId() ) );
    }

    try
    {
      ( void )Pg::parseConninfo( conninfo );
    }
    catch ( const Error & )
    {
      // libpq's words may quote the password: ours do not.
      throw Error( tr( "The saved connection \"%1\" does not make a valid PostgreSQL connection; open it in the Data Source Manager, test it and save it again." )
                     .arg( name ) );
    }
    return withSessionRole( conninfo, uri );
  }

  QString ConnectionResolver::withSessionRole( const QString &conninfo, const QgsDataSourceUri &uri )
  {
    // QGIS (3.28 and later) runs SET ROLE after connecting; libpq does the same with options=-c role=….
    QString role = uri.param( QStringLiteral( "session_role" ) );
    if ( role.isEmpty() )
      return conninfo;
    role.replace( '\\', QLatin1String( "\\\\" ) ).replace( ' ', QLatin1String( "\\ " ) );
    QMap<QString, QString> keywords = Pg::parseConninfo( conninfo );
    const QString options = keywords.value( QStringLiteral( "options" ) );
    keywords.insert( QStringLiteral( "options" ), QStringLiteral( "%1 -c role=%2" ).arg( options, role ).trimmed() );
    return Pg::buildConninfo( keywords );
  }

} // namespace LizSync
