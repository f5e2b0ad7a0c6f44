/***************************************************************************
 *   This program is free software; you can redistribute it and/or modify  *
 *   it under the terms of the GNU General Public License as published by  *
 *   the Free Software Foundation; either version 2 of the License, or     *
 *   (at your option) any later version.                                   *
 ***************************************************************************/
// Zips as they come from somebody who means harm.
#include "engine/archive/zipreader.h"
#include "engine/error.h"
#include "tests/common/rawzip.h"
#include "tests/common/testfeedback.h"

#include <QBuffer>
#include <QFile>
#include <QTemporaryDir>
#include <QtEndian>
#include <QtTest>

using namespace LizSync;

class TestZipReader : public QObject
{
    Q_OBJECT

    static ZipReader readerOf( const QByteArray &zip )
    {
      auto buffer = std::make_unique<QBuffer>();
      buffer->setData( zip );
      buffer->open( QIODevice::ReadOnly );
      return ZipReader( std::move( buffer ), QStringLiteral( "a.zip" ) );
    }

    static QString messageOf( const std::function<void()> &action )
    {
      try
      {
        action();
      }
      catch ( const Error &error )
      {
        return error.message();
      }
      return {};
    }

    static RawMember member( const QByteArray &name, const std::function<void( RawMember & )> &change = nullptr )
    {
      RawMember made;
      made.name = name;
      made.content = "content";
      if ( change )
        change( made );
      return made;
    }

  private slots:
    void wholeOnes_data()
    {
      QTest::addColumn<bool>( "zip64" );
      QTest::newRow( "32 bits" ) << false;
      QTest::newRow( "64 bits" ) << true;
    }

    void wholeOnes()
    {
      QFETCH( bool, zip64 );
      const QByteArray large( 1000000, 'x' );
      const ZipReader reader = readerOf( rawZip( { member( "stored", []( RawMember &m )
                                                           { m.attributes = 0100644U << 16; } ),
                                                   member( "deflated", [&large]( RawMember &m )
                                                           {
                                                             m.content = large;
                                                             m.deflated = true;
                                                             m.flags = 8; } ) },
                                                 zip64 ) );
      QCOMPARE( reader.memberNames(), ( QStringList { QStringLiteral( "stored" ), QStringLiteral( "deflated" ) } ) );
      QCOMPARE( reader.memberSize( QStringLiteral( "deflated" ) ), qint64( large.size() ) );
      QCOMPARE( reader.memberSize( QStringLiteral( "nothing" ) ), qint64( -1 ) );
      QCOMPARE( reader.read( QStringLiteral( "stored" ), 7 ), QByteArray( "content" ) );
      QCOMPARE( reader.read( QStringLiteral( "deflated" ), large.size() ), large );
    }

    void refused_data()
    {
      QTest::addColumn<QByteArray>( "zip" );
      QTest::addColumn<QString>( "expected" );
      for ( const char *name : { "../a", "..", ".hidden", "/etc/passwd", "a/b", "a\\b", "c:a", "folder/", "" } )
        QTest::newRow( QByteArray( "name " ).append( name ).constData() ) << rawZip( { member( name ) } ) << QStringLiteral( "is not the name of a file in it" );
      QTest::newRow( "name with a NUL" ) << rawZip( { member( QByteArray( "a\0b", 3 ) ) } ) << QStringLiteral( "the name of a member is no text" );
      QTest::newRow( "name that is no text" ) << rawZip( { member( "a\xff" ) } ) << QStringLiteral( "the name of a member is no text" );
      QTest::newRow( "name of two lines" ) << rawZip( { member( "a\nb" ), member( "a\nb" ) } ) << QStringLiteral( "it has a\uFFFDb twice" );
      QTest::newRow( "twice" ) << rawZip( { member( "a" ), member( "b" ), member( "a" ) } ) << QStringLiteral( "it has a twice" );
      QTest::newRow( "another name before the data" ) << rawZip( { member( "a", []( RawMember &m )
                                                                           { m.localName = "b"; } ) } )
                                                      << QStringLiteral( "a has two names" );
      QTest::newRow( "folder" ) << rawZip( { member( "a", []( RawMember &m )
                                                     { m.attributes = 0x10; } ) } )
                                << QStringLiteral( "is not the name of a file in it" );
      QTest::newRow( "link" ) << rawZip( { member( "a", []( RawMember &m )
                                                   { m.attributes = 0120777U << 16; } ) } )
                              << QStringLiteral( "a is no file but a link" );
      QTest::newRow( "device" ) << rawZip( { member( "a", []( RawMember &m )
                                                     { m.attributes = 0060644U << 16; } ) } )
                                << QStringLiteral( "a is no file but a link" );
      QTest::newRow( "encrypted" ) << rawZip( { member( "a", []( RawMember &m )
                                                        { m.flags = 1; } ) } )
                                   << QStringLiteral( "a is encrypted" );
      QTest::newRow( "the same bytes twice" ) << rawZip( { member( "a" ), member( "a", []( RawMember &m )
                                                                                  {
                                                                                    m.name = "b";
                                                                                    m.sharesDataOf = 0; } ) } )
                                              << QStringLiteral( "b has two names" );
      // What stands before a's data says that it is b's as well: b begins within a.
      const QByteArray within = rawZip( { member( "b" ) } ).left( 51 + 7 );
      RawMember outer = member( "a", [&within]( RawMember &m )
                                { m.content = within; } );
      RawMember inner = member( "b" );
      QByteArray overlapping = rawZip( { outer, inner } );
      const int innerAt = overlapping.indexOf( within );
      // The list's place of the second member.
      const int second = overlapping.lastIndexOf( QByteArray( "PK\x01\x02", 4 ) );
      qToLittleEndian<quint32>( static_cast<quint32>( innerAt ), overlapping.data() + second + 42 );
      QTest::newRow( "one within another" ) << overlapping << QStringLiteral( "its members a and b overlap" );
      QList<RawMember> many;
      for ( int i = 0; i < 1001; ++i )
        many << member( QByteArray::number( i ) );
      QTest::newRow( "very many" ) << rawZip( many ) << QStringLiteral( "it has more than a thousand members" );
    }

    void refused()
    {
      QFETCH( QByteArray, zip );
      QFETCH( QString, expected );
      const QString message = messageOf( [&zip]
                                         { readerOf( zip ); } );
      QVERIFY2( message.startsWith( QLatin1String( "The archive a.zip is not as lizsync:package makes it (" ) ) && message.contains( expected ) && !message.contains( '\n' ), qUtf8Printable( message ) );
    }

    void damaged_data()
    {
      QTest::addColumn<QByteArray>( "zip" );
      const QByteArray good = rawZip( { member( "a" ) } );
      QTest::newRow( "nothing in it" ) << good.left( 4 ) + rawZip( {} );
      QTest::newRow( "something behind" ) << good + "x";
      QByteArray comment = good + "x";
      comment[good.size() - 2] = 1;
      QTest::newRow( "a comment" ) << comment;
      QTest::newRow( "something in front of the list" ) << good.left( good.indexOf( "PK\x01\x02" ) ) + "x" + good.mid( good.indexOf( "PK\x01\x02" ) );
      QByteArray parts = good;
      parts[good.size() - 18] = 1;
      QTest::newRow( "in several parts" ) << parts;
      QByteArray other = good;
      other[good.indexOf( "PK\x01\x02" ) + 42] = 1;
      QTest::newRow( "a member that is elsewhere" ) << other;
      QTest::newRow( "stored, and of two sizes" ) << rawZip( { member( "a", []( RawMember &m )
                                                                       { m.declared = 3; } ) } );
      QByteArray cut64 = rawZip( { member( "a" ) }, true );
      cut64[cut64.indexOf( QByteArray( "PK\x06\x07", 4 ) ) + 8] = 1;
      QTest::newRow( "64-bit record elsewhere" ) << cut64;
      QByteArray huge = rawZip( { member( "a" ) }, true );
      const int end64 = huge.indexOf( QByteArray( "PK\x06\x06", 4 ) );
      for ( int i = 40; i < 56; ++i )
        huge[end64 + i] = static_cast<char>( 0xff );
      QTest::newRow( "64-bit numbers beyond all files" ) << huge;
    }

    void damaged()
    {
      QFETCH( QByteArray, zip );
      const QString message = messageOf( [&zip]
                                         { readerOf( zip ); } );
      QCOMPARE( message, QStringLiteral( "The archive a.zip is truncated or damaged: copy it again, or make it anew with lizsync:package." ) );
    }

    void damagedWithin()
    {
      QByteArray zip = rawZip( { member( "a", []( RawMember &m )
                                         {
                                           m.content = "content content content";
                                           m.deflated = true; } ) } );
      zip[56] = static_cast<char>( ~zip.at( 56 ) );
      QVERIFY( messageOf( [&zip]
                          { readerOf( zip ).read( QStringLiteral( "a" ), 1000 ); } )
                 .contains( QLatin1String( "truncated or damaged" ) ) );
      zip = rawZip( { member( "a" ) } );
      zip[zip.indexOf( "content" )] = 'C';
      QVERIFY( messageOf( [&zip]
                          { readerOf( zip ).read( QStringLiteral( "a" ), 1000 ); } )
                 .contains( QLatin1String( "truncated or damaged" ) ) );
      // Less than was promised.
      zip = rawZip( { member( "a", []( RawMember &m )
                              {
                                m.deflated = true;
                                m.declared = 8; } ) } );
      QVERIFY( messageOf( [&zip]
                          { readerOf( zip ).read( QStringLiteral( "a" ), 1000 ); } )
                 .contains( QLatin1String( "truncated or damaged" ) ) );
    }

    //! It stops where the list says that the member ends, not when the disk is full.
    void bomb()
    {
      const QByteArray zip = rawZip( { member( "a", []( RawMember &m )
                                               {
                                                 m.content = QByteArray( 100000000, '\0' );
                                                 m.deflated = true;
                                                 m.declared = 300000; } ) } );
      QVERIFY( zip.size() < 200000 );
      QTemporaryDir folder;
      TestFeedback feedback;
      const QString message = messageOf( [&]
                                         { readerOf( zip ).extract( QStringLiteral( "a" ), folder.filePath( QStringLiteral( "out" ) ), feedback ); } );
      QVERIFY2( message.contains( QLatin1String( "a unpacks to more than its size" ) ), qUtf8Printable( message ) );
      QVERIFY( QFile( folder.filePath( QStringLiteral( "out" ) ) ).size() <= 300000 );
      QVERIFY( messageOf( [&]
                          { readerOf( zip ).read( QStringLiteral( "a" ), 300000 ); } )
                 .contains( QLatin1String( "a unpacks to more than its size" ) ) );
    }
};

QTEST_GUILESS_MAIN( TestZipReader )
#include "test_zipreader.moc"
