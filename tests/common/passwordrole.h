/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "tests/common/testdatabase.h"

namespace LizSync
{

  /**
   * A role that has to give its password, though the test cluster trusts everybody else: while it lives, the cluster's
   * pg_hba.conf has two rules more.
   */
  class PasswordRole
  {
    public:
      //! \a database is any of the cluster, \a options such as "SUPERUSER".
      PasswordRole( TestDatabase &database, const QString &name, const QString &password, const QString &options = QString() );
      ~PasswordRole();
      PasswordRole( const PasswordRole & ) = delete;
      PasswordRole &operator=( const PasswordRole & ) = delete;

    private:
      void setRules( const QString &text );

      TestDatabase &mDatabase;
      QString mName;
      QString mRules;
  };

} // namespace LizSync
