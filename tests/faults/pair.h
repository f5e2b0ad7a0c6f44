/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/pg/error.h"
#include "tests/common/testdatabase.h"
#include "tests/scenarios/network.h"

#include <QStringList>

namespace LizSync
{

  //! What a sync said to its user.
  class Listener : public Feedback
  {
    public:
      void info( const QString &message ) override { infos << message; }
      void warning( const QString &message ) override { warnings << message; }

      QStringList infos;
      QStringList warnings;
  };

  //! One sync of any central and clone by the tested carrier.
  Counts syncPair( TestDatabase &central, TestDatabase &clone );
  Counts syncPair( TestDatabase &central, TestDatabase &clone, Carrier carrier, Feedback &feedback );

  //! What a refused sync said; empty where it was not refused. Either way \a sqlState is set: empty where the error had none.
  QString refusal( TestDatabase &central, TestDatabase &clone, QString *sqlState = nullptr );

  //! Tells the clone's postgres_fdw where central is now.
  void pointTo( TestDatabase &clone, TestDatabase &central );

  //! Where the tables of schema s differ, in words; empty where they are equal.
  QString difference( TestDatabase &one, TestDatabase &other );

  //! Central and one clone "a", each in a cluster of its own, by package and deploy; as in Network where there is no pg_dump for central.
  class Pair
  {
    public:
      Pair( const QString &tables, const QString &centralCluster, const QString &cloneCluster );

    private:
      std::unique_ptr<Network> mNetwork;
      std::unique_ptr<TestDatabase> mCentral;
      std::unique_ptr<TestDatabase> mClone;

    public:
      TestDatabase &central;
      TestDatabase &clone;
  };

} // namespace LizSync
