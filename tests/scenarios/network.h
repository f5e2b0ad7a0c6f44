/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/sync/synchronize.h"
#include "tests/common/testdatabase.h"

#include <QString>
#include <QStringList>

#include <map>
#include <memory>

namespace LizSync
{

  //! What a sync answered, whichever carrier did it.
  struct Counts
  {
      qint64 toCentral = 0;
      qint64 toClone = 0;
      qint64 conflicts = 0;
      qint64 unresolved = 0;

      //! "to central/to clone/conflicts/unresolved", for one comparison that shows all.
      QString text() const;
  };

  enum class Carrier
  {
    Engine, //!< LizSync::synchronize() over two connections.
    Sql,    //!< SELECT * FROM lizsync.synchronize() in the clone.
  };

  //! The carrier that this run of a test executable tests: environment variable LIZSYNC_TEST_CARRIER, engine or sql.
  Carrier testedCarrier();

  /**
   * A central database and its clones: the given of a scenario. The tables of schema "s" are synchronised.
   */
  class Network
  {
    public:
      /**
       * Makes central with \a tables (DDL and data of schema s), prepares it, and deploys clones named a, b, … of it. The clusters are
       * those of clusterConninfo() and cloneClusterConninfo() where none is named.
       */
      explicit Network( const QString &tables, int clones = 2, const QString &centralCluster = clusterConninfo(), const QString &cloneCluster = cloneClusterConninfo() );

      //! The same on the tests' own cluster, central being a copy of \a installed, a database with any version of LizSync.
      Network( const QString &tables, int clones, const TestDatabase &installed );

      TestDatabase &central() { return *mCentral; }
      //! Clone "a", "b", …
      TestDatabase &clone( const QString &name ) { return *mClones.at( name ); }
      QStringList cloneNames() const;
      QString cloneId( const QString &name );

      //! Packages central as it is now and deploys it as a further clone.
      void addClone( const QString &name );

      //! Closes the connections to all databases, after which their servers may be restarted.
      void disconnect();

      //! Synchronises a clone by the tested carrier.
      Counts sync( const QString &name );
      Counts sync( const QString &name, Carrier carrier );
      //! Synchronises a clone by the tested carrier, as \a role of central (and, where it is named, as \a owner of the clone); messages go to \a feedback.
      Counts syncAs( const QString &role, const QString &name, Feedback &feedback, const QString &owner = QString() );

      //! Synchronises every clone until nothing moves any more; at most some rounds.
      void syncAll();

      //! Where the databases differ, in words; empty where all are equal.
      QString differences();

      //! lizsync.conflicts of central by id: kind, column, central's and the clone's value, rejected side, resolved.
      QString conflicts();

    private:
      //! What the constructors have in common.
      void begin( const QString &tables, int clones );
      //! A database in the clones' cluster that a clone can be a copy of: central itself, or what was brought from another cluster.
      TestDatabase &image();

      QString mTables;
      QString mCloneCluster;
      std::unique_ptr<TestDatabase> mCentral;
      std::unique_ptr<TestDatabase> mImage;
      std::map<QString, std::unique_ptr<TestDatabase>> mClones;
  };

} // namespace LizSync
