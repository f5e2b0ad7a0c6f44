/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "algorithms/featureoutput.h"

#include "engine/sync/synchronize.h"

namespace LizSync
{

  /**
   * The layer CHANGES of lizsync:synchronize: one feature a change.
   */
  class ChangesOutput : public FeatureOutput
  {
    public:
      //! \a value is the parameter as the user gave it.
      ChangesOutput( const QVariant &value, SinkFactory factory );

      void add( const SyncChange &change );

      static QgsFields fields();
  };

} // namespace LizSync
