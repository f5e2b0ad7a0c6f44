/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QString>

namespace LizSync
{

  /**
   * What a long operation tells, and asks, whoever started it.
   *
   * The engine knows nothing of QGIS: algorithms adapt QgsProcessingFeedback to this, tests record it.
   * All methods are called from the thread that runs the operation.
   */
  class Feedback
  {
    public:
      virtual ~Feedback() = default;

      //! TRUE as soon as the user wants the operation to stop; the engine then throws CanceledError and rolls back.
      virtual bool isCanceled() const { return false; }

      //! Work really done so far, in percent (0 to 100).
      virtual void setProgress( double /*percent*/ ) {}

      //! One line that a person who never heard of SQL understands.
      virtual void info( const QString & /*message*/ ) {}

      //! Something the user should look at, though the operation goes on.
      virtual void warning( const QString & /*message*/ ) {}
  };

} // namespace LizSync
