/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "tests/fuzz/parsers.h"

#include "engine/archive/manifest.h"
#include "engine/archive/manifestschema.h"
#include "engine/archive/transactionstatement.h"
#include "engine/archive/zipreader.h"
#include "engine/error.h"
#include "engine/pg/hstore.h"
#include "engine/pg/quoting.h"
#include "engine/schema/extension.h"

#include <QBuffer>
#include <QJsonDocument>
#include <QSet>

#include <map>

using namespace LizSync;

namespace
{
  void require( bool kept, const char *promise )
  {
    if ( !kept )
      throw Fuzz::Violation( promise );
  }

  //! With what comes after a NUL, which fromUtf8( QByteArray ) leaves out.
  QString textOf( const QByteArray &input )
  {
    return QString::fromUtf8( input.constData(), input.size() );
  }

  void checkManifest( const Manifest &manifest )
  {
    const QSet<QString> known { Manifest::sSchemasDump, Manifest::sTablesDump, Manifest::sViewsDump, Manifest::sNeeds, Manifest::sPostDeploySql };
    const QMap<QString, ZipMember> members = manifest.members();
    for ( const ZipMember &member : members )
      require( known.contains( member.name ) && member.size >= 0 && member.sha256.size() == 64, "a member is known, and has a size and a checksum" );
    for ( const QString &table : manifest.tableNames() + manifest.selectedTables() + manifest.dumpedTables() + manifest.copiedTables() )
    {
      const std::optional<Pg::TableName> name = Pg::TableName::parse( table );
      require( name && name->quoted() == table, "a table's name is quoted" );
    }
    const QStringList schemas = manifest.schemas();
    for ( const QString &schema : schemas )
      require( !schema.isEmpty() && schema != QLatin1String( "public" ), "a schema is one that is synchronised" );
    require( manifest.rows() >= 0 && manifest.tableCount() == manifest.tableNames().size(), "rows and tables are counted" );
    require( !manifest.serverName().contains( '\n' ), "a name is one line" );
    require( Manifest::parse( manifest.toJson(), QStringLiteral( "again" ) ).toJson() == manifest.toJson(), "what was read can be written and read again" );
  }

  void fuzzManifest( const QByteArray &input )
  {
    try
    {
      checkNeeds( input, QStringLiteral( "a.zip" ) );
      return;
    }
    catch ( const Error & )
    {
      // Then it may be a manifest.
    }
    checkManifest( Manifest::parse( input, QStringLiteral( "a.zip" ) ) );
  }

  void fuzzZip( const QByteArray &input )
  {
    constexpr qint64 sMaxSize = 1024 * 1024;
    auto buffer = std::make_unique<QBuffer>();
    buffer->setData( input );
    buffer->open( QIODevice::ReadOnly );
    const ZipReader reader( std::move( buffer ), QStringLiteral( "a.zip" ) );
    QSet<QString> names;
    const QStringList members = reader.memberNames();
    for ( const QString &name : members )
    {
      require( !names.contains( name ) && !name.isEmpty() && !name.contains( '/' ) && !name.contains( '\\' ) && !name.startsWith( '.' ), "a member is a file of its own" );
      names << name;
      try
      {
        const QByteArray content = reader.read( name, sMaxSize );
        require( content.size() == reader.memberSize( name ), "a member is as large as the list says" );
      }
      catch ( const Error & )
      {
        // Another one may be whole.
      }
    }
    checkManifest( Manifest::read( reader, QStringLiteral( "a.zip" ) ) );
  }

  void fuzzHstore( const QByteArray &input )
  {
    const QJsonObject pairs = Pg::parseHstore( textOf( input ) );
    const auto quoted = []( QString text )
    { return '"' + text.replace( '\\', QLatin1String( "\\\\" ) ).replace( '"', QLatin1String( "\\\"" ) ) + '"'; };
    QStringList texts;
    for ( auto it = pairs.constBegin(); it != pairs.constEnd(); ++it )
      texts << quoted( it.key() ) + QLatin1String( "=>" ) + ( it.value().isNull() ? QStringLiteral( "NULL" ) : quoted( it.value().toString() ) );
    require( Pg::parseHstore( texts.join( QLatin1String( ", " ) ) ) == pairs, "what was read can be written and read again" );
  }

  void fuzzConninfo( const QByteArray &input )
  {
    const QString text = textOf( input );
    const QMap<QString, QString> keywords = Pg::parseConninfo( text );
    require( Pg::parseConninfo( Pg::buildConninfo( keywords ) ) == keywords, "what was read can be written and read again" );
  }

  //! TRUE where \a text is one token between two quotes, with nothing behind it.
  bool isOneToken( const QString &text, QChar quote, bool backslash )
  {
    int position = text.indexOf( quote ) + 1;
    for ( ; position < text.size(); ++position )
    {
      if ( backslash && text.at( position ) == '\\' )
        ++position;
      else if ( text.at( position ) == quote && ( position + 1 >= text.size() || text.at( ++position ) != quote ) )
        break;
    }
    return position == text.size() - 1;
  }

  void fuzzNames( const QByteArray &input )
  {
    const QString text = textOf( input );
    if ( const std::optional<Pg::TableName> name = Pg::TableName::parse( text ) )
      require( name->quoted() == text, "a name that was read is written as it was" );

    require( isOneToken( Pg::quotedIdentifier( text ), '"', false ), "an identifier is one token" );
    const QString literal = Pg::quotedLiteral( text );
    require( isOneToken( literal, '\'', literal.startsWith( 'E' ) ), "a literal is one token" );
    const QString array = Pg::arrayLiteral( { text } );
    require( array.startsWith( QLatin1String( "{\"" ) ) && array.endsWith( QLatin1String( "\"}" ) ) && isOneToken( array.mid( 1, array.size() - 2 ), '"', true ), "an array has one element" );

    const int half = text.size() / 2;
    const Pg::TableName made { text.left( half ), text.mid( half ) };
    const std::optional<Pg::TableName> read = Pg::TableName::parse( made.quoted() );
    if ( made.schema.isEmpty() || made.table.isEmpty() || text.contains( QChar::Null ) )
      require( !read, "no name of a table is empty or holds what no name can" );
    else
      require( read && *read == made, "a name that was written is read as it was" );
  }

  void fuzzStatements( const QByteArray &input )
  {
    const QString text = textOf( input );
    const QString found = transactionStatement( text );
    require( found.isEmpty() || text.toUpper().contains( found.section( ' ', 0, 0 ) ), "what is found is in the text" );
    const QString commit = QStringLiteral( "COMMIT" );
    require( transactionStatement( commit + ';' + text ) == commit, "the first statement is the one that is told" );
    for ( const QString &quoted : { dollarQuoted( text ), Pg::quotedLiteral( text ), Pg::quotedIdentifier( text ) } )
    {
      require( transactionStatement( QStringLiteral( "SELECT " ) + quoted ).isEmpty(), "what is quoted is no statement" );
      require( transactionStatement( QStringLiteral( "SELECT " ) + quoted + ';' + commit ) == commit, "what comes after it is one" );
    }
  }

  const std::map<QString, void ( * )( const QByteArray & )> sTargets {
    { QStringLiteral( "conninfo" ), fuzzConninfo },
    { QStringLiteral( "hstore" ), fuzzHstore },
    { QStringLiteral( "manifest" ), fuzzManifest },
    { QStringLiteral( "names" ), fuzzNames },
    { QStringLiteral( "statements" ), fuzzStatements },
    { QStringLiteral( "zip" ), fuzzZip },
  };
} // namespace

QStringList Fuzz::targets()
{
  QStringList names;
  for ( const auto &target : sTargets )
    names << target.first;
  return names;
}

void Fuzz::run( const QString &target, const QByteArray &input )
{
  try
  {
    sTargets.at( target )( input );
  }
  catch ( const Error &error )
  {
    require( !error.message().isEmpty() && !error.message().contains( '\n' ), "what is refused is told in one line" );
  }
}
