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

#include <functional>

class QgsProcessingFeedback;

namespace LizSync
{

  /**
   * Hands what the engine tells to a QgsProcessingFeedback, and the user's cancel to the engine.
   */
  class FeedbackAdapter : public Feedback
  {
    public:
      //! \a words: what to make of a sentence of the engine for this user.
      explicit FeedbackAdapter( QgsProcessingFeedback *feedback, std::function<QString( const QString & )> words = {} );

      bool isCanceled() const override;
      void setProgress( double percent ) override;
      void info( const QString &message ) override;
      void warning( const QString &message ) override;

      //! All warnings so far, for a report.
      QStringList warnings() const { return mWarnings; }

    private:
      void letSignalsIn() const;

      QString inWords( const QString &message ) const { return mWords ? mWords( message ) : message; }

      QgsProcessingFeedback *mFeedback = nullptr;
      std::function<QString( const QString & )> mWords;
      QStringList mWarnings;
      mutable QElapsedTimer mSinceEvents;
  };

} // namespace LizSync
