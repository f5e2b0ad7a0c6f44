/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QByteArray>
#include <QList>

namespace LizSync
{

  //! A member of a zip as nobody's program would write it.
  struct RawMember
  {
      QByteArray name;
      QByteArray content;
      bool deflated = false;
      quint16 flags = 0;
      quint32 attributes = 0;
      QByteArray localName;  //!< The name in front of the data; empty: the same.
      qint64 declared = -1;  //!< The size that the list tells; -1: the true one.
      qint64 hole = 0;       //!< So many zeros come after the content, which are not written.
      int sharesDataOf = -1; //!< The index of an earlier member whose bytes are this one's too.
  };

  //! The bytes of a zip; with \a zip64 its numbers are in the 64-bit records.
  QByteArray rawZip( const QList<RawMember> &members, bool zip64 = false );

  //! Writes the same to a file, holes as holes.
  void writeRawZip( const QString &path, const QList<RawMember> &members, bool zip64 = false );

} // namespace LizSync
