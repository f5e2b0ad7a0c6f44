/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "tests/faults/pair.h"

#include <QList>
#include <QString>

namespace LizSync
{

  //! A phase of a sync: something that can be made to happen in the middle of it, in one of the databases.
  struct Phase
  {
      QString name;
      bool inCentral = true;
      //! The trigger that fires then; empty for apply, where the clone's triggers are off and a constraint is checked.
      QString trigger;
  };

  //! The phases of docs/protocol.md, in their order.
  QList<Phase> phases();
  Phase phase( const QString &name );

  //! While it lives, SQL runs in the middle of a phase of every sync, in the backend that works for it.
  class Hook
  {
    public:
      //! \a action: statements of plpgsql.
      Hook( TestDatabase &central, TestDatabase &clone, const Phase &phase, const QString &action );
      ~Hook();
      Hook( const Hook & ) = delete;
      Hook &operator=( const Hook & ) = delete;

    private:
      TestDatabase &mHooked;
  };

  //! Five trees in schema s.
  QString trees();

  //! Three edits in the clone (insert, update, delete), and three of other rows in central.
  void editBoth( TestDatabase &central, TestDatabase &clone );

  //! Everything that a sync would change, as text.
  QString stateOf( TestDatabase &database );

  /**
   * Synchronises after a failure, by the tested carrier: in words what is wrong then, empty where all that editBoth() did is in both
   * databases once, and nothing is left to do. \a replyLost: central had committed.
   */
  QString nextSyncProblem( TestDatabase &central, TestDatabase &clone, bool replyLost = false );

  //! Waits until nobody else is connected to the database.
  bool isLeftAlone( TestDatabase &database );

} // namespace LizSync
