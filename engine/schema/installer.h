/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"
#include "engine/pg/connection.h"

namespace LizSync
{

  //! Version of this library, such as "1.0.0"; the database's is lizsync.version().
  QString libraryVersion();

  struct InstallResult
  {
      QString versionBefore; //!< Empty where LizSync was not installed.
      QString version;
      QString serverId;
  };

  //! One piece of what installs LizSync.
  struct SchemaStep
  {
      QString origin; //!< File below sql/, or in words what the step does: for messages and the log.
      QString sql;
  };

  /**
   * What has to be run, in this order and in one transaction, to bring a database to this library's version: a lock,
   * extension hstore where it is missing, the migrations that are missing, each once, then every re-runnable object.
   * With \a adoptOlderPlugin, what takes over an installation of the older plugin is around them, where there is one.
   *
   * \throws LizSync::Error where the database cannot have LizSync: a server that is too old, a LizSync that is newer
   * than the library, an older plugin's that is not to be adopted, schemas of the same names that belong to something else.
   */
  QList<SchemaStep> schemaSteps( Pg::Transaction &transaction, bool adoptOlderPlugin = false );

  //! The same as one SQL script: one round trip, however far away the server is.
  QString schemaScript( Pg::Transaction &transaction );

  //! Version of the LizSync that is installed in a database; empty where there is none.
  QString installedVersion( Pg::Transaction &transaction );

  //! Takes the lock under which everything is installed, upgraded or uninstalled, until the end of the transaction.
  void lockSchema( Pg::Transaction &transaction );

  /**
   * Brings schemas audit and lizsync of a database to this library's version within the given transaction: the
   * migrations that are missing, each once, then every re-runnable object. Takes an advisory lock first, so that
   * twenty installs at once are safe.
   *
   * \throws LizSync::Error where the database is newer than the library, or hstore is missing and cannot be created.
   */
  InstallResult applySchema( Pg::Transaction &transaction, Feedback &feedback, bool adoptOlderPlugin = false );

  /**
   * lizsync:install. With \a overwrite, LizSync's schemas (log, history, registered clones) are dropped first and the
   * database gets a new server id; data tables keep their rows and uid columns. Refused on a clone with unsent edits.
   */
  InstallResult install( const QString &conninfo, bool overwrite, Feedback &feedback );

  /**
   * Makes sure that LizSync of exactly this version, with all its migrations, is installed.
   * \throws LizSync::Error that says to run install or upgrade (naming \a role, such as "central"), or to get a newer plugin.
   */
  void requireInstalled( Pg::Transaction &transaction, const QString &role );

} // namespace LizSync
