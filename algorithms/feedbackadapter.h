/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include "engine/feedback.h"

#include <QElapsedTimer>
#include <QStringList>

class QgsProcessingFeedback;

namespace LizSync
{

  /**
   * Hands what the engine tells to a QgsProcessingFeedback, and the user's cancel to the engine.
   */
  class FeedbackAdapter : public Feedback
  {
    public:
      explicit FeedbackAdapter( QgsProcessingFeedback *feedback );

      bool isCanceled() const override;
      void setProgress( double percent ) override;
      void info( const QString &message ) override;
      void warning( const QString &message ) override;

      //! All warnings so far, for a report.
      QStringList warnings() const { return mWarnings; }

    private:
      void letSignalsIn() const;

      QgsProcessingFeedback *mFeedback = nullptr;
      QStringList mWarnings;
      mutable QElapsedTimer mSinceEvents;
  };

} // namespace LizSync
