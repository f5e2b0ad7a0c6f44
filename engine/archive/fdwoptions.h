/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QJsonObject>
#include <QMap>
#include <QString>

namespace LizSync
{

  //! A connection as postgres_fdw wants it: CREATE SERVER's options apart from CREATE USER MAPPING's.
  struct FdwOptions
  {
      QJsonObject server;
      QJsonObject mapping;
  };

  /**
   * Divides libpq's keywords among the two; those that belong to this program and not to the database it reaches
   * (application_name, client_encoding, passfile…) are left out.
   */
  FdwOptions fdwOptions( const QMap<QString, QString> &keywords );

  //! TRUE where one of libpq's keywords is a secret: the password, or that of a client key.
  bool hasSecrets( const QMap<QString, QString> &keywords );
  //! Takes the secrets out; TRUE where there was one.
  bool removeSecrets( QMap<QString, QString> &keywords );

} // namespace LizSync
