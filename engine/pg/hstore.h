/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QJsonObject>
#include <QString>

namespace LizSync
{
  namespace Pg
  {

    /**
     * The pairs of an hstore's text ("a"=>"1", "b"=>NULL) as a JSON object of key to text, or to null.
     * \throws LizSync::Error where the text is no hstore's.
     */
    QJsonObject parseHstore( const QString &text );

  } // namespace Pg
} // namespace LizSync
