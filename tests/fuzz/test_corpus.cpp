/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// Every parser with every input of the corpus: what the fuzzer found interesting, and what it found wrong once.
#include "tests/fuzz/parsers.h"

#include <QDir>
#include <QFile>
#include <QtTest>

using namespace LizSync;

class TestCorpus : public QObject
{
    Q_OBJECT

  private slots:
    void parser_data()
    {
      QTest::addColumn<QString>( "target" );
      QTest::addColumn<QString>( "path" );
      const QStringList targets = Fuzz::targets();
      for ( const QString &target : targets )
      {
        const QDir folder( QStringLiteral( LIZSYNC_FUZZ_CORPUS "/" ) + target );
        const QStringList names = folder.entryList( QDir::Files );
        QVERIFY2( !names.isEmpty(), qUtf8Printable( folder.path() ) );
        for ( const QString &name : names )
          QTest::newRow( qUtf8Printable( target + '/' + name ) ) << target << folder.filePath( name );
      }
    }

    void parser()
    {
      QFETCH( QString, target );
      QFETCH( QString, path );
      QFile file( path );
      QVERIFY( file.open( QIODevice::ReadOnly ) );
      const QByteArray whole = file.readAll();
      // And whatever comes of an input that is cut short, or has a byte changed.
      QByteArray changed = whole;
      try
      {
        Fuzz::run( target, whole );
        for ( int size = 0; size < std::min( whole.size(), 2000 ); ++size )
          Fuzz::run( target, whole.left( size ) );
        for ( int i = 0; i < std::min( whole.size(), 2000 ); ++i )
        {
          changed[i] = static_cast<char>( ~whole.at( i ) );
          Fuzz::run( target, changed );
          changed[i] = whole.at( i );
        }
      }
      catch ( const Fuzz::Violation &violation )
      {
        QFAIL( violation.what() );
      }
    }
};

QTEST_GUILESS_MAIN( TestCorpus )
#include "test_corpus.moc"
