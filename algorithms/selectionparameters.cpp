/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/selectionparameters.h"

#include "engine/error.h"

#include <qgsdatasourceuri.h>
#include <qgsmaplayer.h>
#include <qgsprocessingcontext.h>
#include <qgsprocessingutils.h>
#include <qgsproperty.h>
#include <qgsvectorlayer.h>

namespace LizSync
{

  QString SelectionParameters::validate( const QStringList &schemas, bool hasLayers )
  {
    if ( schemas.isEmpty() && !hasLayers )
      return tr( "SCHEMAS and LAYERS are both empty: name at least one schema, or choose at least one PostgreSQL layer." );

    static const QStringList sNever { QStringLiteral( "public" ), QStringLiteral( "audit" ), QStringLiteral( "lizsync" ) };
    for ( const QString &schema : schemas )
    {
      if ( sNever.contains( schema ) )
        return tr( "SCHEMAS: the schema \"%1\" is never synchronised (nor are public, audit and lizsync); move the tables to a schema of their own and name that." )
          .arg( schema );
    }
    return QString();
  }

  QStringList SelectionParameters::splitSchemas( const QString &schemas )
  {
    QStringList names;
    QString current;
    bool quoted = false;
    bool wasQuoted = false;
    const auto finish = [&]
    {
      const QString name = wasQuoted ? current : current.trimmed();
      if ( !name.isEmpty() && !names.contains( name ) )
        names << name;
      current.clear();
      wasQuoted = false;
    };
    for ( int i = 0; i < schemas.size(); ++i )
    {
      const QChar c = schemas.at( i );
      if ( c == '"' && quoted && i + 1 < schemas.size() && schemas.at( i + 1 ) == '"' )
      {
        current += c;
        ++i;
      }
      else if ( c == '"' && ( quoted || current.trimmed().isEmpty() ) )
      {
        if ( !quoted )
          current.clear();
        quoted = !quoted;
        wasQuoted = true;
      }
      else if ( c == ',' && !quoted )
        finish();
      else if ( quoted || !wasQuoted || !c.isSpace() )
        current += c;
    }
    finish();
    return names;
  }

  Pg::TableName SelectionParameters::tableOf( const QgsMapLayer *layer, const QString &conninfo )
  {
    const QgsVectorLayer *vectorLayer = qobject_cast<const QgsVectorLayer *>( layer );
    if ( !vectorLayer || vectorLayer->providerType() != QLatin1String( "postgres" ) )
      throw Error( tr( "LAYERS: \"%1\" is not a PostgreSQL layer; choose layers that show tables of central." ).arg( layer->name() ) );

    const QgsDataSourceUri uri( vectorLayer->source() );
    if ( uri.table().startsWith( '(' ) )
      throw Error( tr( "LAYERS: \"%1\" shows the result of a query, not a table; choose the layer of the table itself." ).arg( layer->name() ) );
    if ( uri.schema().isEmpty() || uri.table().isEmpty() )
      throw Error( tr( "LAYERS: \"%1\" does not say which schema its table is in; add the layer again from the browser." ).arg( layer->name() ) );

    const QString centralDatabase = Pg::parseConninfo( conninfo ).value( QStringLiteral( "dbname" ) );
    if ( !uri.database().isEmpty() && !centralDatabase.isEmpty() && !Pg::isConninfo( centralDatabase ) && uri.database() != centralDatabase )
      throw Error( tr( "LAYERS: \"%1\" is a table of the database \"%2\", but CENTRAL is \"%3\"; choose layers of central." )
                     .arg( layer->name(), uri.database(), centralDatabase ) );
    return { uri.schema(), uri.table() };
  }

  QVariantList SelectionParameters::layerItems( const QVariant &value )
  {
    if ( !value.isValid() || value.isNull() )
      return {};
    if ( value.type() == QVariant::List || value.type() == QVariant::StringList )
    {
      QVariantList items;
      const QVariantList list = value.toList();
      for ( const QVariant &item : list )
        items << layerItems( item );
      return items;
    }
    if ( value.type() == QVariant::String && value.toString().trimmed().isEmpty() )
      return {};
    return { value };
  }

  QList<Pg::TableName> SelectionParameters::tables( const QVariant &value, const QString &conninfo, QgsProcessingContext &context )
  {
    QList<Pg::TableName> names;
    const QVariantList items = layerItems( value );
    for ( const QVariant &item : items )
    {
      const QVariant plain = item.userType() == qMetaTypeId<QgsProperty>() ? item.value<QgsProperty>().valueAsString( context.expressionContext() ) : item;
      const QgsMapLayer *layer = qobject_cast<const QgsMapLayer *>( qvariant_cast<QObject *>( plain ) );
      if ( !layer )
        layer = QgsProcessingUtils::mapLayerFromString( plain.toString(), context );
      if ( !layer || !layer->isValid() )
        throw Error( tr( "LAYERS: \"%1\" is no layer that can be loaded; give a layer of the project, or postgres://dbname='…' host='…' table=\"schema\".\"table\"." )
                       .arg( layer ? layer->name() : QgsDataSourceUri::removePassword( plain.toString() ) ) );
      const Pg::TableName name = tableOf( layer, conninfo );
      if ( !names.contains( name ) )
        names << name;
    }
    return names;
  }

} // namespace LizSync
