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
      //! Makes central with \a tables (DDL and data of schema s), prepares it, and deploys clones named a, b, … of it.
      explicit Network( const QString &tables, int clones = 2 );

      TestDatabase &central() { return *mCentral; }
      //! Clone "a", "b", …
      TestDatabase &clone( const QString &name ) { return *mClones.at( name ); }
      QString cloneId( const QString &name );

      //! Packages central as it is now and deploys it as a further clone.
      void addClone( const QString &name );

      //! Synchronises a clone by the tested carrier.
      Counts sync( const QString &name );
      Counts sync( const QString &name, Carrier carrier );

      //! Synchronises every clone until nothing moves any more; at most some rounds.
      void syncAll();

      //! Where the databases differ, in words; empty where all are equal.
      QString differences();

      //! lizsync.conflicts of central by id: kind, column, central's and the clone's value, rejected side, resolved.
      QString conflicts();

    private:
      std::unique_ptr<TestDatabase> mCentral;
      std::map<QString, std::unique_ptr<TestDatabase>> mClones;
  };

} // namespace LizSync
