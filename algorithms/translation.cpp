/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "algorithms/translation.h"
#include "algorithms/resources.h"

#include <QCoreApplication>
#include <QLocale>

#include <qgsapplication.h>

using namespace LizSync;

Translation::Translation()
  : Translation( QgsApplication::locale() )
{}

Translation::Translation( const QString &locale )
{
  initResources();
  if ( mTranslator.load( QLocale( locale ), QStringLiteral( "lizsync" ), QStringLiteral( "_" ), QStringLiteral( ":/lizsync/i18n" ) ) )
    mInstalled = QCoreApplication::installTranslator( &mTranslator );
}

Translation::~Translation()
{
  if ( mInstalled && QCoreApplication::instance() )
    QCoreApplication::removeTranslator( &mTranslator );
}
