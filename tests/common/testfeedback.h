/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"

#include <QStringList>

#include <functional>

namespace LizSync
{

  //! Records what an operation tells, and cancels it where a test wants that.
  class TestFeedback : public Feedback
  {
    public:
      bool isCanceled() const override { return cancelWhen && cancelWhen(); }
      void setProgress( double percent ) override
      {
        progress << percent;
        if ( onProgress )
          onProgress( percent );
      }
      void info( const QString &message ) override { infos << message; }
      void warning( const QString &message ) override { warnings << message; }

      std::function<bool()> cancelWhen;
      std::function<void( double )> onProgress;
      QStringList infos;
      QStringList warnings;
      QList<double> progress;
  };

} // namespace LizSync
