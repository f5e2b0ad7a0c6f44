/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QMap>
#include <QString>
#include <QStringList>

#include <optional>

namespace LizSync
{
  namespace Pg
  {

    //! A schema-qualified table name, unquoted.
    struct TableName
    {
        QString schema;
        QString table;

        //! "schema"."table", each quoted, as lizsync.synchronized_tables holds it.
        QString quoted() const;
        //! The reverse; nothing where \a quoted is no such name, with both parts quoted.
        static std::optional<TableName> parse( const QString &quoted );
        bool operator==( const TableName &other ) const { return schema == other.schema && table == other.table; }
    };

    //! "name" with inner double quotes doubled.
    QString quotedIdentifier( const QString &name );

    //! 'value' with inner quotes doubled, as an E'' literal where it holds a backslash.
    QString quotedLiteral( const QString &value );

    //! A text[] literal ({"a","b"}) for a bound parameter.
    QString arrayLiteral( const QStringList &values );

    //! TRUE for something libpq takes as it is: a postgresql:// or postgres:// URI, or keyword=value pairs.
    bool isConninfo( const QString &text );

    /**
     * Splits a URI or a conninfo string in its keywords (host, port, dbname, user, password, service, sslmode…).
     * \throws LizSync::Error with libpq's reason where it cannot be parsed; no piece of the text is part of it, as that may be
     * one of the password.
     */
    QMap<QString, QString> parseConninfo( const QString &conninfo );

    //! What a message may show of a text that is no connection string, but may have been meant as one: nothing that may be a password.
    QString withoutPassword( const QString &text );

    //! The reverse of parseConninfo(): keyword='value' pairs, quoted as libpq wants it.
    QString buildConninfo( const QMap<QString, QString> &keywords );

  } // namespace Pg
} // namespace LizSync
