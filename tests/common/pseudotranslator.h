/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#pragma once

#include <QCoreApplication>
#include <QTranslator>

namespace LizSync
{

  //! A language in which every sentence is another one: whatever was to be a name for the database fails at once.
  class PseudoTranslator : public QTranslator
  {
    public:
      PseudoTranslator() { QCoreApplication::installTranslator( this ); }
      ~PseudoTranslator() override { QCoreApplication::removeTranslator( this ); }

      bool isEmpty() const override { return false; }
      QString translate( const char *, const char *sourceText, const char *, int ) const override { return QStringLiteral( "«%1»" ).arg( QString::fromUtf8( sourceText ) ); }
  };

} // namespace LizSync
