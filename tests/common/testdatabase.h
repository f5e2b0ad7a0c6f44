/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/pg/connection.h"

#include <QMap>
#include <QString>

#include <memory>

namespace LizSync
{

  /**
   * Conninfo of a superuser on the test cluster's maintenance database (LIZSYNC_TEST_CONNINFO).
   * \throws LizSync::Error that says to run tools/test where it is not set.
   */
  QString clusterConninfo();

  //! The same of the cluster that clones are in: another one, of another PostgreSQL version, where LIZSYNC_TEST_CLONE_CONNINFO names it (tools/test --matrix).
  QString cloneClusterConninfo();

  //! TRUE where LIZSYNC_TEST_CONNINFO is set; otherwise prints what to do. For initTestCase().
  bool requireCluster();

  //! conninfo with some keywords replaced.
  QString withKeywords( const QString &conninfo, const QMap<QString, QString> &keywords );

  //! Ends the backends for which \a condition holds in pg_stat_activity, but this one, and waits until they are gone; how many there were.
  int terminateBackends( Pg::Connection &connection, const QString &condition );

  /**
   * A throwaway database with a unique name, dropped at the end, whoever is still connected to it.
   * Kept (and its name printed) where LIZSYNC_TEST_KEEP is set.
   */
  class TestDatabase
  {
    public:
      /**
       * \a name is a part of the database's name, for whoever looks at a kept one; \a templateName the database to copy;
       * \a cluster another cluster than the tests' own, as clusterConninfo().
       */
      explicit TestDatabase( const QString &name = QStringLiteral( "test" ), const QString &templateName = QStringLiteral( "template0" ), const QString &cluster = clusterConninfo() );
      //! A copy of \a original, in its cluster.
      TestDatabase( const QString &name, TestDatabase &original );
      ~TestDatabase();
      TestDatabase( const TestDatabase & ) = delete;
      TestDatabase &operator=( const TestDatabase & ) = delete;

      QString name() const { return mName; }
      QString conninfo() const { return mConninfo; }

      //! Runs a script in a transaction of its own, on a connection that stays open until disconnect().
      void exec( const QString &sql );
      //! First column of the first row; an empty text for NULL and for no row.
      QString value( const QString &sql );
      //! Rows as lines, columns separated by "|", NULL as "∅".
      QString rows( const QString &sql );

      //! Ends other sessions of the whole cluster, as the function above.
      int terminateBackends( const QString &condition ) { return LizSync::terminateBackends( connection(), condition ); }

      //! Closes exec()'s connection, so that the database can be a template or be renamed.
      void disconnect() { mConnection.reset(); }

    private:
      Pg::Connection &connection();

      QString mCluster;
      QString mName;
      QString mConninfo;
      std::unique_ptr<Pg::Connection> mConnection;
  };

} // namespace LizSync
