/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// libFuzzer's entry point; LIZSYNC_FUZZ_TARGET is the name of the parser.
#include "tests/fuzz/parsers.h"

#include <cstddef>
#include <cstdint>

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size );

extern "C" int LLVMFuzzerTestOneInput( const std::uint8_t *data, std::size_t size )
{
  static const QString sTarget = QStringLiteral( LIZSYNC_FUZZ_TARGET );
  LizSync::Fuzz::run( sTarget, QByteArray( reinterpret_cast<const char *>( data ), static_cast<int>( size ) ) );
  return 0;
}
