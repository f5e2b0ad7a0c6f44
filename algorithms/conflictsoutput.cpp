/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/conflictsoutput.h"
#include "algorithms/reporttext.h"

namespace LizSync
{

  namespace
  {
    //! A field of the layer and what it holds of a conflict.
    struct Column
    {
        const char *name;
        decltype( QgisCompat::FIELD_STRING ) type;
        QVariant ( *value )( const Conflict & );
    };

    QVariant time( const QDateTime &value )
    {
      return value.isValid() ? QVariant( value ) : QVariant( QVariant::DateTime );
    }

    const Column sColumns[] = {
      { "conflict_id", QgisCompat::FIELD_INT64, []( const Conflict &c ) -> QVariant
        { return c.id; } },
      { "state", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return ConflictsOutput::state( c ); } },
      { "rejected", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return c.rejected; } },
      { "table_name", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return c.tableName; } },
      { "column_name", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return c.column; } },
      { "central_value", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return ReportText::wholeValue( c.centralValue ); } },
      { "clone_value", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return ReportText::wholeValue( c.cloneValue ); } },
      { "clone_name", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return c.cloneName; } },
      { "central_edited_by", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return c.centralEditedBy; } },
      { "central_edited_at", QgisCompat::FIELD_DATETIME, []( const Conflict &c ) -> QVariant
        { return time( c.centralEditedAt ); } },
      { "clone_edited_by", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return c.cloneEditedBy; } },
      { "clone_edited_at", QgisCompat::FIELD_DATETIME, []( const Conflict &c ) -> QVariant
        { return time( c.cloneEditedAt ); } },
      { "rule_applied", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return c.rule; } },
      { "error_message", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return c.error; } },
      { "conflict_kind", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return c.kind; } },
      { "conflict_time", QgisCompat::FIELD_DATETIME, []( const Conflict &c ) -> QVariant
        { return time( c.time ); } },
      { "resolved_at", QgisCompat::FIELD_DATETIME, []( const Conflict &c ) -> QVariant
        { return time( c.resolvedAt ); } },
      { "restored_at", QgisCompat::FIELD_DATETIME, []( const Conflict &c ) -> QVariant
        { return time( c.restoredAt ); } },
      { "uid", QgisCompat::FIELD_STRING, []( const Conflict &c ) -> QVariant
        { return c.uid; } },
    };
  } // namespace

  ConflictsOutput::ConflictsOutput( const QVariant &value, SinkFactory factory )
    : FeatureOutput( QStringLiteral( "OUTPUT" ), value, fields(), std::move( factory ) )
  {}

  void ConflictsOutput::add( const Conflict &conflict )
  {
    QgsAttributes attributes;
    for ( const Column &column : sColumns )
      attributes << column.value( conflict );
    FeatureOutput::add( attributes, conflict.geometryWkb );
  }

  QgsFields ConflictsOutput::fields()
  {
    QgsFields fields;
    for ( const Column &column : sColumns )
      fields.append( QgsField( QLatin1String( column.name ), column.type ) );
    return fields;
  }

  QString ConflictsOutput::state( const Conflict &conflict )
  {
    if ( !conflict.resolved )
      return QStringLiteral( "unresolved" );
    return conflict.restoredAt.isValid() ? QStringLiteral( "restored" ) : QStringLiteral( "resolved" );
  }

} // namespace LizSync
