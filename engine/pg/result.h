/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QJsonObject>
#include <QString>

#include <memory>

struct pg_result;

namespace LizSync
{
  namespace Pg
  {

    //! The rows of one statement, as text. Cheap to move; owns its PGresult.
    class Result
    {
      public:
        explicit Result( pg_result *result );

        int rowCount() const;
        int columnCount() const;
        QString columnName( int column ) const;
        bool isNull( int row, int column ) const;
        //! Text of the value; empty where NULL.
        QString value( int row, int column ) const;
        //! By column name. \throws LizSync::Error where there is no such column.
        QString value( int row, const QString &column ) const;
        //! The value parsed as a JSON object.
        QJsonObject json( int row, int column ) const;
        //! Rows changed by an INSERT, UPDATE, DELETE, COPY.
        qint64 affectedRows() const;

      private:
        struct Deleter
        {
            void operator()( pg_result *result ) const;
        };
        std::unique_ptr<pg_result, Deleter> mResult;
    };

  } // namespace Pg
} // namespace LizSync
