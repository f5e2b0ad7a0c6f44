/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QByteArray>

#include <memory>

struct evp_md_ctx_st;

namespace LizSync
{

  //! SHA-256 of what is streamed through it: by OpenSSL, which has the processor do it. (Qt's takes longer than reading the file.)
  class Sha256
  {
    public:
      Sha256();
      ~Sha256();
      Sha256( const Sha256 & ) = delete;
      Sha256 &operator=( const Sha256 & ) = delete;

      //! Begins anew.
      void reset();
      void add( const char *data, int size );
      //! Hexadecimal, of all that was added since the beginning; reset() comes next.
      QByteArray result();

    private:
      std::unique_ptr<evp_md_ctx_st, void ( * )( evp_md_ctx_st * )> mContext;
  };

} // namespace LizSync
