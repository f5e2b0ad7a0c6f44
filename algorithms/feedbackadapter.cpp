/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/feedbackadapter.h"

#include <QCoreApplication>
#include <QThread>

#include <qgsprocessingfeedback.h>

namespace LizSync
{

  FeedbackAdapter::FeedbackAdapter( QgsProcessingFeedback *feedback, std::function<QString( const QString & )> words )
    : mFeedback( feedback )
    , mWords( std::move( words ) )
  {
    mSinceEvents.start();
  }

  bool FeedbackAdapter::isCanceled() const
  {
    letSignalsIn();
    return mFeedback && mFeedback->isCanceled();
  }

  void FeedbackAdapter::setProgress( double percent )
  {
    if ( mFeedback )
      mFeedback->setProgress( percent );
  }

  void FeedbackAdapter::info( const QString &message )
  {
    if ( mFeedback )
      mFeedback->pushInfo( inWords( message ) );
  }

  void FeedbackAdapter::warning( const QString &message )
  {
    const QString words = inWords( message );
    mWarnings << words;
    if ( mFeedback )
      mFeedback->pushWarning( words );
  }

  void FeedbackAdapter::letSignalsIn() const
  {
    // qgis_process hears Ctrl+C through the event loop of the very thread that runs the algorithm.
    constexpr int INTERVAL_MS = 300;
    if ( !qApp || QThread::currentThread() != qApp->thread() || mSinceEvents.elapsed() < INTERVAL_MS )
      return;
    QCoreApplication::processEvents( QEventLoop::ExcludeUserInputEvents );
    mSinceEvents.restart();
  }

} // namespace LizSync
