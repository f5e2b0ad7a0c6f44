/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/manifestschema.h"

#include "engine/archive/manifest.h"
#include "engine/error.h"
#include "engine/pg/quoting.h"
#include "engine/text.h"

#include <QJsonArray>
#include <QJsonDocument>
#include <QRegularExpression>
#include <QSet>

#include <cmath>

using namespace LizSync;

namespace
{
  //! Checks values, and knows what to call them.
  class Checker
  {
    public:
      explicit Checker( const QString &archivePath )
        : mArchivePath( archivePath )
      {}

      using Check = void ( Checker::* )( const QJsonValue &, const QString & ) const;
      struct Key
      {
          const char *name;
          Check check;
      };

      //! Exactly these keys.
      void object( const QJsonValue &value, const QString &path, const QList<Key> &keys ) const
      {
        if ( !value.isObject() )
          throwWrong( path, Text::tr( "an object" ) );
        const QString prefix = path.isEmpty() ? path : path + '.';
        const QJsonObject object = value.toObject();
        QSet<QString> known;
        for ( const Key &key : keys )
        {
          const QString name = QString::fromLatin1( key.name );
          known << name;
          if ( !object.contains( name ) )
            throw Error( Text::tr( "The manifest of the archive %1 lacks \"%2\": the archive is damaged, make it anew with lizsync:package." ).arg( mArchivePath, prefix + name ) );
          ( this->*key.check )( object.value( name ), prefix + name );
        }
        const QStringList names = object.keys();
        for ( const QString &name : names )
        {
          if ( !known.contains( name ) )
            throw Error( Text::tr( "The manifest of the archive %1 has \"%2\", which no archive has: make it anew with lizsync:package." ).arg( mArchivePath, Text::printable( prefix + name ) ) );
        }
      }

      void list( const QJsonValue &value, const QString &path, Check check ) const
      {
        if ( !value.isArray() )
          throwWrong( path, Text::tr( "a list" ) );
        int index = 0;
        const QJsonArray values = value.toArray();
        for ( const QJsonValue &element : values )
          ( this->*check )( element, QStringLiteral( "%1[%2]" ).arg( path ).arg( index++ ) );
      }

      void text( const QJsonValue &value, const QString &path ) const
      {
        if ( !value.isString() || value.toString().contains( QChar::Null ) )
          throwWrong( path, Text::tr( "a text" ) );
      }

      //! Of a schema, a column, an extension.
      void name( const QJsonValue &value, const QString &path ) const
      {
        constexpr int sLongestName = 63;
        const QString name = value.toString();
        if ( name.isEmpty() || name.contains( QChar::Null ) || name.toUtf8().size() > sLongestName )
          throwWrong( path, Text::tr( "a name in a database" ) );
      }

      void schema( const QJsonValue &value, const QString &path ) const
      {
        static const QSet<QString> sNever { QStringLiteral( "public" ), QStringLiteral( "audit" ), QStringLiteral( "lizsync" ), QStringLiteral( "information_schema" ) };
        name( value, path );
        if ( sNever.contains( value.toString() ) || value.toString().startsWith( QLatin1String( "pg_" ) ) )
          throwWrong( path, Text::tr( "a schema that can be synchronised" ) );
      }

      //! Of any schema: a partition may be anywhere.
      void table( const QJsonValue &value, const QString &path ) const
      {
        const std::optional<Pg::TableName> parsed = Pg::TableName::parse( value.toString() );
        if ( !parsed )
          throwWrong( path, Text::tr( "the quoted name of a table and its schema" ) );
        name( parsed->schema, path );
        name( parsed->table, path );
      }

      void synchronisedTable( const QJsonValue &value, const QString &path ) const
      {
        table( value, path );
        schema( Pg::TableName::parse( value.toString() )->schema, path );
      }

      void uuid( const QJsonValue &value, const QString &path ) const
      {
        static const QRegularExpression sUuid( QStringLiteral( "\\A[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}\\z" ) );
        if ( !sUuid.match( value.toString() ).hasMatch() )
          throwWrong( path, Text::tr( "a uuid" ) );
      }

      void sha256( const QJsonValue &value, const QString &path ) const
      {
        static const QRegularExpression sSha256( QStringLiteral( "\\A[0-9a-f]{64}\\z" ) );
        if ( !sSha256.match( value.toString() ).hasMatch() )
          throwWrong( path, Text::tr( "a checksum (SHA-256)" ) );
      }

      //! A whole number that a double holds exactly.
      void count( const QJsonValue &value, const QString &path ) const
      {
        constexpr double sLargest = 9007199254740992.0;
        const double number = value.toDouble( -1 );
        if ( number < 0 || number > sLargest || number != std::floor( number ) )
          throwWrong( path, Text::tr( "a whole number" ) );
      }

      //! Such as 150018.
      void serverVersion( const QJsonValue &value, const QString &path ) const
      {
        constexpr int sNewest = 10000000;
        const int version = value.toInt( -1 );
        if ( version < 0 || version > sNewest )
          throwWrong( path, Text::tr( "a version of PostgreSQL" ) );
      }

      void version( const QJsonValue &value, const QString &path ) const
      {
        static const QRegularExpression sVersion( QStringLiteral( "\\A[0-9]{1,4}(\\.[0-9]{1,4}){1,3}[-0-9A-Za-z.]{0,30}\\z" ) );
        if ( !sVersion.match( value.toString() ).hasMatch() )
          throwWrong( path, Text::tr( "a version of LizSync" ) );
      }

      void boolean( const QJsonValue &value, const QString &path ) const
      {
        if ( !value.isBool() )
          throwWrong( path, Text::tr( "true or false" ) );
      }

      void names( const QJsonValue &value, const QString &path ) const { list( value, path, &Checker::name ); }
      void schemas( const QJsonValue &value, const QString &path ) const { list( value, path, &Checker::schema ); }
      void tables( const QJsonValue &value, const QString &path ) const { list( value, path, &Checker::table ); }

      void extension( const QJsonValue &value, const QString &path ) const
      {
        object( value, path, { { "name", &Checker::name }, { "schema", &Checker::name } } );
      }
      void extensions( const QJsonValue &value, const QString &path ) const { list( value, path, &Checker::extension ); }

      void column( const QJsonValue &value, const QString &path ) const
      {
        object( value, path, { { "name", &Checker::name }, { "type", &Checker::text }, { "generated", &Checker::boolean }, { "ignored", &Checker::boolean } } );
      }
      void columns( const QJsonValue &value, const QString &path ) const { list( value, path, &Checker::column ); }

      void preparedTable( const QJsonValue &value, const QString &path ) const
      {
        object( value, path, { { "name", &Checker::synchronisedTable }, { "columns", &Checker::columns }, { "key", &Checker::names }, { "rows", &Checker::count } } );
      }
      void preparedTables( const QJsonValue &value, const QString &path ) const { list( value, path, &Checker::preparedTable ); }

      void member( const QJsonValue &value, const QString &path ) const
      {
        object( value, path, { { "size", &Checker::count }, { "sha256", &Checker::sha256 } } );
      }
      void members( const QJsonValue &value, const QString &path ) const
      {
        if ( !value.isObject() )
          throwWrong( path, Text::tr( "an object" ) );
        const QJsonObject members = value.toObject();
        QList<Key> found;
        for ( const char *known : { "schemas.dump", "tables.dump", "views.dump", "needs.json", "post_deploy.sql" } )
        {
          if ( members.contains( QLatin1String( known ) ) )
            found << Key { known, &Checker::member };
        }
        object( value, path, found );
      }

      void needKind( const QJsonValue &value, const QString &path ) const
      {
        if ( value != QLatin1String( "function" ) && value != QLatin1String( "type" ) && value != QLatin1String( "role" ) )
          throwWrong( path, Text::tr( "function, type or role" ) );
      }
      void need( const QJsonValue &value, const QString &path ) const
      {
        if ( value[QLatin1String( "kind" )] == QLatin1String( "role" ) )
          object( value, path, { { "kind", &Checker::needKind }, { "name", &Checker::text } } );
        else
          object( value, path, { { "kind", &Checker::needKind }, { "name", &Checker::text }, { "schema_name", &Checker::name }, { "definition", &Checker::text } } );
      }
      void needs( const QJsonValue &value, const QString &path ) const { list( value, path, &Checker::need ); }

    private:
      [[noreturn]] void throwWrong( const QString &path, const QString &expected ) const
      {
        throw Error( Text::tr( "The manifest of the archive %1 is damaged (\"%2\" is not %3): make the archive anew with lizsync:package." ).arg( mArchivePath, path, expected ) );
      }

      QString mArchivePath;
  };
} // namespace

void LizSync::checkManifest( const QJsonObject &manifest, const QString &archivePath )
{
  Checker( archivePath ).object( manifest, QString(), {
                                                        { "format", &Checker::count },
                                                        { "lizsync_version", &Checker::version },
                                                        { "server_id", &Checker::uuid },
                                                        { "server_name", &Checker::text },
                                                        { "sync_id", &Checker::uuid },
                                                        { "created_at", &Checker::text },
                                                        { "postgresql", &Checker::serverVersion },
                                                        { "schemas", &Checker::schemas },
                                                        { "selected_tables", &Checker::tables },
                                                        { "dumped_tables", &Checker::tables },
                                                        { "extensions", &Checker::extensions },
                                                        { "tables", &Checker::preparedTables },
                                                        { "copied_tables", &Checker::tables },
                                                        { "rows", &Checker::count },
                                                        { "pg_dump_version", &Checker::serverVersion },
                                                        { "members", &Checker::members },
                                                      } );
}

void LizSync::checkNeeds( const QByteArray &json, const QString &archivePath )
{
  const QString name = QStringLiteral( "needs" );
  const QJsonDocument document = QJsonDocument::fromJson( json );
  Checker( archivePath ).needs( document.isArray() ? QJsonValue( document.array() ) : QJsonValue(), name );
}
