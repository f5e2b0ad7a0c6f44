/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// Loaded into programs that are not sanitized themselves, beside the sanitizer, and before every other library has its turn. Otherwise
// the sanitizer is made ready by the first allocation, which may be in the middle of another library's bindtextdomain(): it asks for
// messages itself, leaves the C library's lock of them in disorder, and the next bindtextdomain() (libpq's) waits for ever.
#include <cstdlib>

namespace
{
  __attribute__( ( constructor ) ) void first()
  {
    void *volatile memory = std::malloc( 1 );
    std::free( memory );
  }
} // namespace
