/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/archive/sha256.h"

#include "engine/error.h"
#include "engine/text.h"

#include <openssl/evp.h>

using namespace LizSync;

Sha256::Sha256()
  : mContext( EVP_MD_CTX_new(), EVP_MD_CTX_free )
{
  reset();
}

Sha256::~Sha256() = default;

void Sha256::reset()
{
  if ( !mContext || EVP_DigestInit_ex( mContext.get(), EVP_sha256(), nullptr ) != 1 )
    throw Error( Text::tr( "The checksum of the archive could not be computed: there is not enough memory, or OpenSSL does not offer SHA-256." ) );
}

void Sha256::add( const char *data, int size )
{
  EVP_DigestUpdate( mContext.get(), data, static_cast<size_t>( size ) );
}

QByteArray Sha256::result()
{
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  EVP_DigestFinal_ex( mContext.get(), digest, &size );
  return QByteArray( reinterpret_cast<const char *>( digest ), static_cast<int>( size ) ).toHex();
}
