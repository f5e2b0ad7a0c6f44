/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/changesoutput.h"

namespace LizSync
{

  ChangesOutput::ChangesOutput( const QVariant &value, SinkFactory factory )
    : FeatureOutput( QStringLiteral( "CHANGES" ), value, fields(), std::move( factory ) )
  {}

  void ChangesOutput::add( const SyncChange &change )
  {
    if ( !isWanted() )
      return;
    FeatureOutput::add( QgsAttributes() << change.direction << change.tableName << change.uid << change.action << change.columns << change.oldValues << change.newValues
                                        << change.editedBy << change.editedAt,
                        change.geometryWkb );
  }

  QgsFields ChangesOutput::fields()
  {
    QgsFields fields;
    for ( const QString &name : { QStringLiteral( "direction" ), QStringLiteral( "table_name" ), QStringLiteral( "uid" ), QStringLiteral( "action" ),
                                  QStringLiteral( "columns" ), QStringLiteral( "old_values" ), QStringLiteral( "new_values" ), QStringLiteral( "edited_by" ) } )
      fields.append( QgsField( name, QgisCompat::FIELD_STRING ) );
    fields.append( QgsField( QStringLiteral( "edited_at" ), QgisCompat::FIELD_DATETIME ) );
    return fields;
  }

} // namespace LizSync
