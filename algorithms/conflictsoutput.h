/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "algorithms/featureoutput.h"

#include "engine/fleet/conflicts.h"

namespace LizSync
{

  /**
   * The layer OUTPUT of lizsync:conflicts: one feature a conflict, both values side by side.
   */
  class ConflictsOutput : public FeatureOutput
  {
    public:
      //! \a value is the parameter as the user gave it.
      ConflictsOutput( const QVariant &value, SinkFactory factory );

      void add( const Conflict &conflict );

      static QgsFields fields();

      //! What became of a conflict: "unresolved", "restored", or "resolved".
      static QString state( const Conflict &conflict );
  };

} // namespace LizSync
