/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
#include "engine/text.h"

#include <QtTest>

using namespace LizSync;

//! Sentences that are put together.
class TestText : public QObject
{
    Q_OBJECT

  private slots:
    void ratesAreForLongWork()
    {
      QCOMPARE( Text::rows( 7, 0.4 ), QStringLiteral( "7 rows" ) );
      QCOMPARE( Text::rows( 1, 0.99 ), QStringLiteral( "1 row" ) );
      QCOMPARE( Text::rows( 5000, 2.5 ), QStringLiteral( "5000 rows in 2.5 s, 2000 a second" ) );
      QCOMPARE( Text::rows( 1, 4 ), QStringLiteral( "1 row in 4.0 s, 0 a second" ) );
      QCOMPARE( Text::rows( 0, 4 ), QStringLiteral( "0 rows" ) );
    }
};

QTEST_GUILESS_MAIN( TestText )
#include "test_text.moc"
