/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QByteArray>
#include <QStringList>

#include <stdexcept>

namespace LizSync
{

  /**
   * Each parser of ours, fed with anything: it refuses with LizSync::Error or takes it, and what it took has to be what it
   * promises. The same for libFuzzer (tools/fuzz) and for the test that plays the corpus again.
   */
  namespace Fuzz
  {

    //! What was promised, and is not so.
    class Violation : public std::logic_error
    {
      public:
        using std::logic_error::logic_error;
    };

    //! Names of the targets, which are those of the folders in tests/fuzz/corpus.
    QStringList targets();

    //! \throws Violation
    void run( const QString &target, const QByteArray &input );

  } // namespace Fuzz
} // namespace LizSync
